import type { io } from '@tensorflow/tfjs';
import { attributeType, elementType, type OnnxNode, type OnnxTensor } from './onnx-format.ts';

/** The order in which a weight's sides are wanted. */
export type Order = number[];

/** The weights of a TensorFlow.js model in an ONNX graph: a byte each, which becomes a number where it is used. */
export interface OnnxWeights {
  /** What has been used so far, and the nodes that turn its bytes into numbers. */
  readonly tensors: OnnxTensor[];
  readonly nodes: OnnxNode[];
  /** The name under which a weight is found as numbers, its sides in another order if asked; other names unchanged. */
  use(name: string, order?: Order): string;
  shapeOf(name: string): number[];
  scalar(name: string, value: number): OnnxTensor;
}

interface Weight {
  shape: number[];
  scale: number;
  min: number;
  data: Uint8Array;
}

export function createOnnxWeights(specs: readonly io.WeightsManifestEntry[], data: Uint8Array): OnnxWeights {
  const weights = weightsOf(specs, data);
  const tensors: OnnxTensor[] = [];
  const nodes: OnnxNode[] = [];

  const scalar = (name: string, value: number): OnnxTensor => ({
    name,
    dataType: elementType.float,
    dims: [],
    rawData: Buffer.from(Float32Array.of(value).buffer),
  });
  const step = (opType: string, input: string[], output: string, attribute: OnnxNode['attribute'] = []) => {
    nodes.push({ opType, input, output: [output], attribute });
    return output;
  };

  return {
    tensors,
    nodes,
    scalar,
    shapeOf: name => weights.get(name)?.shape ?? [],
    use(name, order) {
      const weight = weights.get(name);
      if (!weight) return name;
      const [scale, min] = [`${name}/scale`, `${name}/min`];
      tensors.push(
        { name, dataType: elementType.uint8, dims: weight.shape, rawData: weight.data },
        scalar(scale, weight.scale),
        scalar(min, weight.min),
      );
      const toFloat = { name: 'to', type: attributeType.int, i: elementType.float };
      const numbers = step('Cast', [name], `${name}/numbers`, [toFloat]);
      const scaled = step('Mul', [numbers, scale], `${name}/scaled`);
      const moved = step('Add', [scaled, min], `${name}/moved`);
      if (!order) return moved;
      const permutation = { name: 'perm', type: attributeType.ints, ints: order };
      return step('Transpose', [moved], `${name}/ordered`, [permutation]);
    },
  };
}

function weightsOf(specs: readonly io.WeightsManifestEntry[], data: Uint8Array): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape, quantization } of specs) {
    const { dtype, scale, min } = quantization ?? {};
    if (dtype !== 'uint8' || scale === undefined || min === undefined) {
      throw new Error(`A weight that is not a byte each: ${name}.`);
    }
    const end = at + shape.reduce((size, count) => size * count, 1);
    weights.set(name, { shape, scale, min, data: data.subarray(at, end) });
    at = end;
  }
  if (at !== data.length) throw new Error(`The weights are ${data.length} bytes, not ${at}.`);
  return weights;
}
