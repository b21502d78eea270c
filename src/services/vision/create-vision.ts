import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import type { Answer, Task } from './protocol.ts';
import { sightSchema, type Vision, VisionError } from './vision.ts';
import { createWorkerPool } from './worker-pool.ts';

const nuditySchema = z.object({ explicit: z.number(), suggestive: z.number() });

/**
 * Vision in threads of its own. A thread holds some 500 MB while it works, so there are two at most, and they end
 * after a minute without work.
 */
export function createVision({
  threads = Math.max(1, Math.min(2, availableParallelism())),
  idleMs = 60_000,
  timeoutMs = 30_000,
  waitingMost = 200,
  script = new URL('./worker.ts', import.meta.url),
  logger,
}: {
  threads?: number;
  idleMs?: number;
  /** The most that one picture may take, the start of its thread included. */
  timeoutMs?: number;
  /** Pictures that may wait for a thread; beyond that, looking rejects at once. */
  waitingMost?: number;
  /** What the threads run: another script stands in for one that misbehaves. */
  script?: URL;
  logger?: Pick<Logger, 'warn'>;
} = {}): Vision {
  const pool = createWorkerPool<Task, Answer>({
    script,
    threads,
    idleMs,
    timeoutMs,
    waitingMost,
    heapMb: 1_024,
  });

  async function ask<T>(kind: Task['kind'], picture: Uint8Array, schema: z.ZodType<T>): Promise<T> {
    // A copy, since what is sent to a thread is gone from here.
    const bytes = new Uint8Array(picture);
    try {
      const answer = await pool.run({ kind, bytes }, [bytes.buffer]);
      if ('unreadable' in answer) throw new Error(answer.unreadable);
      return schema.parse(answer.result);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      logger?.warn({ err: cause }, 'a picture could not be looked at');
      throw new VisionError(`The picture could not be looked at: ${why}`, { cause });
    }
  }

  return {
    look: jpeg => ask('look', jpeg, sightSchema),
    nudity: image => ask('nudity', image, nuditySchema),
    stop: () => pool.stop(),
  };
}
