import { createRequire } from 'node:module';
import type { ClassifierAnswer } from '../protocol.ts';
import { classifiedSide, nudityOf, readNsfwModel } from './nsfw-model.ts';
import { toOnnx } from './onnx-model.ts';

// The classifier in a process of its own. Any error that it does not expect ends the process.

/** The part of the package that is used here: its own types need a package that is not installed. */
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
    // More threads would use more processor time for each picture.
    { intraOpNumThreads: 1, interOpNumThreads: 1 },
  );
  // The model as it was read and converted takes as much memory as the classifier, and is no longer needed.
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
// Ctrl+C in a terminal signals every process of the bot. The bot ends this one itself, once its work is done.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
