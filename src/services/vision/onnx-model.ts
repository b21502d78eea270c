import type { io } from '@tensorflow/tfjs';
import { bytes, int, message } from './protobuf.ts';

/** A node of a TensorFlow graph as its JSON has it: text in base64, whole numbers as text. */
interface GraphNode {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, { s?: string; b?: boolean; list?: { s?: string[]; i?: string[] } }>;
}

interface Weight {
  shape: number[];
  scale: number;
  min: number;
  data: Uint8Array;
}

const float = 1;
const uint8 = 2;
const scalar = (value: number) => Buffer.from(Float32Array.of(value).buffer);

const whole = (name: string, value: number) => message(5, bytes(1, name), int(3, value), int(20, 2));
const word = (name: string, value: string) => message(5, bytes(1, name), bytes(4, value), int(20, 3));
const wholes = (name: string, values: readonly number[]) =>
  message(5, bytes(1, name), ...values.map(value => int(8, value)), int(20, 7));

const node = (op: string, inputs: readonly string[], output: string, ...attributes: Buffer[]) =>
  message(1, ...inputs.map(input => bytes(1, input)), bytes(2, output), bytes(4, op), ...attributes);

const tensor = (name: string, type: number, shape: readonly number[], data: Uint8Array) =>
  message(5, ...shape.map(side => int(1, side)), int(2, type), bytes(8, name), bytes(9, data));

const named = (field: number, name: string, type: number, shape: readonly number[]) =>
  message(
    field,
    bytes(1, name),
    message(2, message(1, int(1, type), message(2, ...shape.map(side => message(1, int(1, side)))))),
  );

const textOf = (base64 = '') => Buffer.from(base64, 'base64').toString();

/** Height and width of a list that is [batch, height, width, channels]. */
const sides = (list: string[] | undefined) => (list ?? []).slice(1, 3).map(Number);

/**
 * A classifier of TensorFlow.js (a graph of convolutions, its weights a byte each) as a model for ONNX Runtime. It
 * takes `pixels`, bytes of [1, side, side, 3], which become values from 0 to 1, and answers `classes`. The weights stay
 * a byte each in the file and become numbers as it is loaded.
 * @throws Error for a graph with anything in it that is not written below: it would answer something else.
 */
export function toOnnx(
  { modelTopology, weightSpecs, weightData }: io.ModelArtifacts,
  { side, classes }: { side: number; classes: number },
): Uint8Array {
  const graph = (modelTopology as { node: GraphNode[] }).node;
  const weights = weightsOf(weightSpecs ?? [], new Uint8Array(weightData as ArrayBuffer));
  const nodes: Buffer[] = [];
  const constants = [
    tensor('zero', float, [], scalar(0)),
    tensor('six', float, [], scalar(6)),
    tensor('byte', float, [], scalar(255)),
  ];

  const shapeOf = (name: string) => weights.get(name)?.shape ?? [];

  /** The name of a weight as numbers, its sides in another order where that is asked for; other names as they are. */
  function value(name: string, order?: readonly number[]): string {
    const weight = weights.get(name);
    if (!weight) return name;
    const [scale, min, numbers, scaled, moved, turned] = ['s', 'm', 'n', 'x', 'v', 't'].map(
      ending => `${name}/${ending}`,
    ) as [string, string, string, string, string, string];
    constants.push(
      tensor(name, uint8, weight.shape, weight.data),
      tensor(scale, float, [], scalar(weight.scale)),
      tensor(min, float, [], scalar(weight.min)),
    );
    nodes.push(
      node('Cast', [name], numbers, whole('to', float)),
      node('Mul', [numbers, scale], scaled),
      node('Add', [scaled, min], moved),
    );
    if (!order) return moved;
    nodes.push(node('Transpose', [moved], turned, wholes('perm', order)));
    return turned;
  }

  function convolution({ name, op, input: [from = '', kernel = '', bias = ''] = [], attr = {} }: GraphNode) {
    const [height = 0, width = 0, channels = 0, multiplier] = shapeOf(kernel);
    const deep = op === 'FusedDepthwiseConv2dNative';
    const fused = (attr.fused_ops?.list?.s ?? []).map(textOf).join();
    const padding = { SAME: 'SAME_UPPER', VALID: 'VALID' }[textOf(attr.padding?.s)];
    const known =
      padding &&
      ['BiasAdd', 'BiasAdd,Relu6'].includes(fused) &&
      textOf(attr.data_format?.s) === 'NHWC' &&
      sides(attr.dilations?.list?.i).join() === '1,1' &&
      (!deep || multiplier === 1);
    if (!known) throw new Error(`A ${op} of another kind: ${name}.`);
    const bounded = fused.endsWith('Relu6');
    const sum = bounded ? `${name}/sum` : name;
    nodes.push(
      node(
        'Conv',
        [from, value(kernel, deep ? [2, 3, 0, 1] : [3, 2, 0, 1]), value(bias)],
        sum,
        wholes('kernel_shape', [height, width]),
        wholes('strides', sides(attr.strides?.list?.i)),
        word('auto_pad', padding),
        whole('group', deep ? channels : 1),
      ),
    );
    if (bounded) nodes.push(node('Clip', [sum, 'zero', 'six'], name));
  }

  for (const part of graph) {
    const { name, op, input = [], attr = {} } = part;
    const [from = '', other = '', bias = ''] = input;
    switch (op) {
      case 'Const':
        break;
      case 'Placeholder':
        nodes.push(
          node('Cast', ['pixels'], 'numbers', whole('to', float)),
          node('Transpose', ['numbers'], 'planes', wholes('perm', [0, 3, 1, 2])),
          node('Div', ['planes', 'byte'], name),
        );
        break;
      case '_FusedConv2D':
      case 'FusedDepthwiseConv2dNative':
        convolution(part);
        break;
      case 'Mul':
      case 'Sub':
      case 'AddV2':
        nodes.push(node(op === 'AddV2' ? 'Add' : op, [value(from), value(other)], name));
        break;
      case 'AvgPool':
        if (textOf(attr.padding?.s) !== 'VALID') throw new Error(`An ${op} of another kind: ${name}.`);
        nodes.push(
          node(
            'AveragePool',
            [from],
            name,
            wholes('kernel_shape', sides(attr.ksize?.list?.i)),
            wholes('strides', sides(attr.strides?.list?.i)),
          ),
        );
        break;
      case 'Squeeze':
        nodes.push(node('Flatten', [from], name));
        break;
      case '_FusedMatMul':
        if ((attr.fused_ops?.list?.s ?? []).map(textOf).join() !== 'BiasAdd' || attr.transpose_b?.b)
          throw new Error(`A ${op} of another kind: ${name}.`);
        nodes.push(node('Gemm', [from, value(other), value(bias)], name));
        break;
      case 'Softmax':
        nodes.push(node('Softmax', [from], name, whole('axis', 1)));
        break;
      case 'Identity':
        nodes.push(node('Identity', [from], 'classes'));
        break;
      default:
        throw new Error(`No ${op} is known: ${name}.`);
    }
  }

  const body = message(
    7,
    ...nodes,
    bytes(2, 'classifier'),
    ...constants,
    named(11, 'pixels', uint8, [1, side, side, 3]),
    named(12, 'classes', float, [1, classes]),
  );
  // Version 8 of the format, version 13 of its operators.
  return Buffer.concat([int(1, 8), body, message(8, bytes(1, ''), int(2, 13))]);
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
