import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { notFound } from './errors-as-json.ts';

/** What tells a supervisor whether to restart the bot. A flood of requests must not get the bot restarted: unlimited. */
const unlimited = { config: { rateLimit: false } };

export function addOpsRoutes(
  app: FastifyInstance,
  { ready, metrics }: { ready: () => boolean; metrics: Registry },
): void {
  app.get('/healthz', unlimited, async () => ({ ok: true }));
  app.get('/readyz', unlimited, async (_request, reply) => {
    const isReady = ready();
    return reply.code(isReady ? 200 : 503).send({ ready: isReady });
  });
  app.get('/metrics', async (request, reply) => {
    // A tunnel or proxy opens the port to everybody, but the figures are only for the operator.
    if (comesFromOutside(request.headers)) return notFound(reply);
    return reply.header('content-type', metrics.contentType).send(await metrics.metrics());
  });
}

/** Whether a tunnel or proxy has passed the request on. */
const comesFromOutside = (headers: Record<string, unknown>) =>
  ['forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip', 'via'].some(name => name in headers);
