/** The providers that answer at once: hf-inference (image bytes), together and nscale (base64 in JSON). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HubError } from '../hub/repositories.ts';
import { type Inference, InferenceError } from './inference.ts';
import { isPicture } from './pictures.ts';
import { findSeed, modelByProviderId } from './provider-mapping.ts';

const inferenceSchema = z.looseObject({
  inputs: z.string().default(''),
  parameters: z.record(z.string(), z.unknown()).default({}),
});
const imagesSchema = z.looseObject({
  prompt: z.string(),
  model: z.string(),
  response_format: z.string().optional(),
  size: z.string().optional(),
});

/** How PNG, JPEG, GIF and WebP begin in base64: image-to-image sends its image as `inputs`. */
const imageInBase64 = /^(iVBORw0KGgo|\/9j\/|R0lGOD|UklGR)[A-Za-z0-9+/=\s]+$/;

export function registerRouterRoutes(
  app: FastifyInstance,
  options: { inference: Inference; requireUser: (request: FastifyRequest) => string },
): void {
  const { inference, requireUser } = options;

  app.post('/router/hf-inference/models/*', async (request, reply) => {
    requireUser(request);
    const id = (request.params as { '*': string })['*'];
    const seed = findSeed(id);
    if (!seed?.providers['hf-inference']) {
      throw new HubError(400, 'Model not supported by provider hf-inference');
    }
    const { prompt, parameters, picture } = readInferenceBody(request.body);
    const entry = inference.record({ via: 'hf-inference', model: seed.id, prompt, parameters, loras: [] });
    const format = /image\/png/.test(request.headers.accept ?? '') ? 'png' : 'jpeg';
    const image = await inference.generate({
      entry,
      openRepository: refuseAdapters,
      pictures: picture ? [picture] : [],
      black: request.fault?.kind === 'black-image',
      format,
    });
    return reply.type(`image/${format}`).header('x-compute-type', 'cpu').send(image);
  });

  for (const provider of ['together', 'nscale'] as const) {
    app.post(`/router/${provider}/v1/images/generations`, async request => {
      requireUser(request);
      const parsed = imagesSchema.safeParse(request.body ?? {});
      if (!parsed.success) throw new HubError(400, parsed.error.issues[0]?.message ?? 'Bad request');
      const { prompt, model: providerId, response_format: _form, ...fields } = parsed.data;
      const { image_url: url, reference_images: urls, ...rest } = fields;
      const seed = modelByProviderId(provider, providerId);
      if (!seed) throw new HubError(400, `Model not supported by provider ${provider}`);
      const [width, height] = rest.size?.split('x').map(Number) ?? [];
      const shown = url === undefined ? urls : url;
      const parameters = {
        ...(width && height ? { width, height } : {}),
        ...rest,
        ...(url === undefined ? {} : { image_url: '1 picture' }),
        ...(urls === undefined ? {} : { reference_images: `${[urls].flat().length} pictures` }),
      };
      const entry = inference.record({ via: provider, model: seed.id, prompt, parameters, loras: [] });
      const pictures = [shown ?? []].flat().map(picture => fromDataUrl(picture));
      const problem =
        seed.task === 'image-to-image'
          ? await problemWithPictures(providerId, { url, urls }, pictures)
          : undefined;
      if (problem) {
        entry.status = 400;
        throw new HubError(400, problem);
      }
      const image = await inference.generate({
        entry,
        pictures,
        openRepository: refuseAdapters,
        black: request.fault?.kind === 'black-image',
        format: 'jpeg',
      });
      return { id: entry.at, object: 'list', data: [{ index: 0, b64_json: image.toString('base64') }] };
    });
  }

  app.all('/router/*', async request => {
    requireUser(request);
    const provider = (request.params as { '*': string })['*'].split('/')[0];
    throw new HubError(404, `The playground's router does not serve ${provider}`);
  });
}

function readInferenceBody(body: unknown) {
  if (Buffer.isBuffer(body)) return { prompt: '', parameters: {}, picture: body };
  const parsed = inferenceSchema.safeParse(body ?? {});
  if (!parsed.success) throw new HubError(400, parsed.error.issues[0]?.message ?? 'Bad request');
  const { inputs, parameters } = parsed.data;
  if (!imageInBase64.test(inputs)) return { prompt: inputs, parameters, picture: undefined };
  return { prompt: String(parameters.prompt ?? ''), parameters, picture: Buffer.from(inputs, 'base64') };
}

const fromDataUrl = (url: unknown) => Buffer.from(String(url).replace(/^data:[^,]*,/, ''), 'base64');
const referencesMost = 8;

/**
 * Together's two inputs exclude each other: FLUX.1 Kontext takes `image_url` only, FLUX.2 `reference_images` only
 * (https://docs.together.ai/docs/image-to-image). The words are ours.
 */
async function problemWithPictures(
  model: string,
  { url, urls }: { url: unknown; urls: unknown },
  pictures: Buffer[],
): Promise<string | undefined> {
  const one = /kontext/i.test(model);
  if (one ? typeof url !== 'string' : !Array.isArray(urls)) {
    return `${one ? 'image_url' : 'reference_images'} is required for ${model}`;
  }
  if ((one ? urls : url) !== undefined) {
    return `${one ? 'reference_images' : 'image_url'} is not supported for ${model}`;
  }
  if (pictures.length > referencesMost) return `at most ${referencesMost} reference_images are supported`;
  const readable = await Promise.all(pictures.map(isPicture));
  return readable.every(Boolean) ? undefined : 'An image could not be loaded';
}

function refuseAdapters(id: string): never {
  throw new InferenceError(400, `This provider does not load the LoRA ${id}`);
}
