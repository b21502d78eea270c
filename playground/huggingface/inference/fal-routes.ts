/** fal-ai behind the router: a queue with submit, status and result, and the image on fal's file host. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HubError } from '../hub/repositories.ts';
import { type FalForm, type FalProblem, formOf, problem, problemsWith } from './fal-forms.ts';
import { type FalLora, FalRefusal, loadLora } from './fal-loras.ts';
import { loadPictures, withoutPictures } from './fal-pictures.ts';
import { ratioSizes, sizeOf } from './fal-sizes.ts';
import { type Inference, type InferenceCall, InferenceError, type LoraUse } from './inference.ts';
import { modelByProviderId } from './provider-mapping.ts';

const submitSchema = z.looseObject({
  prompt: z.string().default(''),
  loras: z.array(z.object({ path: z.string(), scale: z.number().default(1) })).default([]),
});

interface Job {
  done: boolean;
  image?: Buffer;
  failure?: { status: number; detail: FalProblem[] };
  width: number;
  height: number;
  seed: number;
  format: 'png' | 'jpeg';
  prompt: string;
  cut: boolean;
}

interface FalParts {
  inference: Inference;
  requireUser: (request: FastifyRequest) => string;
  origin: () => string;
}

export function registerFalRoutes(app: FastifyInstance, parts: FalParts): void {
  const jobs = new Map<string, Job>();
  registerSubmission(app, parts, jobs);
  registerQueue(app, parts, jobs);
}

function registerSubmission(app: FastifyInstance, parts: FalParts, jobs: Map<string, Job>): void {
  const { inference, requireUser, origin } = parts;

  app.post('/router/fal-ai/*', async request => {
    requireUser(request);
    const providerId = (request.params as { '*': string })['*'];
    const model = modelByProviderId('fal-ai', providerId);
    // The path is what the router finds the mapping by: an id that none names is unknown to it.
    if (!model) throw new HubError(400, 'Model not supported by provider fal-ai');
    const form = formOf(providerId);
    const body = (request.body ?? {}) as Record<string, unknown>;
    const problems = problemsWith(form, body);
    const parsed = submitSchema.safeParse(body);
    const { prompt, loras, ...rest } = parsed.data ?? { prompt: '', loras: [] };
    const parameters = withoutPictures(rest);
    const entry = inference.record({ via: 'fal-ai', model: model.id, prompt, parameters, loras: [] });
    const cut = request.fault?.kind === 'cut-body';
    // The image is what gets cut, not the small answer to the submission.
    if (cut) request.fault = undefined;
    const size = form.byRatio
      ? (ratioSizes[String(rest.resolution_mode)] ?? sizeOf(undefined))
      : sizeOf(rest.image_size);
    const [width, height] = size;
    const asked = (rest as Record<string, unknown>)[form.format.field];
    const format = asked === 'png' || asked === 'jpeg' ? asked : form.format.default;
    const job: Job = { done: false, width, height, seed: Number(rest.seed ?? 0), format, prompt, cut };
    const id = randomUUID();
    jobs.set(id, job);
    const call = {
      entry,
      size,
      black: request.fault?.kind === 'black-image',
      format,
    };
    // The queue takes anything; what is wrong with it comes with the result.
    void work(inference, job, {
      ...call,
      problems,
      form,
      body,
      loras: form.lorasMost ? loras : [],
      hub: origin(),
    });
    return queued(providerId, id);
  });
}

function queued(providerId: string, id: string) {
  const application = providerId.split('/').slice(0, 2).join('/');
  const response = `https://queue.fal.run/${application}/requests/${id}`;
  return {
    status: 'IN_QUEUE',
    request_id: id,
    response_url: response,
    status_url: `${response}/status`,
    cancel_url: `${response}/cancel`,
    queue_position: 0,
    logs: null,
    metrics: {},
  };
}

type Work = Omit<InferenceCall, 'openRepository' | 'weights' | 'pictures'> & {
  problems: FalProblem[];
  form: FalForm;
  body: Record<string, unknown>;
  loras: FalLora[];
  hub: string;
};

async function work(
  inference: Inference,
  job: Job,
  { problems, form, body, loras, hub, ...call }: Work,
): Promise<void> {
  const { entry } = call;
  try {
    if (problems.length > 0) throw new FalRefusal(problems);
    const weights = new Map<LoraUse, Uint8Array>();
    for (const [index, asked] of loras.entries()) {
      const loaded = await loadLora(asked, index, hub);
      entry.loras.push(loaded.lora);
      weights.set(loaded.lora, loaded.weights);
    }
    const pictures = await loadPictures(form, body);
    job.image = await inference.generate({ ...call, pictures, weights, openRepository: withoutToken });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const detail =
      error instanceof FalRefusal
        ? error.detail
        : [problem({ loc: ['body'], msg: text, type: 'value_error' })];
    job.failure = { status: 422, detail };
    entry.status = 422;
  } finally {
    job.done = true;
  }
}

/** What fal loads it has fetched before: it sees no repository itself. */
function withoutToken(id: string): never {
  throw new InferenceError(404, `404 for the LoRA ${id}`);
}

function registerQueue(
  app: FastifyInstance,
  { requireUser, origin }: FalParts,
  jobs: Map<string, Job>,
): void {
  app.get('/router/fal-ai/:owner/:application/requests/:id/status', async (request, reply) => {
    requireUser(request);
    const { owner, application, id } = request.params as Record<string, string>;
    const job = jobs.get(id ?? '');
    if (!job) throw new HubError(404, 'Request not found');
    reply.code(job.done ? 200 : 202);
    return {
      status: job.done ? 'COMPLETED' : 'IN_PROGRESS',
      request_id: id,
      response_url: `https://queue.fal.run/${owner}/${application}/requests/${id}`,
      logs: null,
      metrics: {},
    };
  });

  app.get('/router/fal-ai/:owner/:application/requests/:id', async (request, reply) => {
    requireUser(request);
    const { id } = request.params as { id: string };
    const job = jobs.get(id);
    if (!job) throw new HubError(404, 'Request not found');
    if (!job.done) return reply.code(400).send({ detail: 'Request is still in progress' });
    if (job.failure) return reply.code(job.failure.status).send({ detail: job.failure.detail });
    const image = {
      url: `${origin()}/fal-media/${id}.${job.format}`,
      content_type: `image/${job.format}`,
      width: job.width,
      height: job.height,
    };
    return { images: [image], timings: {}, seed: job.seed, has_nsfw_concepts: [false], prompt: job.prompt };
  });

  app.get('/fal-media/:file', async (request, reply) => {
    const { file } = request.params as { file: string };
    const [id = '', extension] = file.split('.');
    const job = jobs.get(id);
    if (!job?.image || extension !== job.format) throw new HubError(404, 'File not found');
    if (job.cut) request.fault = { kind: 'cut-body', match: {}, times: 1 };
    // Only this download: the file itself is whole.
    job.cut = false;
    return reply.type(`image/${job.format}`).send(job.image);
  });
}
