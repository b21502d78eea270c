import pLimit from 'p-limit';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import { forgetSample, sampleOf, takeNudity } from './classifier/sample.ts';
import { copyOf, forgetCopy } from './faces/face-copy.ts';
import type { Answer, ClassifierAnswer, Task } from './protocol.ts';
import {
  givenFaceSchema,
  type Nudity,
  pictureFaceSchema,
  sightSchema,
  type Vision,
  VisionError,
} from './vision.ts';
import { processWorker } from './workers/process-worker.ts';
import { createWorkerPool } from './workers/worker-pool.ts';

const nuditySchema = z.object({ explicit: z.number(), suggestive: z.number() });

/**
 * Vision outside of the main thread, in two processes that end after a minute without work. One classifies pictures that
 * were not classified where they were decoded. The other one looks at photos and at the faces of pictures, so that a set
 * of photos never holds up a picture's check.
 */
export function createVision({
  idleMs = 60_000,
  timeoutMs = 120_000,
  waitingMost = 200,
  picturesMost = 1_000,
  looker: lookerScript = new URL('./look-process.ts', import.meta.url),
  classifier: classifierScript = new URL('./classifier/classifier-process.ts', import.meta.url),
  logger,
}: {
  idleMs?: number;
  /** The longest that one picture may take once it is its turn, including the start of its process. */
  timeoutMs?: number;
  /** Photos that may wait; beyond that, a look rejects at once. */
  waitingMost?: number;
  /** Pictures that may wait for the classifier, which takes a fiftieth of a second for each. */
  picturesMost?: number;
  /** What the processes run. Tests pass scripts that misbehave. */
  looker?: URL;
  classifier?: URL;
  logger?: Pick<Logger, 'warn'>;
} = {}): Vision {
  const poolOf = <Task, Answer>(script: URL, most: number) =>
    createWorkerPool<Task, Answer>({
      start: processWorker({ script }),
      ...{ workers: 1, idleMs, timeoutMs, waitingMost: most },
    });
  const looker = poolOf<Task, Answer>(lookerScript, waitingMost);
  const classifier = poolOf<Uint8Array, ClassifierAnswer>(classifierScript, picturesMost);
  /** Few at a time, so that decoded pictures do not pile up in front of the classifier. */
  const oneOfFew = pLimit(4);
  let underWay = 0;

  async function lookAt(task: Task): Promise<unknown> {
    const answer = await looker.run(task);
    if ('unreadable' in answer) throw new Error(answer.unreadable);
    return resultOf(answer);
  }

  async function facesOf(kind: 'faces' | 'every-face', image: Uint8Array): Promise<unknown> {
    const copy = await copyOf(image);
    forgetCopy(image);
    return lookAt({ kind, copy });
  }

  async function classify(picture: Uint8Array): Promise<Nudity> {
    const sample = await sampleOf(picture);
    return nuditySchema.parse(resultOf(await classifier.run(sample.data)));
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
    look: jpeg => orVisionError(async () => sightSchema.parse(await lookAt({ kind: 'look', bytes: jpeg }))),
    faces: image =>
      orVisionError(async () => z.array(pictureFaceSchema).parse(await facesOf('faces', image))),
    everyFace: image =>
      orVisionError(async () => z.array(givenFaceSchema).parse(await facesOf('every-face', image))),
    nudity: image =>
      orVisionError(async () => {
        const known = takeNudity(image);
        if (known) return nuditySchema.parse(known);
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
      await Promise.all([looker.stop(), classifier.stop()]);
    },
  };
}

function resultOf<T>(answer: { result: T } | { unsupported: string }): T {
  if ('result' in answer) return answer.result;
  throw new Error(`ONNX Runtime does not run on this machine: ${answer.unsupported}`);
}
