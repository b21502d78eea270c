/**
 * WaveSpeed behind the router: a task is put, its result asked for, and the image lies at an address. Only its editors
 * of pictures; their fields are those of https://wavespeed.ai/docs/docs-api/{id}, the words of refusals are ours.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HubError } from '../hub/repositories.ts';
import { type Inference, InferenceError } from './inference.ts';
import { isPicture } from './pictures.ts';
import { modelByProviderId } from './provider-mapping.ts';

interface Editor {
  field: 'image' | 'images';
  most: number;
}

/** By the start of the id, the longer first. */
const editors: [start: string, editor: Editor][] = [
  ['wavespeed-ai/flux-2-', { field: 'images', most: 4 }],
  ['wavespeed-ai/flux-kontext-dev', { field: 'image', most: 1 }],
  ['wavespeed-ai/qwen-image/edit-', { field: 'images', most: 3 }],
];
const [sideLeast, sideMost] = [256, 1536];

interface Task {
  model: string;
  image?: Buffer;
  error?: string;
}

export function registerWavespeedRoutes(
  app: FastifyInstance,
  options: { inference: Inference; requireUser: (request: FastifyRequest) => string; origin: () => string },
): void {
  const { inference, requireUser, origin } = options;
  const tasks = new Map<string, Task>();
  const dataOf = (id: string, { model, image, error }: Task) => ({
    ...{ id, model, error: error ?? '' },
    status: error ? 'failed' : image ? 'completed' : 'processing',
    outputs: image ? [`${origin()}/wavespeed-media/${id}.jpeg`] : [],
    urls: { get: `https://api.wavespeed.ai/api/v3/predictions/${id}/result` },
  });

  app.post('/router/wavespeed/api/v3/*', async request => {
    requireUser(request);
    const providerId = (request.params as { '*': string })['*'];
    const model = modelByProviderId('wavespeed', providerId);
    const editor = editors.find(([start]) => providerId.startsWith(start))?.[1];
    if (!model || !editor) throw new HubError(400, 'Model not supported by provider wavespeed');
    const body = (request.body ?? {}) as Record<string, unknown>;
    const { prompt, image, images, ...parameters } = body;
    const entry = inference.record({
      ...{ via: 'wavespeed', model: model.id, prompt: String(prompt ?? ''), loras: [] },
      parameters: { ...parameters, ...countOf({ image, images }) },
    });
    const pictures = picturesIn(editor, body);
    const problem = problemWith(editor, body) ?? (await unreadableIn(pictures));
    if (problem) {
      entry.status = 400;
      throw new HubError(400, problem);
    }
    const id = randomUUID();
    const task: Task = { model: providerId };
    tasks.set(id, task);
    const size = sizeOf(parameters.size);
    const black = request.fault?.kind === 'black-image';
    void inference
      .generate({ entry, size, black, openRepository: refuseAdapters, pictures, format: 'jpeg' })
      .then(
        bytes => {
          task.image = bytes;
        },
        error => {
          task.error = error instanceof Error ? error.message : String(error);
        },
      );
    return { code: 200, message: 'success', data: dataOf(id, task) };
  });

  app.get('/router/wavespeed/api/v3/predictions/:id/result', async request => {
    requireUser(request);
    const { id } = request.params as { id: string };
    const task = tasks.get(id);
    if (!task) throw new HubError(404, 'Prediction not found');
    return { code: 200, message: 'success', data: dataOf(id, task) };
  });

  app.get('/wavespeed-media/:file', async (request, reply) => {
    const task = tasks.get((request.params as { file: string }).file.replace(/\.jpeg$/, ''));
    if (!task?.image) throw new HubError(404, 'File not found');
    return reply.type('image/jpeg').send(task.image);
  });
}

/** What the log keeps: how many pictures there were, and none of them. */
const countOf = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, Array.isArray(value) ? `${value.length} pictures` : '1 picture']],
    ),
  );

function problemWith({ field, most }: Editor, body: Record<string, unknown>): string | undefined {
  if (typeof body.prompt !== 'string' || body.prompt === '') return 'prompt is required';
  const given = body[field];
  if (given === undefined) return `${field} is required`;
  if (field === 'images' && !Array.isArray(given)) return 'images must be an array';
  if (Array.isArray(given) && (given.length < 1 || given.length > most)) {
    return `images must have 1 to ${most} items`;
  }
  if (body.size === undefined) return undefined;
  const sides = /^(\d+)\*(\d+)$/.exec(String(body.size))?.slice(1).map(Number);
  if (!sides?.every(side => side >= sideLeast && side <= sideMost)) {
    return `size must be width*height, each from ${sideLeast} to ${sideMost}`;
  }
  return undefined;
}

/** Base64, with or without the front of a data URL. */
const picturesIn = ({ field }: Editor, body: Record<string, unknown>): Buffer[] =>
  [body[field] ?? []]
    .flat()
    .map(picture => Buffer.from(String(picture).replace(/^data:[^,]*,/, ''), 'base64'));

async function unreadableIn(pictures: Buffer[]): Promise<string | undefined> {
  const readable = await Promise.all(pictures.map(isPicture));
  return readable.every(Boolean) ? undefined : 'an image could not be read';
}

function sizeOf(size: unknown): readonly [number, number] {
  const [width = 1024, height = 1024] = typeof size === 'string' ? size.split('*').map(Number) : [];
  return [width, height];
}

function refuseAdapters(id: string): never {
  throw new InferenceError(400, `This provider does not load the LoRA ${id}`);
}
