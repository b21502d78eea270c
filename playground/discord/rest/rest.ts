import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DiscordContext } from '../context.ts';
import { isApiError, tooLarge, unauthorized } from './api-error.ts';
import { registerApplicationRoutes } from './application-routes.ts';
import { registerChannelRoutes } from './channel-routes.ts';
import { registerGuildRoutes } from './guild-routes.ts';
import { registerInteractionRoutes } from './interaction-routes.ts';
import { sendRateLimit } from './rate-limits.ts';
import { registerWebhookRoutes } from './webhook-routes.ts';

const KEPT_REQUESTS = 5000;

/** The bot's REST interface below /api/v10 (and /api, as Discord also serves it). */
export function registerRest(app: FastifyInstance, context: DiscordContext): void {
  for (const prefix of ['/api/v10', '/api']) {
    void app.register(
      async scope => {
        scope.setErrorHandler((error, _request, reply) => sendError(error, reply));
        scope.setNotFoundHandler((_request, reply) => {
          void reply.status(404).send({ message: '404: Not Found', code: 0 });
        });
        scope.addHook('preHandler', async (request, reply) => guard(context, prefix, request, reply));
        // Exactly this type, without a charset: other clients than discord.js compare the whole header.
        scope.addHook('onSend', async (_request, reply, payload) => {
          if (payload && reply.getHeader('content-type') === 'application/json; charset=utf-8') {
            reply.header('content-type', 'application/json');
          }
          return payload;
        });
        scope.addHook('onResponse', async (request, reply) => {
          context.requests.push({
            at: Date.now(),
            method: request.method,
            path: pathOf(request, prefix),
            status: reply.statusCode,
          });
          if (context.requests.length > KEPT_REQUESTS) context.requests.shift();
        });
        registerApplicationRoutes(scope, context);
        registerGuildRoutes(scope, context);
        registerChannelRoutes(scope, context);
        registerInteractionRoutes(scope, context);
        registerWebhookRoutes(scope, context);
      },
      { prefix },
    );
  }
}

function pathOf(request: FastifyRequest, prefix: string): string {
  return request.url.slice(prefix.length);
}

async function guard(
  context: DiscordContext,
  prefix: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const path = pathOf(request, prefix);
  const fault = context.faults.take(request.method, path);
  if (fault?.delayMs) await new Promise(resolve => setTimeout(resolve, fault.delayMs));
  if (fault?.status !== undefined || fault?.retryAfterSeconds !== undefined) {
    await drain(request);
    if (fault.retryAfterSeconds !== undefined && (fault.status ?? 429) === 429) {
      sendRateLimit(reply, fault.retryAfterSeconds, 'shared');
      return reply;
    }
    if (fault.retryAfterSeconds !== undefined) reply.header('retry-after', String(fault.retryAfterSeconds));
    return reply
      .status(fault.status ?? 429)
      .send(fault.body ?? { message: `${fault.status}: asked for by a test`, code: 0 });
  }
  // An interaction's token in the path is its own authorisation.
  if (/^\/(interactions|webhooks)\/\d+\/[^/]+/.test(path) || path === '/gateway') return undefined;
  if (request.headers.authorization !== `Bot ${context.settings.token}`) {
    await drain(request);
    throw unauthorized();
  }
  return undefined;
}

/** Reads what is left of an upload, so that the client gets to see the answer. */
async function drain(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) return;
  request.raw.resume();
  await new Promise(resolve => {
    request.raw.once('end', resolve).once('close', resolve);
  });
}

function sendError(error: unknown, reply: FastifyReply): FastifyReply {
  if (isApiError(error)) return reply.status(error.status).send(error.body);
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode === 413) {
    const large = tooLarge();
    return reply.status(large.status).send(large.body);
  }
  if (statusCode && statusCode < 500) return reply.status(statusCode).send({ message, code: 0 });
  return reply.status(500).send({ message: `500: Internal Server Error (${message})`, code: 0 });
}
