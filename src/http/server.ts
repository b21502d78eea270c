import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { readProxies } from '../proxies.ts';
import type { WeightsDoor } from '../services/generation/weights-door.ts';
import type { TrainerCallbacks } from '../services/training/callbacks/callbacks.ts';
import type { WorkerCalls } from '../services/workers/worker-calls.ts';
import { boundConnections, type ConnectionBounds } from './bound-connections.ts';
import { answerErrorsAsJson, notFound } from './errors-as-json.ts';
import { createListener, type Listener } from './listener.ts';
import { type PrivacyPage, readPrivacyPage } from './privacy-page.ts';
import { addTrainerRoutes } from './trainer-routes.ts';
import { createTrainingMetrics } from './training-metrics.ts';
import { addWeightsRoute } from './weights-route.ts';
import { addWorkerRoutes } from './worker-routes.ts';

/** A little above what an event may have, so that the service says how large one may be. */
const mostBodyBytes = 24 * 1024;
const requestsPerMinute = 600;
/** Addresses that are counted. A flood from ever new addresses must not fill the memory. */
const countedAddresses = 10_000;
/** A connection that has not sent the headers of a request by then is closed, and so is one that waits for its next. */
const headersWithinMs = 10_000;
const connectionBounds: ConnectionBounds = { most: 512, ofAddress: 32, ofProxy: 448 };

export interface HttpServer extends Listener {
  /** What it counts, and the process's own figures. */
  metrics: Registry;
}

/**
 * The HTTP server for trainers, for computers that servers have connected, for image services that load a trained model,
 * and for the privacy page. Apart from that page and the models it answers with JSON sentences, and never with the inside
 * of an error. `/healthz` is here as well as on the operator's port, for tunnels that check where they
 * lead: it tells nothing that a connection does not tell.
 */
export function createHttpServer({
  config,
  training,
  weights,
  workers,
  logger,
  metrics = new Registry(),
  perMinute = requestsPerMinute,
  headersMs = headersWithinMs,
  connections = connectionBounds,
}: {
  config: Pick<Config, 'HTTP_HOST' | 'HTTP_PORT'> & Partial<Pick<Config, 'TRUSTED_PROXIES'>>;
  training: TrainerCallbacks;
  /** Absent where nobody outside could reach it. */
  weights?: Pick<WeightsDoor, 'open'> | undefined;
  /** Absent where no computer of a server can reach it. */
  workers?: WorkerCalls | undefined;
  logger: Logger;
  metrics?: Registry;
  /** Most requests a minute from one address. */
  perMinute?: number;
  /** The longest that a connection may be silent before its next request. */
  headersMs?: number;
  connections?: ConnectionBounds;
}): HttpServer {
  // They say whose request they pass on; no other address is believed.
  const isProxy = readProxies(config.TRUSTED_PROXIES ?? 'loopback') ?? (() => false);
  const app = Fastify({
    ...{ bodyLimit: mostBodyBytes, trustProxy: isProxy, requestTimeout: 30_000 },
    keepAliveTimeout: headersMs,
    // Node looks for connections that are late this often; its default would be half a minute.
    http: { headersTimeout: headersMs, connectionsCheckingInterval: headersMs / 10 },
  });
  boundConnections(app.server, connections, isProxy);
  const trainingMetrics = createTrainingMetrics(metrics);
  answerErrorsAsJson(app, logger, url => {
    if (url === '/training/events') trainingMetrics.events.inc({ outcome: 'too-large' });
  });
  app.register(rateLimit, rateLimits(perMinute));
  // The limit holds for routes that are added once its plugin has been loaded.
  app.after(() => {
    app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) => notFound(reply));
    app.get('/healthz', unlimited, async () => ({ ok: true }));
    addPrivacyPage(app);
    if (weights) addWeightsRoute(app, weights);
  });
  app.register(async routes => addTrainerRoutes(routes, { training, metrics: trainingMetrics }));
  if (workers) app.register(async routes => addWorkerRoutes(routes, workers));

  return { ...createListener(app, { host: config.HTTP_HOST, port: config.HTTP_PORT }), metrics };
}

/** A flood of requests must not look like a bot that has to be restarted. */
const unlimited = { config: { rateLimit: false } };

const rateLimits = (perMinute: number): RateLimitPluginOptions => ({
  max: perMinute,
  timeWindow: 60_000,
  cache: countedAddresses,
  addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  addHeadersOnExceeding: {
    'x-ratelimit-limit': false,
    'x-ratelimit-remaining': false,
    'x-ratelimit-reset': false,
  },
  errorResponseBuilder: (_request, { ttl }) =>
    Object.assign(new Error(`Too many requests. Try again in ${Math.ceil(ttl / 1_000)} s.`), {
      statusCode: 429,
    }),
});

function addPrivacyPage(app: FastifyInstance): void {
  let page: Promise<PrivacyPage> | undefined;
  app.get('/privacy', async (_request, reply) => {
    page ??= readPrivacyPage();
    const { html, headers } = await page;
    return reply.headers(headers).send(html);
  });
}
