import { parentPort } from 'node:worker_threads';
import { createNudityEngine, type NudityEngine } from './classifier/nudity-engine.ts';
import { createFaceEngine, type FaceEngine } from './faces/face-engine.ts';
import { look } from './faces/look.ts';
import { facesIn } from './faces/picture-faces.ts';
import { decode, type Pixels } from './pixels.ts';
import type { Answer, Task } from './protocol.ts';
import { type Backend, startBackend } from './tensorflow.ts';

/** The engines of this thread, each loaded on first use. */
let backend: Promise<Backend> | undefined;
let faces: Promise<FaceEngine> | undefined;
let nudity: Promise<NudityEngine> | undefined;

const started = () => (backend ??= startBackend());
const faceEngine = () => (faces ??= started().then(createFaceEngine));
const nudityEngine = () => (nudity ??= started().then(({ tf }) => createNudityEngine(tf)));

/** @throws Error for a fault in an engine. It ends the thread, because that engine may fail every time from then on. */
async function answer(task: Task): Promise<Answer> {
  if (task.kind === 'nudity') return { result: await (await nudityEngine()).classify(task.sample) };
  if (task.kind === 'faces') return { result: await facesIn(task.copy, await faceEngine()) };
  let picture: Pixels;
  try {
    picture = await decode(task.bytes);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : 'unknown' };
  }
  return { result: await look(picture, await faceEngine(), await nudityEngine()) };
}

parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await answer(task)));
