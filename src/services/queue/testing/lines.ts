import { setImmediate } from 'node:timers/promises';
import { createLogger } from '../../../logger.ts';
import { createLimiter } from '../../generation/making/limiter.ts';
import { openRequestQueue } from '../bull-queue.ts';
import type { RequestQueue } from '../request-queue.ts';
import { hasRedis, type RedisServer, startRedis } from './redis-server.ts';

/** What the queue within a process and the queue of several processes both promise. */
export interface Line {
  /** Resolves once it waits. @throws UserError queue-full */
  join(id: string, memberId: string, work: () => Promise<void>): Promise<void>;
  leave(id: string): Promise<boolean>;
  ahead(id: string): Promise<number | undefined>;
  etaSeconds(ahead: number): Promise<number | undefined>;
  hold(ms: number): Promise<void>;
  length(): Promise<number>;
  /** Resolves once what runs has ended; nothing begins any more. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface LineKind {
  name: string;
  /** What is missing on this machine; undefined where its tests can run. */
  missing: string | undefined;
  begin(): Promise<void>;
  open(limits: { maxConcurrent: number; queueMax: number }): Promise<Line>;
  end(): Promise<void>;
}

const inProcess: LineKind = {
  name: 'within a process',
  missing: undefined,
  begin: async () => {},
  async open({ maxConcurrent, queueMax }) {
    const limiter = createLimiter({ maxConcurrent, minTimeMs: 0, queueMax });
    const places = new Map<string, { ahead?: number; leaving: AbortController; began: boolean }>();
    return {
      async join(id, memberId, work) {
        const place: { ahead?: number; leaving: AbortController; began: boolean } = {
          leaving: new AbortController(),
          began: false,
        };
        places.set(id, place);
        const turn = limiter.run(
          memberId,
          () => {
            place.began = true;
            return work();
          },
          {
            signal: place.leaving.signal,
            onQueued: ahead => {
              place.ahead = ahead;
            },
          },
        );
        turn.catch(() => undefined);
        // What is refused is refused at once.
        await Promise.race([turn, setImmediate()]);
      },
      async leave(id) {
        const place = places.get(id);
        if (!place || place.began) return false;
        place.leaving.abort();
        return true;
      },
      ahead: async id => (places.get(id)?.began ? undefined : places.get(id)?.ahead),
      etaSeconds: async ahead => limiter.etaSeconds(ahead),
      hold: async ms => limiter.hold(ms),
      length: async () => limiter.length(),
      stop: () => limiter.stop(),
      close: () => limiter.stop(),
    };
  },
  end: async () => {},
};

let redis: RedisServer | undefined;

/** For tests that don't wait half a minute for a process that is gone. */
export const quick = { lockMs: 1_500, lookEveryMs: 500, laterMs: 300, shownMs: 600 };

/** A queue over the Redis of these tests, as one process has it. */
export function openQueue(
  given: Partial<Parameters<typeof openRequestQueue>[1]> = {},
  url = redis?.url ?? '',
): Promise<RequestQueue> {
  return openRequestQueue(url, {
    ...{ maxConcurrent: 2, minTimeMs: 0, queueMax: 1_000, secret: 'secret-of-tests' },
    logger: createLogger({ LOG_LEVEL: 'fatal', DISCORD_TOKEN: 'x', HF_TOKEN: 'x' } as never),
    ...given,
  });
}

const overRedis: LineKind = {
  name: 'of several processes',
  missing: hasRedis ? undefined : 'Redis is not installed here',
  async begin() {
    redis = await startRedis();
  },
  async open(limits) {
    await redis?.empty();
    // One takes requests in, and two make them.
    const queues = [await openQueue(limits), await openQueue(limits), await openQueue(limits)];
    const [gateway, ...workers] = queues as [RequestQueue, ...RequestQueue[]];
    const works = new Map<string, () => Promise<void>>();
    for (const worker of workers)
      await worker.work(async id => {
        await works.get(id)?.();
        return 'done';
      });
    return {
      async join(id, memberId, work) {
        works.set(id, work);
        await gateway.add({ id, memberId, pictures: 1 });
      },
      leave: gateway.takeOut,
      ahead: gateway.ahead,
      etaSeconds: gateway.etaSeconds,
      hold: gateway.hold,
      length: gateway.length,
      stop: async () => void (await Promise.all(workers.map(worker => worker.stopWorking()))),
      close: async () => void (await Promise.all(queues.map(queue => queue.close()))),
    };
  },
  async end() {
    await redis?.close();
  },
};

/** What the contract of the queue is tested with. */
export const lines: readonly LineKind[] = [inProcess, overRedis];
