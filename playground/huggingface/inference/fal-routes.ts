/** fal-ai behind the router: a queue with submit, status and result, and the image on fal's file host. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HubError, type Repositories } from '../hub/repositories.ts';
import { type Inference, type InferenceCall, InferenceError, type LoraUse } from './inference.ts';
import { findSeed, modelByProviderId } from './provider-mapping.ts';
import type { SeedModel } from './seed-models.ts';

const submitSchema = z.looseObject({
  prompt: z.string().default(''),
  image_size: z.union([z.object({ width: z.number(), height: z.number() }), z.string()]).optional(),
  image_url: z.string().optional(),
  loras: z.array(z.object({ path: z.string(), scale: z.number().default(1) })).default([]),
  output_format: z.enum(['png', 'jpeg']).default('jpeg'),
});

interface Job {
  done: boolean;
  image?: Buffer;
  failure?: { status: number; detail: unknown };
  width: number;
  height: number;
  seed: number;
  format: 'png' | 'jpeg';
  prompt: string;
  cut: boolean;
}

/** fal's named sizes, in pixels. */
const namedSizes: Record<string, [number, number]> = {
  square_hd: [1024, 1024],
  square: [512, 512],
  portrait_4_3: [768, 1024],
  portrait_16_9: [576, 1024],
  landscape_4_3: [1024, 768],
  landscape_16_9: [1024, 576],
};

interface FalParts {
  inference: Inference;
  repositories: Repositories;
  requireUser: (request: FastifyRequest) => string;
  origin: () => string;
}

export function registerFalRoutes(app: FastifyInstance, parts: FalParts): void {
  const jobs = new Map<string, Job>();
  registerSubmission(app, parts, jobs);
  registerQueue(app, parts, jobs);
}

function registerSubmission(app: FastifyInstance, parts: FalParts, jobs: Map<string, Job>): void {
  const { inference, repositories, requireUser, origin } = parts;

  /** fal fetches weights without a token, so it cannot see a private repository. */
  function openPublic(id: string) {
    const repository = repositories.find('model', id);
    if (!repository || repository.private) throw new InferenceError(404, `404 for the LoRA ${id}`);
    return repository;
  }

  app.post('/router/fal-ai/*', async request => {
    requireUser(request);
    const providerId = (request.params as { '*': string })['*'];
    const model = modelByProviderId('fal-ai', providerId);
    if (!model) throw new HubError(400, 'Model not supported by provider fal-ai');
    const parsed = submitSchema.safeParse(request.body ?? {});
    if (!parsed.success) throw new HubError(422, parsed.error.issues[0]?.message ?? 'Unprocessable');
    const { prompt, loras: paths, image_url: imageUrl, output_format: format, ...rest } = parsed.data;
    const size = sizeOf(rest.image_size);
    const parameters: Record<string, unknown> = { ...rest };
    delete parameters.image_urls;
    const { loras, weightsPaths } = readLoras(paths, providerId, model, origin());
    const entry = inference.record({ via: 'fal-ai', model: model.id, prompt, parameters, loras });
    const cut = request.fault?.kind === 'cut-body';
    // The image is what gets cut, not the small answer to the submission.
    if (cut) request.fault = undefined;
    const [width, height] = size;
    const job: Job = { done: false, width, height, seed: Number(rest.seed ?? 0), format, prompt, cut };
    const id = randomUUID();
    jobs.set(id, job);
    void work(inference, job, {
      entry,
      openRepository: openPublic,
      weightsPaths,
      size,
      inputImage: imageUrl ? decodeDataUrl(imageUrl) : undefined,
      black: request.fault?.kind === 'black-image',
      format,
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

async function work(inference: Inference, job: Job, call: InferenceCall): Promise<void> {
  try {
    job.image = await inference.generate(call);
  } catch (error) {
    const status = error instanceof InferenceError ? error.status : 500;
    const text = error instanceof Error ? error.message : String(error);
    const isMissingLora = call.entry.loras.length > 0 && status === 404;
    const problem = isMissingLora
      ? {
          loc: ['body', 'loras', 0, 'path'],
          msg: `Failed to download the file. ${text}`,
          type: 'file_download_error',
        }
      : { loc: ['body'], msg: text, type: 'value_error' };
    job.failure = { status: 422, detail: [problem] };
    call.entry.status = 422;
  } finally {
    job.done = true;
  }
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

function sizeOf(value: z.infer<typeof submitSchema>['image_size']): [number, number] {
  if (value === undefined) return [1024, 1024];
  if (typeof value === 'string') return namedSizes[value] ?? [1024, 1024];
  return [value.width, value.height];
}

/** Turns addresses of weights on this hub (under its real or its local name) into repository and revision. */
function readLoras(
  paths: { path: string; scale: number }[],
  providerId: string,
  model: SeedModel,
  hub: string,
): { loras: LoraUse[]; weightsPaths: Map<LoraUse, string> } {
  const weightsPaths = new Map<LoraUse, string>();
  if (paths.length > 0 && providerId !== model.loraApplication) return { loras: [], weightsPaths };
  const loras = paths.map(({ path, scale }) => {
    const relative = path.startsWith(`${hub}/`)
      ? path.slice(hub.length + 1)
      : path.replace('https://huggingface.co/', '');
    const match = /^([\w.-]+\/[\w.-]+)(?:\/resolve\/([^/]+)\/(.+))?$/.exec(relative);
    if (!match?.[1] || findSeed(match[1])) throw new HubError(422, `Cannot load LoRA weights from ${path}`);
    const lora = { repo: match[1], revision: decodeURIComponent(match[2] ?? 'main'), scale };
    if (match[3]) weightsPaths.set(lora, decodeURIComponent(match[3]));
    return lora;
  });
  return { loras, weightsPaths };
}

function decodeDataUrl(url: string): Buffer {
  const match = /^data:[^,]*;base64,(.*)$/s.exec(url);
  if (!match?.[1]) throw new HubError(422, 'image_url must be a data URL');
  return Buffer.from(match[1], 'base64');
}
