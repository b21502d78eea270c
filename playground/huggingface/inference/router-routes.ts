/** The providers that answer at once: hf-inference (image bytes), together and nscale (base64 in JSON). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HubError } from '../hub/repositories.ts';
import { type Inference, InferenceError } from './inference.ts';
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
    const { prompt, parameters, inputImage } = readInferenceBody(request.body);
    const entry = inference.record({ via: 'hf-inference', model: seed.id, prompt, parameters, loras: [] });
    const format = /image\/png/.test(request.headers.accept ?? '') ? 'png' : 'jpeg';
    const image = await inference.generate({
      entry,
      openRepository: refuseAdapters,
      inputImage,
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
      const { prompt, model: providerId, response_format: _form, ...rest } = parsed.data;
      const seed = modelByProviderId(provider, providerId);
      if (!seed) throw new HubError(400, `Model not supported by provider ${provider}`);
      const [width, height] = rest.size?.split('x').map(Number) ?? [];
      const parameters = { ...(width && height ? { width, height } : {}), ...rest };
      const entry = inference.record({ via: provider, model: seed.id, prompt, parameters, loras: [] });
      const image = await inference.generate({
        entry,
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
  if (Buffer.isBuffer(body)) return { prompt: '', parameters: {}, inputImage: body };
  const parsed = inferenceSchema.safeParse(body ?? {});
  if (!parsed.success) throw new HubError(400, parsed.error.issues[0]?.message ?? 'Bad request');
  const { inputs, parameters } = parsed.data;
  if (!imageInBase64.test(inputs)) return { prompt: inputs, parameters, inputImage: undefined };
  return { prompt: String(parameters.prompt ?? ''), parameters, inputImage: Buffer.from(inputs, 'base64') };
}

function refuseAdapters(id: string): never {
  throw new InferenceError(400, `This provider does not load the LoRA ${id}`);
}
