import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { said } from '../../words/words.ts';
import { beginScript, heldScript, holdScript, joinScript, nextCallScript, tookScript } from './fair-order.ts';
import { loadQueue, openRedis } from './redis.ts';
import type { Outcome, RequestQueue } from './request-queue.ts';

/** How soon a process that ended without a word is noticed. Tests have less patience. */
export interface QueuePace {
  /** How long a request belongs to a process that says nothing. */
  lockMs: number;
  /** How often such requests are looked for. One is found within `lockMs` and twice this. */
  lookEveryMs: number;
  /** How soon a request that another process still has is handed out again. */
  laterMs: number;
  /** How long the place of a request may be shown by a process that says nothing. */
  shownMs: number;
}
/** 20 s and twice 5 s: 30 s after a kill, the request is with another process. */
const pace: QueuePace = { lockMs: 20_000, lookEveryMs: 5_000, laterMs: 5_000, shownMs: 10_000 };

/** As many times `shownMs` a place may take to be shown: after that nobody waits for it. */
const shownMost = 6;
const shownLookMs = 20;

/** The braces keep all keys in one place where Redis is a cluster. */
const prefix = '{ai-actor}';
const queueName = 'requests';
/** BullMQ looks at its limit only where there is one. */
const noLimit = { max: 1_000_000, durationMs: 1_000 };

/**
 * The queue of several processes: BullMQ over Redis. Nothing of a member is written into Redis but a code, and all of it
 * can be filled in again from the store.
 * @throws ConfigError where Redis can't be used
 */
export async function openRequestQueue(
  url: string,
  {
    maxConcurrent,
    minTimeMs,
    queueMax,
    secret,
    logger,
    pace: { lockMs, lookEveryMs, laterMs, shownMs } = pace,
  }: {
    /** Of all processes together. */
    maxConcurrent: number;
    minTimeMs: number;
    queueMax: number;
    /** The same for all processes: from it come the codes that stand for members. */
    secret: string;
    logger: Logger;
    pace?: QueuePace;
  },
): Promise<RequestQueue> {
  const packages = await loadQueue();
  const { Queue, Worker, DelayedError, WaitingError } = packages;
  const redis = await openRedis(url, packages, logger);
  const queue = new Queue(queueName, {
    prefix,
    connection: redis,
    skipVersionCheck: true,
    streams: { events: { maxLen: 1 } },
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  // The connection says it itself.
  queue.on('error', () => undefined);
  const key = (name: string) => `${prefix}:${queueName}:${name}`;
  const [clock, ends, limit] = [key('fair:clock'), key('fair:ends'), key('limiter')];
  const code = (memberId: string) =>
    createHmac('sha256', secret).update(`queue/${memberId}`).digest('base64url').slice(0, 22);
  let worker: InstanceType<typeof Worker> | undefined;

  await settings();
  /** An emptied Redis has lost them. */
  async function settings(): Promise<void> {
    await Promise.all([
      queue.setGlobalConcurrency(maxConcurrent),
      queue.setGlobalRateLimit(noLimit.max, noLimit.durationMs),
    ]);
  }

  /** Whoever shows its place now is let end: what is shown of it after that must be the last word. */
  async function notShown(id: string): Promise<void> {
    for (;;) {
      const shown = await redis.exists(key(`shown:${id}`)).catch(() => 0);
      if (shown === 0) return;
      await setTimeout(shownLookMs);
    }
  }

  /** Tells BullMQ where the request goes next. @throws what BullMQ takes for that */
  async function settle(job: Job, outcome: Outcome, token: string | undefined): Promise<void> {
    if (outcome === 'back') {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    if (outcome === 'later') {
      await job.moveToDelayed(Date.now() + laterMs, token);
      throw new DelayedError();
    }
  }

  /** Undefined once it waits no longer. */
  async function ahead(id: string): Promise<number | undefined> {
    const [first, rank, back] = await Promise.all([
      redis.llen(key('wait')),
      redis.zrank(key('prioritized'), id),
      redis.lpos(key('wait'), id),
    ]);
    if (rank !== null) return first + rank;
    // What was taken from a process that is gone is handed out from the end of this list.
    return back === null ? undefined : first - 1 - back;
  }

  return {
    ahead,

    async add({ id, memberId, pictures }) {
      const places = ['wait', 'prioritized', 'delayed', 'active'].map(key);
      const joining = redis.eval(
        joinScript,
        7,
        ...[key(id), clock, ends, ...places],
        code(memberId),
        pictures,
        queueMax,
      );
      // On their way together: each answer that is waited for keeps the request from a worker that is free.
      const [answer] = await Promise.all([joining, settings()]);
      const priority = Number(answer);
      if (priority === 0) return;
      if (priority < 0) throw queueFull(-priority);
      await queue.add('request', {}, { jobId: id, priority });
    },

    async takeOut(id) {
      // BullMQ says that it took out what was not there, too.
      return (await ahead(id)) !== undefined && (await queue.remove(id)) === 1;
    },

    async whileWaiting(id, work) {
      const shown = key(`shown:${id}`);
      await redis.set(shown, 1, 'PX', shownMs);
      const until = performance.now() + shownMost * shownMs;
      const keeping = setInterval(() => {
        if (performance.now() < until) redis.pexpire(shown, shownMs).catch(() => undefined);
      }, shownMs / 3);
      try {
        const before = await ahead(id);
        if (before === undefined) return false;
        await work(before);
        return true;
      } finally {
        clearInterval(keeping);
        await redis.del(shown).catch(() => undefined);
      }
    },

    async etaSeconds(before) {
      const [average, active, held] = await Promise.all([
        redis.get(key('took')),
        redis.llen(key('active')),
        redis.eval(heldScript, 1, limit),
      ]);
      if (average === null) return undefined;
      const rounds = Math.floor((before + active) / maxConcurrent);
      return Math.ceil((Number(held) + rounds * Number(average)) / 1_000);
    },

    hold: async ms => void (await redis.eval(holdScript, 1, limit, Math.ceil(ms))),
    nextCall: async () => Number(await redis.eval(nextCallScript, 2, key('next-call'), limit, minTimeMs)),
    length: () => queue.getJobCountByTypes('waiting', 'prioritized', 'delayed', 'active'),

    onReturn: listener => void redis.on('ready', listener),

    async work(handle) {
      worker = new Worker(
        queueName,
        async (job, token) => {
          const from = performance.now();
          const noted = redis.eval(beginScript, 2, clock, ends, job.priority || 1).catch(() => undefined);
          await Promise.all([noted, notShown(String(job.id))]);
          const outcome = await handle(String(job.id));
          if (outcome === 'done')
            await redis.eval(tookScript, 1, key('took'), performance.now() - from).catch(() => undefined);
          await settle(job, outcome, token);
        },
        {
          prefix,
          // A connection of its own waits for as long as Redis is away.
          connection: {
            url,
            maxRetriesPerRequest: null,
            retryStrategy: (tries: number) => Math.min(200 * tries, 2_000),
          },
          skipVersionCheck: true,
          concurrency: maxConcurrent,
          lockDuration: lockMs,
          stalledInterval: lookEveryMs,
          // The store knows what became of a request, however often its process was killed.
          maxStalledCount: Number.MAX_SAFE_INTEGER,
          runRetryDelay: 1_000,
          removeOnComplete: { count: 0 },
          removeOnFail: { count: 0 },
        },
      );
      worker.on('error', error => logger.debug({ err: error }, 'the queue had trouble'));
      worker.on('failed', (job, error) =>
        logger.error({ err: error, request: job?.id }, 'a request was left to the next look'),
      );
      await worker.waitUntilReady();
    },

    async stopWorking() {
      await worker?.close();
      worker = undefined;
    },

    async close() {
      await worker?.close(true);
      await queue.close();
      redis.disconnect();
    },
  };
}

const queueFull = (length: number) =>
  new UserError('queue-full', said('generation.queueFull', { images: length }));
