import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One weight of a TensorFlow.js model: numbers, or bytes that stand for `(byte - zero) * scale`. */
export interface Weight {
  shape: number[];
  numbers: Float32Array;
  /** Absent where the package ships numbers, or bytes whose zero is not a whole number from 0 to 255. */
  bytes?: { data: Uint8Array; scale: number; zero: number };
}

/** How TensorFlow.js describes a weight in a manifest. */
export interface WeightEntry {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string; scale: number; min: number };
}

export type Weights = ReadonlyMap<string, Weight>;

const require = createRequire(import.meta.url);

/** Folder of an installed package. */
export const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** A model of the face package, by the start of its files' names. */
export function readFaceWeights(model: string): Weights {
  const folder = join(packageFolder('@vladmandic/face-api'), 'model');
  const manifest = JSON.parse(readFileSync(join(folder, `${model}_model-weights_manifest.json`), 'utf8')) as {
    weights: WeightEntry[];
    paths: string[];
  }[];
  const data = Buffer.concat(
    manifest.flatMap(({ paths }) => paths).map(path => readFileSync(join(folder, path))),
  );
  return weightsOf(
    manifest.flatMap(({ weights }) => weights),
    data,
  );
}

/** @throws Error when the bytes are not those that the entries describe. */
export function weightsOf(entries: readonly WeightEntry[], data: Uint8Array): Weights {
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const entry of entries) {
    const size = entry.shape.reduce((product, side) => product * side, 1);
    const width = entry.quantization ? 1 : 4;
    const bytes = Uint8Array.from(data.subarray(at, at + size * width));
    at += size * width;
    weights.set(entry.name, weightOf(entry, bytes));
  }
  if (at !== data.length) throw new Error(`The weights are ${data.length} bytes, not ${at}.`);
  return weights;
}

function weightOf({ name, shape, dtype, quantization }: WeightEntry, data: Uint8Array): Weight {
  if (!quantization) {
    if (dtype !== 'float32') throw new Error(`A weight of another kind (${dtype}): ${name}.`);
    return { shape, numbers: new Float32Array(data.buffer, 0, data.length / 4) };
  }
  const { scale, min } = quantization;
  if (quantization.dtype !== 'uint8') throw new Error(`A weight that is not a byte each: ${name}.`);
  const numbers = Float32Array.from(data, byte => byte * scale + min);
  const zero = Math.round(-min / scale);
  const whole = zero >= 0 && zero <= 255 && Math.abs(-min / scale - zero) < 1e-4;
  return { shape, numbers, ...(whole ? { bytes: { data, scale, zero } } : {}) };
}

/** @throws Error for a weight that the model does not have. */
export function weight(weights: Weights, name: string): Weight {
  const found = weights.get(name);
  if (!found) throw new Error(`The package has no ${name}.`);
  return found;
}
