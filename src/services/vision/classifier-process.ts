import { createRequire } from 'node:module';
import { classifiedSide, nudityOf, readNsfwModel } from './nsfw-model.ts';
import { toOnnx } from './onnx-model.ts';
import type { ClassifierAnswer } from './protocol.ts';

// The classifier in a process of its own. It ends with an error for whatever it did not foresee.

/** What is used of the package: its types need another one. */
interface Onnx {
  InferenceSession: { create(model: Uint8Array, options: object): Promise<Session> };
  Tensor: new (type: 'uint8', data: Uint8Array, dims: readonly number[]) => unknown;
}
interface Session {
  run(feeds: { pixels: unknown }): Promise<{ classes: { data: Float32Array } }>;
}

const shape = [1, classifiedSide, classifiedSide, 3];

async function load(): Promise<{ onnx: Onnx; session: Session } | { unsupported: string }> {
  let onnx: Onnx;
  try {
    onnx = createRequire(import.meta.url)('onnxruntime-node');
  } catch (error) {
    return { unsupported: error instanceof Error ? error.message : String(error) };
  }
  const session = await onnx.InferenceSession.create(
    toOnnx(readNsfwModel(), { side: classifiedSide, classes: 5 }),
    // More threads would take more processor time for each picture.
    { intraOpNumThreads: 1, interOpNumThreads: 1 },
  );
  // What was read and converted is not needed any more, and takes as much memory as the classifier.
  globalThis.gc?.();
  return { onnx, session };
}

async function answer(pixels: Uint8Array): Promise<ClassifierAnswer> {
  const classifier = await loaded;
  if ('unsupported' in classifier) return classifier;
  const { onnx, session } = classifier;
  const { classes } = await session.run({ pixels: new onnx.Tensor('uint8', pixels, shape) });
  return { result: nudityOf(classes.data) };
}

const loaded = load();
process.on('message', async (pixels: Uint8Array) => process.send?.(await answer(pixels)));
// Those who stop the bot from a terminal signal all of its processes; the bot ends this one when it is done.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
