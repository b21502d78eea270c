import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The part of the package that is used here. It is native code, so it is loaded only where it is needed. */
interface Onnx {
  InferenceSession: { create(file: string, options: object): Promise<Session> };
  Tensor: new (
    type: 'float32' | 'uint8',
    data: Float32Array | Uint8Array,
    dims: readonly number[],
  ) => unknown;
}
interface Session {
  run(feeds: { pixels: unknown }): Promise<Record<string, { data: Float32Array }>>;
}

const onnx = () => createRequire(import.meta.url)('onnxruntime-node') as Onnx;

/** Why ONNX Runtime does not run on this machine (another system, another C library); undefined where it does. */
export function whyUnsupported(): string | undefined {
  try {
    onnx();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A model of `weights/`, in memory. */
export interface Model {
  /** @returns its outputs by name. */
  run(pixels: Float32Array | Uint8Array): Promise<Record<string, Float32Array>>;
}

export type ModelName = 'detector' | 'landmarks' | 'descriptor' | 'age' | 'nudity';

/**
 * Loads a model that takes `pixels` of this shape. It is given back when its process ends. With an `arena` it keeps the
 * most memory that a run ever took, instead of having the kernel clear it anew for each run.
 * @throws Error where ONNX Runtime does not run, or for a file that is no model.
 */
export async function loadModel(
  name: ModelName,
  shape: readonly number[],
  { arena = false }: { arena?: boolean } = {},
): Promise<Model> {
  const { InferenceSession, Tensor } = onnx();
  const session = await InferenceSession.create(
    fileURLToPath(new URL(`./weights/${name}.onnx`, import.meta.url)),
    // More threads would use more processor time for each picture.
    { intraOpNumThreads: 1, interOpNumThreads: 1, enableCpuMemArena: arena },
  );
  return {
    async run(pixels) {
      const type = pixels instanceof Float32Array ? 'float32' : 'uint8';
      const outputs = await session.run({ pixels: new Tensor(type, pixels, shape) });
      return Object.fromEntries(Object.entries(outputs).map(([key, { data }]) => [key, data]));
    },
  };
}
