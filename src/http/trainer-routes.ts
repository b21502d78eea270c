import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { jsonOf } from '../json-of.ts';
import type { CheckpointFiles, Committed, Places, Refusal } from '../services/training/callbacks/answers.ts';
import type { TrainerCallbacks } from '../services/training/callbacks/callbacks.ts';
import { createRoom } from './room.ts';
import type { TrainingMetrics } from './training-metrics.ts';

const statusOf: Record<Refusal['outcome'], number> = {
  unauthorised: 401,
  taken: 409,
  repeated: 409,
  over: 410,
  'too-large': 413,
  invalid: 422,
  away: 503,
};

const claimSchema = z.object({
  jobId: z.string().max(40),
  token: z.string().min(1).max(200),
  claimId: z.string().min(16).max(100).optional(),
});

/** The texts of a result come with its commit; weights and pictures never do. */
const mostCommitBytes = 1024 * 1024;
/** Commits that are read at a time, so that strangers cannot fill the memory with large bodies. */
const mostCommitsAtOnce = 16;

/** The body as it came; none is empty. */
const bytesOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** What trainers call: they claim a job, report on it, fetch its photos and say what is to go to its repo. */
export function addTrainerRoutes(
  app: FastifyInstance,
  { training, metrics }: { training: TrainerCallbacks; metrics: TrainingMetrics },
): void {
  // The signature covers the bytes as they came, so nothing may parse them first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post('/training/claim', async (request, reply) => {
    const asked = claimSchema.safeParse(jsonOf(bytesOf(request)));
    if (!asked.success) {
      metrics.claims.inc({ outcome: 'invalid' });
      return reply.code(422).send({ error: 'A claim is JSON with jobId and token, both from the job code.' });
    }
    const answer = await training.claim(asked.data);
    metrics.claims.inc({ outcome: answer.outcome });
    if (answer.outcome !== 'claimed') return refuse(reply, answer);
    const { outcome: _claimed, ...claim } = answer;
    return reply.header('cache-control', 'no-store').send(claim);
  });

  app.post('/training/events', async (request, reply) => {
    const answer = await training.receive({ headers: request.headers, body: bytesOf(request) });
    metrics.events.inc({ outcome: answer.outcome });
    if (answer.outcome !== 'stored') return refuse(reply, answer);
    return reply.code(204).send();
  });

  addUploadRoutes(app, { training, metrics });

  app.get<{ Params: { jobId: string; sha256: string }; Querystring: Record<string, unknown> }>(
    '/training/photos/:jobId/:sha256',
    async (request, reply) => {
      const { expires, signature } = request.query;
      const answer = await training.photo({
        ...request.params,
        expires: String(expires),
        signature: String(signature),
      });
      if (answer.outcome !== 'photo') return refuse(reply, answer);
      return reply.type(answer.contentType).header('cache-control', 'no-store').send(answer.bytes);
    },
  );
}

/** For trainers without a token; signed like events. */
function addUploadRoutes(
  app: FastifyInstance,
  { training, metrics }: { training: TrainerCallbacks; metrics: TrainingMetrics },
): void {
  const signedCall = (request: FastifyRequest) => ({ headers: request.headers, body: bytesOf(request) });
  const answer = (reply: FastifyReply, call: 'places' | 'commit' | 'checkpoint', said: Said | Refusal) => {
    metrics.uploads.inc({ call, outcome: said.outcome });
    if ('why' in said) return refuse(reply, said);
    const { outcome: _done, ...rest } = said;
    return reply.header('cache-control', 'no-store').send(rest);
  };

  app.post('/training/uploads', async (request, reply) =>
    answer(reply, 'places', await training.places(signedCall(request))),
  );
  app.post('/training/checkpoint', async (request, reply) =>
    answer(reply, 'checkpoint', await training.checkpoint(signedCall(request))),
  );

  const room = createRoom(mostCommitsAtOnce);
  app.post(
    '/training/commit',
    {
      bodyLimit: mostCommitBytes,
      async onRequest(_request, reply) {
        if (room.enter(reply.raw)) return;
        await reply.code(503).header('retry-after', '5').send({ error: 'Too many at a time. Try again.' });
      },
    },
    async (request, reply) => answer(reply, 'commit', await training.commit(signedCall(request))),
  );
}

type Said = Places | Committed | CheckpointFiles;

function refuse(reply: FastifyReply, { outcome, why, because, retryAfter }: Refusal) {
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  return reply.code(statusOf[outcome]).send({ error: why, ...(because ? { because } : {}) });
}
