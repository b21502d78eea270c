/** `/api/jobs`: starting, listing, watching and cancelling jobs, and what they may run on. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Accounts } from '../hub/accounts.ts';
import { HubError } from '../hub/repositories.ts';
import { hardwareList, isFlavor } from './job-hardware.ts';
import type { JobRecord, Jobs } from './jobs.ts';

const strings = z.record(z.string(), z.string());

const bodySchema = z
  .object({
    flavor: z.string().refine(isFlavor, 'is not a known flavor'),
    dockerImage: z.string().min(1).optional(),
    spaceId: z.string().min(1).optional(),
    command: z.array(z.string()).default([]),
    arguments: z.array(z.string()).default([]),
    environment: strings.default({}),
    secrets: strings.default({}),
    labels: strings.default({}),
    timeoutSeconds: z.number().int().positive().nullish(),
  })
  .refine(body => (body.dockerImage === undefined) !== (body.spaceId === undefined), {
    message: 'takes either a dockerImage or a spaceId',
  });

/** The list comes in pages, as the hub's does, however many a caller would like. */
const pageSize = 20;

const listed = z.union([z.string(), z.array(z.string())]).transform(value => [value].flat());
const listQuerySchema = z.object({
  /** `key=value`, or `key=` for a label without a value. One of several is enough. */
  label: listed
    .refine(labels => labels.every(label => label.includes('=')), 'label: must be key=value')
    .default([]),
  status: listed.default([]),
  cursor: z.string().optional(),
});

function isWanted({ labels, status }: JobRecord, wanted: z.infer<typeof listQuerySchema>): boolean {
  const hasLabel = (label: string) => {
    const at = label.indexOf('=');
    return labels[label.slice(0, at)] === label.slice(at + 1);
  };
  return (
    (wanted.label.length === 0 || wanted.label.some(hasLabel)) &&
    (wanted.status.length === 0 || wanted.status.includes(status.stage))
  );
}

interface JobParams {
  namespace: string;
  id: string;
}

export function registerJobRoutes(app: FastifyInstance, options: { accounts: Accounts; jobs: Jobs }): void {
  const { accounts, jobs } = options;

  /** The user and the namespace, which must be theirs: jobs are nobody else's business. */
  function own(request: FastifyRequest) {
    const { namespace, id } = request.params as JobParams;
    const user = accounts.requireUser(request);
    accounts.requireNamespace(user, namespace, 'job');
    return { user, namespace, id };
  }

  app.get('/api/jobs/hardware', async request => {
    accounts.userOf(request);
    return hardwareList();
  });

  app.get('/api/jobs/:namespace', async (request, reply) => {
    const { namespace } = own(request);
    const filters = listQuerySchema.safeParse(request.query);
    if (!filters.success) throw new HubError(400, filters.error.issues[0]?.message ?? 'invalid');
    const found = jobs
      .all()
      .filter(job => job.namespace === namespace && isWanted(job, filters.data))
      .reverse();
    const { cursor } = filters.data;
    // After the job that the cursor names, so that one that is started meanwhile moves no page.
    const from = cursor === undefined ? 0 : found.findIndex(({ id }) => id === cursor) + 1;
    const page = found.slice(from, from + pageSize);
    const last = page.at(-1);
    if (last && from + pageSize < found.length) {
      const next = new URL(request.url, `${request.protocol}://${request.host}`);
      next.searchParams.set('cursor', last.id);
      reply.header('link', `<${next}>; rel="next"`);
    }
    return page.map(viewOf);
  });

  app.post('/api/jobs/:namespace', async request => {
    const { user, namespace } = own(request);
    const parsed = bodySchema.safeParse(request.body);
    // Only where and what is wrong is told, never the value: it might be a secret.
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new HubError(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
    }
    const { dockerImage = null, spaceId = null, timeoutSeconds = null, ...rest } = parsed.data;
    const job = jobs.create({ ...rest, dockerImage, spaceId, timeoutSeconds, namespace, createdBy: user });
    return viewOf(job);
  });

  app.get('/api/jobs/:namespace/:id', async request => {
    const { namespace, id } = own(request);
    return viewOf(jobs.get(namespace, id));
  });

  app.get('/api/jobs/:namespace/:id/logs', async (request, reply) => {
    const { namespace, id } = own(request);
    let stop = () => {};
    const stream = new Readable({
      read() {},
      destroy(error, done) {
        stop();
        done(error);
      },
    });
    // A comment, so that the headers go out before the first line is logged.
    stream.push(': logs\n\n');
    stop = jobs.follow(namespace, id, {
      line: line => stream.push(`data: ${JSON.stringify(line)}\n\n`),
      end: () => stream.push(null),
    });
    return reply.type('text/event-stream').header('cache-control', 'no-cache').send(stream);
  });

  app.register(async scope => {
    // The client cancels with a POST that claims to be JSON and is empty.
    const parseJson = scope.getDefaultJsonParser('error', 'error');
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
      if (body.length === 0) done(null, undefined);
      else parseJson(request, String(body), done);
    });
    scope.post('/api/jobs/:namespace/:id/cancel', async request => {
      const { namespace, id } = own(request);
      return viewOf(jobs.cancel(namespace, id));
    });
  });
}

/** A job as the hub shows it. */
function viewOf({ namespace, createdBy, secretNames, status, ...job }: JobRecord) {
  const creator = { id: createdBy, name: createdBy };
  return {
    type: 'job',
    ...job,
    updatedAt: job.finishedAt ?? job.startedAt ?? job.createdAt,
    status: { ...status, failureCount: status.stage === 'ERROR' ? 1 : 0 },
    secrets: secretNames,
    createdBy: creator,
    initiator: { ...creator, type: 'user' },
    owner: { id: namespace, name: namespace, type: namespace === createdBy ? 'user' : 'org' },
  };
}
