import Fastify from 'fastify';
import type { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { answerErrorsAsJson, notFound } from './errors-as-json.ts';
import { createListener, type Listener } from './listener.ts';

/**
 * Health, readiness and figures for the operator, on a port of their own: a tunnel that opens the callback server to the
 * internet does not open these.
 */
export function createOpsServer({
  config,
  ready,
  metrics,
  logger,
}: {
  config: Pick<Config, 'OPS_HOST' | 'OPS_PORT'>;
  /** Whether the bot can serve members now. */
  ready: () => boolean;
  metrics: Registry;
  logger: Logger;
}): Listener {
  const app = Fastify({ bodyLimit: 1_024, requestTimeout: 30_000 });
  answerErrorsAsJson(app, logger);
  app.setNotFoundHandler((_request, reply) => notFound(reply));
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const isReady = ready();
    return reply.code(isReady ? 200 : 503).send({ ready: isReady });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.metrics()),
  );
  return createListener(app, { host: config.OPS_HOST, port: config.OPS_PORT });
}
