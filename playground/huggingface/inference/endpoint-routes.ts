/** A self-hosted inference endpoint: one address, its own secret, any model and LoRA of the hub. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Repositories } from '../hub/repositories.ts';
import { type Inference, InferenceError } from './inference.ts';

const bodySchema = z.object({
  inputs: z.string(),
  parameters: z
    .looseObject({
      model: z.string().optional(),
      loras: z
        .array(
          z.object({ repo: z.string(), revision: z.string().default('main'), scale: z.number().default(1) }),
        )
        .optional(),
    })
    .default({}),
});

/** Used when a request names no model. */
const defaultModel = 'stable-diffusion-v1-5/stable-diffusion-v1-5';

export function registerEndpointRoutes(
  app: FastifyInstance,
  options: { inference: Inference; repositories: Repositories; token: string },
): void {
  const { inference, repositories, token } = options;

  app.get('/endpoint', async () => ({ status: 'ok', standIn: true }));

  app.post('/endpoint', async (request, reply) => {
    if (!isAuthorized(request, token))
      throw new InferenceError(401, 'The endpoint token is wrong or missing');
    const parsed = bodySchema.safeParse(request.body ?? {});
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new InferenceError(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
    }
    const { inputs, parameters } = parsed.data;
    const { model: asked, loras = [], ...rest } = parameters;
    const model = asked ?? defaultModel;
    const entry = inference.record({ via: 'endpoint', model, prompt: inputs, parameters: rest, loras });
    const known = repositories.find('model', model);
    if (!known || known.private) {
      entry.status = 404;
      throw new InferenceError(404, `The model ${model} is not on the hub`);
    }
    const image = await inference.generate({
      entry,
      // The endpoint belongs to the hub account's owner, so private LoRAs are open to it.
      openRepository: id => {
        const repository = repositories.find('model', id);
        if (!repository) throw new InferenceError(404, `The LoRA ${id} is not on the hub`);
        return repository;
      },
      black: request.fault?.kind === 'black-image',
      format: 'png',
    });
    return reply.type('image/png').send(image);
  });
}

function isAuthorized(request: FastifyRequest, token: string): boolean {
  const given = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
