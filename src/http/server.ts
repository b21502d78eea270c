import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { TrainerCallbacks } from '../services/training/callbacks/callbacks.ts';
import { answerErrorsAsJson, notFound } from './errors-as-json.ts';
import { addOpsRoutes } from './ops-routes.ts';
import { type PrivacyPage, readPrivacyPage } from './privacy-page.ts';
import { addTrainerRoutes } from './trainer-routes.ts';
import { createTrainingMetrics } from './training-metrics.ts';

/** A little above what an event may have, so that the service says how large one may be. */
const mostBodyBytes = 24 * 1024;
const requestsPerMinute = 600;
/** Addresses that are counted. A flood from ever new addresses must not fill the memory. */
const countedAddresses = 10_000;
/** Answers take milliseconds. A request that takes longer than this at a stop is one that its sender never ends. */
const stopWithinMs = 1_000;

export interface HttpServer {
  app: FastifyInstance;
  /** Listens, and resolves to where (with the port that was free, for port 0). */
  start(): Promise<{ url: string }>;
  stop(): Promise<void>;
}

/**
 * The HTTP server for trainers, for monitoring, and for the privacy page. Apart from that page it answers with JSON
 * sentences, and never with the inside of an error.
 */
export function createHttpServer({
  config,
  training,
  ready,
  logger,
  metrics = new Registry(),
  perMinute = requestsPerMinute,
}: {
  config: Pick<Config, 'HTTP_HOST' | 'HTTP_PORT'>;
  training: TrainerCallbacks;
  /** Whether the bot can serve members now. */
  ready: () => boolean;
  logger: Logger;
  metrics?: Registry;
  /** Most requests a minute from one address. */
  perMinute?: number;
}): HttpServer {
  // A tunnel or proxy on this machine says whose request it passes on; no other address is believed.
  const app = Fastify({ bodyLimit: mostBodyBytes, trustProxy: 'loopback', requestTimeout: 30_000 });
  collectDefaultMetrics({ register: metrics });
  const trainingMetrics = createTrainingMetrics(metrics);
  answerErrorsAsJson(app, logger, url => {
    if (url === '/training/events') trainingMetrics.events.inc({ outcome: 'too-large' });
  });
  app.register(rateLimit, rateLimits(perMinute));
  // The limit holds for routes that are added once its plugin has been loaded.
  app.after(() => {
    app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) => notFound(reply));
    addOpsRoutes(app, { ready, metrics });
    addPrivacyPage(app);
  });
  app.register(async routes => addTrainerRoutes(routes, { training, metrics: trainingMetrics }));

  return {
    app,
    async start() {
      const url = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT });
      return { url };
    },
    async stop() {
      // Once the server closes, Node's own time limits no longer apply: one silent connection would hold up the stop.
      const impatient = setTimeout(() => app.server.closeAllConnections(), stopWithinMs);
      await app.close();
      clearTimeout(impatient);
    },
  };
}

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
