/**
 * The router's chat completions, in OpenAI's form (https://huggingface.co/docs/inference-providers/tasks/chat-completion):
 * no provider in the path; the model names one after a colon, or a policy, or leaves it to the router. The answer
 * is made by a rule, not by a model: it adds light and surroundings to what the last message says.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** A question to a chat model, as tests read it. */
export interface ChatRequest {
  at: string;
  model: string;
  messages: { role: string; content: string }[];
  parameters: Record<string, unknown>;
  billTo: string | undefined;
}

const served: Record<string, readonly string[]> = {
  'meta-llama/Llama-3.1-8B-Instruct': ['novita', 'nscale', 'cerebras', 'sambanova'],
};
const policies = ['fastest', 'cheapest', 'preferred'];

const bodySchema = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(z.looseObject({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }))
    .min(1),
  max_tokens: z.number().int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  stream: z.literal(false).optional(),
});

const refusal = (message: string, param: string | null, code: string | null) => ({
  error: { message, type: 'invalid_request_error', param, code },
});

export function registerChatRoutes(
  app: FastifyInstance,
  options: { requireUser: (request: FastifyRequest) => string; chats: ChatRequest[] },
): void {
  app.post('/router/v1/chat/completions', async (request, reply) => {
    options.requireUser(request);
    const parsed = bodySchema.safeParse(request.body ?? {});
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return reply
        .code(400)
        .send(refusal(issue?.message ?? 'Bad request', issue?.path.join('.') ?? null, null));
    }
    const { model, messages, ...parameters } = parsed.data;
    const [id = '', provider] = model.split(':');
    const providers = served[id];
    if (!providers) {
      return reply
        .code(400)
        .send(refusal(`The requested model '${id}' does not exist`, 'model', 'model_not_found'));
    }
    if (provider !== undefined && ![...providers, ...policies].includes(provider)) {
      const words = `The requested model '${model}' is not supported by any provider you have enabled.`;
      return reply.code(400).send(refusal(words, 'model', 'model_not_supported'));
    }
    const billTo = request.headers['x-hf-bill-to'];
    options.chats.push({
      at: new Date().toISOString(),
      model,
      messages: messages.map(({ role, content }) => ({ role, content })),
      parameters,
      billTo: typeof billTo === 'string' ? billTo : undefined,
    });
    const asked = messages.at(-1)?.content ?? '';
    const words = asked.split(/\s+/);
    const said = `${asked}, soft directional light, layered background, small telling details`.split(/\s+/);
    const most = parsed.data.max_tokens ?? said.length;
    return {
      id: `chatcmpl-${randomUUID()}`,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1_000),
      model: id,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: said.slice(0, most).join(' ') },
          finish_reason: said.length > most ? 'length' : 'stop',
        },
      ],
      usage: {
        prompt_tokens: words.length,
        completion_tokens: Math.min(most, said.length),
        total_tokens: words.length + Math.min(most, said.length),
      },
    };
  });
}
