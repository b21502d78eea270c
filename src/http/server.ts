import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Refusal } from '../services/training/callbacks/answers.ts';
import type { TrainerCallbacks } from '../services/training/callbacks/callbacks.ts';
import { type PrivacyPage, readPrivacyPage } from './privacy-page.ts';
import { createRateBound } from './rate-bound.ts';

/** A little above what an event may have, so that the service says how large one may be. */
const mostBodyBytes = 24 * 1024;
const requestsPerMinute = 600;
const unbounded = new Set(['/healthz', '/readyz']);
/** What is being answered takes milliseconds; longer only takes what nobody means to end. */
const stopWithinMs = 1_000;

const statusOf: Record<Refusal['outcome'], number> = {
  unauthorised: 401,
  taken: 409,
  over: 410,
  'too-large': 413,
  invalid: 422,
};

const claimSchema = z.object({
  jobId: z.string().max(40),
  token: z.string().min(1).max(200),
  claimId: z.string().min(16).max(100).optional(),
});

export interface HttpServer {
  app: FastifyInstance;
  /** Listens, and resolves to where (with the port that was free, for port 0). */
  start(): Promise<{ url: string }>;
  stop(): Promise<void>;
}

/**
 * The door for trainers, for whoever watches the bot, and for whoever wants to know what it keeps. Apart from that
 * page it answers with JSON sentences, and never with the inside of an error.
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
  // A tunnel or proxy on this machine says whom it speaks for; nobody else is believed.
  const app = Fastify({ bodyLimit: mostBodyBytes, trustProxy: 'loopback', requestTimeout: 30_000 });
  const bound = createRateBound({ perMinute, now: Date.now });
  collectDefaultMetrics({ register: metrics });
  const events = new Counter({
    name: 'training_events_total',
    help: 'Training events received, by what became of them',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  const claims = new Counter({
    name: 'training_claims_total',
    help: 'Claims of training jobs, by what became of them',
    labelNames: ['outcome'],
    registers: [metrics],
  });

  const refuse = (reply: FastifyReply, { outcome, why }: Refusal) =>
    reply.code(statusOf[outcome]).send({ error: why });

  app.addHook('onRequest', async (request, reply) => {
    // Whoever restarts a bot that does not answer must not do so because of a flood.
    if (unbounded.has(request.routeOptions.url ?? '')) return;
    const wait = bound(request.ip);
    if (wait === 0) return;
    return reply
      .code(429)
      .header('retry-after', String(wait))
      .send({ error: `Too many requests. Try again in ${wait} s.` });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'There is nothing here.' }));
  app.setErrorHandler((error: { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) {
      if (request.url === '/training/events') events.inc({ outcome: 'too-large' });
      return reply.code(413).send({ error: 'The body is too large: at most 20 KB.' });
    }
    if (status >= 400 && status < 500)
      return reply.code(422).send({ error: 'The request could not be read.' });
    logger.error({ err: error, route: request.routeOptions.url }, 'an HTTP request failed');
    return reply.code(500).send({ error: 'Something went wrong here. Try again.' });
  });

  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const isReady = ready();
    return reply.code(isReady ? 200 : 503).send({ ready: isReady });
  });
  app.get('/metrics', async (request, reply) => {
    // A tunnel or proxy opens the port to everybody, and the figures are the operator's affair.
    if (comesFromOutside(request.headers)) return reply.code(404).send({ error: 'There is nothing here.' });
    return reply.header('content-type', metrics.contentType).send(await metrics.metrics());
  });

  let privacyPage: Promise<PrivacyPage> | undefined;
  app.get('/privacy', async (_request, reply) => {
    privacyPage ??= readPrivacyPage();
    const { html, headers } = await privacyPage;
    return reply.headers(headers).send(html);
  });

  app.register(async door => {
    // The signature covers the bytes as they came, so nothing parses them first.
    door.removeAllContentTypeParsers();
    door.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

    door.post('/training/claim', async (request, reply) => {
      const asked = claimSchema.safeParse(jsonOf(request.body));
      if (!asked.success) {
        claims.inc({ outcome: 'invalid' });
        return reply
          .code(422)
          .send({ error: 'A claim is JSON with jobId and token, both from the job code.' });
      }
      const answer = await training.claim(asked.data);
      claims.inc({ outcome: answer.outcome });
      if (answer.outcome !== 'claimed') return refuse(reply, answer);
      const { outcome: _claimed, ...claim } = answer;
      return reply.header('cache-control', 'no-store').send(claim);
    });

    door.post('/training/events', async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await training.receive({ headers: request.headers, body });
      events.inc({ outcome: answer.outcome });
      if (answer.outcome !== 'stored') return refuse(reply, answer);
      return reply.code(204).send();
    });

    door.get<{ Params: { jobId: string; sha256: string }; Querystring: Record<string, unknown> }>(
      '/training/photos/:jobId/:sha256',
      async (request, reply) => {
        const { expires, signature } = request.query;
        const answer = await training.photo({
          ...request.params,
          expires: String(expires),
          signature: String(signature),
        });
        if (answer.outcome !== 'photo') return refuse(reply, answer);
        return reply.type(answer.contentType).header('cache-control', 'no-store').send(answer.bytes);
      },
    );
  });

  return {
    app,
    async start() {
      const url = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT });
      return { url };
    },
    async stop() {
      // Node times nothing out any more from here on: one connection that says nothing would hold the stop up for ever.
      const impatient = setTimeout(() => app.server.closeAllConnections(), stopWithinMs);
      await app.close();
      clearTimeout(impatient);
    },
  };
}

/** Whether a tunnel or proxy has passed the request on. */
const comesFromOutside = (headers: Record<string, unknown>) =>
  ['forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip', 'via'].some(name => name in headers);

function jsonOf(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
