import {
  elementType,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  tensorValue,
  whole,
  wholes,
  word,
} from './onnx-format.ts';
import type { Weight } from './packaged-weights.ts';

/** What a node gives: [1, channels, height, width], ONNX's order. */
export interface Planes {
  name: string;
  channels: number;
  height: number;
  width: number;
}

/** A convolution as TensorFlow has it, followed by a multiplication and an addition for each channel that it gives. */
export interface Convolution {
  /** TensorFlow's order: [height, width, in, out], or [height, width, channels, 1] of a `depthwise` one. */
  filters: Weight;
  depthwise?: boolean;
  stride?: 1 | 2;
  padding?: 'same' | 'valid';
  /** Numbers that what the filters give is multiplied with. */
  times?: ArrayLike<number>;
  plus?: ArrayLike<number>;
  /** Of the filters, only these are wanted. */
  only?: number[];
  /** The name of what it gives. */
  as?: string;
}

/** Writes an ONNX graph node by node. Weights that are bytes stay bytes in the file, and become numbers as it is loaded. */
export interface Graph {
  node(opType: string, input: string[], attributes?: OnnxAttribute[], as?: string): string;
  conv(from: Planes, options: Convolution): Planes;
  relu(from: Planes): Planes;
  add(one: Planes, other: Planes): Planes;
  pool(op: 'MaxPool' | 'AveragePool', from: Planes, side: number, padding: 'same' | 'valid'): Planes;
  /** `from` [1, in] times a matrix [in, out], plus numbers. */
  product(from: string, matrix: Weight, plus: ArrayLike<number> | undefined, as?: string): string;
  numbers(values: ArrayLike<number>, dims: readonly number[]): string;
  wholeNumbers(values: readonly number[]): string;
  tensors(...tensors: OnnxTensor[]): void;
  finish(
    name: string,
    input: { name: string; type: number; shape: readonly number[] },
    outputs: { name: string; shape: readonly number[] }[],
  ): OnnxModel;
}

export function createGraph(): Graph {
  const nodes: OnnxNode[] = [];
  const initializer: OnnxTensor[] = [];
  let count = 0;
  const fresh = (word: string) => `${word}_${count++}`;

  function node(
    opType: string,
    input: string[],
    attribute: OnnxAttribute[] = [],
    as = fresh(opType),
  ): string {
    nodes.push({ opType, input, output: [as], attribute });
    return as;
  }

  function tensor(dataType: number, dims: readonly number[], rawData: Uint8Array): string {
    const name = fresh('w');
    initializer.push({ name, dataType, dims: [...dims], rawData });
    return name;
  }

  const numbers = (values: ArrayLike<number>, dims: readonly number[]): string =>
    tensor(elementType.float, dims, new Uint8Array(Float32Array.from(values).buffer));

  /** A weight, its first side the channels that it gives, each multiplied with its own number. */
  function weighted(
    { bytes, numbers: values }: Weight,
    dims: number[],
    order: Uint32Array,
    times?: ArrayLike<number>,
  ) {
    const [channels = 1] = dims;
    if (!bytes) {
      const each = order.length / channels;
      const factor = (at: number) => times?.[Math.floor(at / each)] ?? 1;
      return numbers(
        Float32Array.from(order, (from, at) => (values[from] as number) * factor(at)),
        dims,
      );
    }
    const data = tensor(
      elementType.uint8,
      dims,
      Uint8Array.from(order, from => bytes.data[from] as number),
    );
    const scales = Array.from({ length: channels }, (_, channel) => bytes.scale * (times?.[channel] ?? 1));
    const flat = [channels, ...dims.slice(1).map(() => 1)];
    const cast = node('Cast', [data], [whole('to', elementType.float)]);
    return node('Mul', [node('Sub', [cast, numbers([bytes.zero], [])]), numbers(scales, flat)]);
  }

  function conv(from: Planes, options: Convolution): Planes {
    const { filters, depthwise = false, stride = 1, padding = 'same', times, plus, only, as } = options;
    const [height = 0, width = 0, third = 0, fourth = 0] = filters.shape;
    const [groups, perGroup, all] = depthwise ? [third, 1, third] : [1, third, fourth];
    if (perGroup * groups !== from.channels || (depthwise && fourth !== 1)) {
      throw new Error(`Filters of ${filters.shape} on ${from.channels} channels.`);
    }
    const wanted = only ?? Array.from({ length: all }, (_, channel) => channel);
    const order = new Uint32Array(wanted.length * perGroup * height * width);
    let at = 0;
    for (const out of wanted) {
      for (let channel = 0; channel < perGroup; channel++) {
        for (let place = 0; place < height * width; place++) {
          order[at++] = depthwise ? place * all + out : (place * perGroup + channel) * all + out;
        }
      }
    }
    const kernel = weighted(filters, [wanted.length, perGroup, height, width], order, times);
    const bias = plus && numbers(only ? only.map(channel => plus[channel] as number) : plus, [wanted.length]);
    const name = node(
      'Conv',
      [from.name, kernel, ...(bias ? [bias] : [])],
      [
        wholes('kernel_shape', [height, width]),
        wholes('strides', [stride, stride]),
        word('auto_pad', padding === 'same' ? 'SAME_UPPER' : 'VALID'),
        whole('group', groups),
      ],
      as,
    );
    return { name, channels: wanted.length, ...shrunk(from, height, stride, padding) };
  }

  return {
    node,
    conv,
    relu: from => ({ ...from, name: node('Relu', [from.name]) }),
    add: (one, other) => ({ ...one, name: node('Add', [one.name, other.name]) }),
    pool: (op, from, side, padding) => ({
      ...from,
      ...shrunk(from, side, 2, padding),
      name: node(
        op,
        [from.name],
        [
          wholes('kernel_shape', [side, side]),
          wholes('strides', [2, 2]),
          word('auto_pad', padding === 'same' ? 'SAME_UPPER' : 'VALID'),
        ],
      ),
    }),
    product(from, matrix, plus, as) {
      const [rows = 0, columns = 0] = matrix.shape;
      const order = Uint32Array.from({ length: rows * columns }, (_, at) => at);
      const flat = weighted(matrix, [rows, columns], order);
      return node('Gemm', [from, flat, ...(plus ? [numbers(plus, [columns])] : [])], [], as);
    },
    numbers,
    wholeNumbers: values =>
      tensor(elementType.int64, [values.length], new Uint8Array(BigInt64Array.from(values, BigInt).buffer)),
    tensors: (...more) => void initializer.push(...more),
    finish: (name, input, outputs) => ({
      irVersion: 8,
      opsetImport: [{ domain: '', version: 13 }],
      graph: {
        name,
        node: nodes,
        initializer,
        input: [tensorValue(input.name, input.type, input.shape)],
        output: outputs.map(output => tensorValue(output.name, elementType.float, output.shape)),
      },
    }),
  };
}

function shrunk({ height, width }: Planes, side: number, stride: number, padding: 'same' | 'valid') {
  const size = (from: number) => Math.ceil((padding === 'same' ? from : from - side + 1) / stride);
  return { height: size(height), width: size(width) };
}
