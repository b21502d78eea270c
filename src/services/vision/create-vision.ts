import pLimit from 'p-limit';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import { forgetSample, sampleOf } from './classifier/sample.ts';
import { copyOf, forgetCopy } from './faces/face-copy.ts';
import type { Answer, ClassifierAnswer, Task } from './protocol.ts';
import { type Nudity, pictureFaceSchema, sightSchema, type Vision, VisionError } from './vision.ts';
import { processWorker } from './workers/process-worker.ts';
import { threadWorker } from './workers/thread-worker.ts';
import { createWorkerPool } from './workers/worker-pool.ts';

const nuditySchema = z.object({ explicit: z.number(), suggestive: z.number() });

/**
 * Vision outside of the main thread. Faces are looked at in a thread, in photos and in pictures: it holds some 420 MB
 * while it works, most of it code and models, so there is one. Pictures are classified in one process, which holds some 100 MB and takes about 15 ms for each. All
 * of them end after a minute without work.
 */
export function createVision({
  threads: workers = 1,
  idleMs = 60_000,
  timeoutMs = 120_000,
  waitingMost = 200,
  picturesMost = 1_000,
  script = new URL('./look-thread.ts', import.meta.url),
  classifier: classifierScript = new URL('./classifier/classifier-process.ts', import.meta.url),
  logger,
}: {
  threads?: number;
  idleMs?: number;
  /** The longest that one picture may take once it is its turn, including the start of its thread or process. */
  timeoutMs?: number;
  /** Photos that may wait for a thread; beyond that, a look rejects at once. */
  waitingMost?: number;
  /** Pictures that may wait for the classifier, which takes a fiftieth of a second for each. */
  picturesMost?: number;
  /** What the threads and the classifier's process run. Tests pass scripts that misbehave. */
  script?: URL;
  classifier?: URL;
  logger?: Pick<Logger, 'warn'>;
} = {}): Vision {
  const threads = createWorkerPool<Task, Answer>({
    start: threadWorker({ script, heapMb: 1_024 }),
    workers,
    idleMs,
    timeoutMs,
    waitingMost,
  });
  const classifier = createWorkerPool<Uint8Array, ClassifierAnswer>({
    start: processWorker({ script: classifierScript }),
    workers: 1,
    idleMs,
    timeoutMs,
    waitingMost: picturesMost,
  });
  /** Set when the classifier's process cannot run on this machine: the threads then do its work, many times slower. */
  let unsupported = false;
  /** Few at a time, so that decoded pictures do not pile up in front of the classifier. */
  const oneOfFew = pLimit(4);
  let underWay = 0;

  async function inThread(task: Task): Promise<unknown> {
    const moved = task.kind === 'look' ? [task.bytes.buffer as ArrayBuffer] : [];
    const answer = await threads.run(task, moved);
    if ('unreadable' in answer) throw new Error(answer.unreadable);
    return answer.result;
  }

  async function classify(picture: Uint8Array): Promise<Nudity> {
    const sample = await sampleOf(picture);
    if (!unsupported) {
      const answer = await classifier.run(sample.data);
      if ('result' in answer) return nuditySchema.parse(answer.result);
      if (!unsupported) logger?.warn({ why: answer.unsupported }, 'the fast classifier does not run here');
      unsupported = true;
    }
    return nuditySchema.parse(await inThread({ kind: 'nudity', sample }));
  }

  async function orVisionError<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      logger?.warn({ err: cause }, 'a picture could not be looked at');
      throw new VisionError(`The picture could not be looked at: ${why}`, { cause });
    }
  }

  return {
    look: jpeg =>
      orVisionError(async () =>
        // A copy, because bytes that are sent to a thread are gone from here.
        sightSchema.parse(await inThread({ kind: 'look', bytes: new Uint8Array(jpeg) })),
      ),
    faces: image =>
      orVisionError(async () => {
        const copy = await copyOf(image);
        forgetCopy(image);
        return z.array(pictureFaceSchema).parse(await inThread({ kind: 'faces', copy }));
      }),
    nudity: image =>
      orVisionError(async () => {
        if (underWay >= picturesMost) throw new Error('busy: too much waits already');
        underWay++;
        try {
          const nudity = await oneOfFew(() => classify(image));
          forgetSample(image);
          return nudity;
        } finally {
          underWay--;
        }
      }),
    async stop() {
      await Promise.all([threads.stop(), classifier.stop()]);
    },
  };
}
