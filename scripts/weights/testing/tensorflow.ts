import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as TensorFlow from '@tensorflow/tfjs';
import type * as FaceApi from '@vladmandic/face-api';
import type { Pixels } from '../../../src/services/vision/pixels.ts';
import { packageFolder } from '../packaged-weights.ts';

type Tf = typeof TensorFlow;

export interface Backend {
  tf: Tf;
  nets: typeof FaceApi.nets;
}

/**
 * TensorFlow on WebAssembly, and the face nets on the same instance of it, not loaded yet. The package's default
 * entry wants a native TensorFlow; this one brings what it needs.
 */
export async function startBackend(): Promise<Backend> {
  const require = createRequire(import.meta.url);
  const faceApi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as typeof FaceApi;
  const tf = faceApi.tf as unknown as Tf & { setWasmPaths(folder: string): void };
  tf.setWasmPaths(`${join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'wasm-out')}/`);
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow could not start on WebAssembly.');
  await tf.ready();
  return { tf, nets: faceApi.nets };
}

/** A picture as a tensor of [height, width, 3]; the caller disposes it. */
export const toTensor = (tf: Tf, { data, width, height }: Pixels) =>
  tf.tensor3d(data, [height, width, 3], 'int32');
