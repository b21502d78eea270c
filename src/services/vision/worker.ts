import { parentPort } from 'node:worker_threads';
import { createFaceEngine, type FaceEngine } from './face-engine.ts';
import { look } from './look.ts';
import { createNudityEngine, type NudityEngine } from './nudity-engine.ts';
import { decode, type Pixels } from './pixels.ts';
import type { Answer, Task } from './protocol.ts';
import { type Backend, startBackend } from './tensorflow.ts';

/** The engines of this thread, each loaded when it is first needed. */
let backend: Promise<Backend> | undefined;
let faces: Promise<FaceEngine> | undefined;
let nudity: Promise<NudityEngine> | undefined;

const started = () => (backend ??= startBackend());
const faceEngine = () => (faces ??= started().then(createFaceEngine));
const nudityEngine = () => (nudity ??= started().then(({ tf }) => createNudityEngine(tf)));

/** @throws Error for a fault in an engine, which ends the thread: it may fail at everything from then on. */
async function answer({ kind, bytes }: Task): Promise<Answer> {
  let picture: Pixels;
  try {
    picture = await decode(bytes);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : 'unknown' };
  }
  const classifier = await nudityEngine();
  return {
    result:
      kind === 'look'
        ? await look(picture, await faceEngine(), classifier)
        : await classifier.classify(picture),
  };
}

parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await answer(task)));
