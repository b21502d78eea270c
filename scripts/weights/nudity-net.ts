import type { io } from '@tensorflow/tfjs';
import { createGraph, type Graph, type Planes } from './graph.ts';
import { readNsfwModel } from './nsfw-model.ts';
import { elementType, type OnnxModel, whole, wholes } from './onnx-format.ts';
import { type WeightEntry, type Weights, weight, weightsOf } from './packaged-weights.ts';

/** A node of a TensorFlow graph as its JSON has it: text in base64, whole numbers as text. */
interface GraphNode {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, { s?: string; b?: boolean; list?: { s?: string[]; i?: string[] } }>;
}

/** What has been written so far, by the names that it has in TensorFlow's graph. */
interface Written {
  graph: Graph;
  weights: Weights;
  values: Map<string, Planes>;
}

const side = 224;
const classes = 5;

/**
 * The classifier of nsfwjs for ONNX Runtime: it takes `pixels`, bytes of [1, side, side, 3], which become values from 0
 * to 1, and answers `classes`.
 * @throws Error for a graph with anything in it that is not written below: it would answer something else.
 */
export function nudityNet(
  { modelTopology, weightSpecs, weightData }: io.ModelArtifacts = readNsfwModel(),
): OnnxModel {
  const weights = weightsOf((weightSpecs ?? []) as WeightEntry[], new Uint8Array(weightData as ArrayBuffer));
  const written: Written = { graph: createGraph(), weights, values: new Map() };
  for (const part of (modelTopology as { node: GraphNode[] }).node) {
    const write = writers[part.op];
    if (!write) throw new Error(`No ${part.op} is known: ${part.name}.`);
    const value = write(part, written);
    if (value) written.values.set(part.name, value);
  }
  return written.graph.finish(
    'nudity',
    { name: 'pixels', type: elementType.uint8, shape: [1, side, side, 3] },
    [{ name: 'classes', shape: [1, classes] }],
  );
}

const writers: Record<string, (part: GraphNode, written: Written) => Planes | undefined> = {
  Const: () => undefined,
  Placeholder(_, { graph }) {
    const numbers = graph.node('Cast', ['pixels'], [whole('to', elementType.float)]);
    const planes = graph.node('Transpose', [numbers], [wholes('perm', [0, 3, 1, 2])]);
    const name = graph.node('Div', [planes, graph.numbers([255], [])]);
    return { name, channels: 3, height: side, width: side };
  },
  _FusedConv2D: convolution,
  FusedDepthwiseConv2dNative: convolution,
  Mul: arithmetic('Mul'),
  Sub: arithmetic('Sub'),
  AddV2: arithmetic('Add'),
  AvgPool: averagePool,
  Squeeze: flatten,
  _FusedMatMul: matrixProduct,
  Softmax: (part, { graph, values }) => {
    const from = given(values, part, 0);
    return { ...from, name: graph.node('Softmax', [from.name], [whole('axis', 1)]) };
  },
  Identity: (part, { graph, values }) => {
    const from = given(values, part, 0);
    return { ...from, name: graph.node('Identity', [from.name], [], 'classes') };
  },
};

function convolution(part: GraphNode, { graph, weights, values }: Written): Planes {
  const { op, input: [, kernel = '', bias = ''] = [], attr = {} } = part;
  const depthwise = op === 'FusedDepthwiseConv2dNative';
  const fused = fusedOps(part);
  const padding = ({ SAME: 'same', VALID: 'valid' } as const)[textOf(attr.padding?.s)];
  const [stride, other] = heightAndWidth(attr.strides?.list?.i);
  const known =
    padding &&
    ['BiasAdd', 'BiasAdd,Relu6'].includes(fused) &&
    textOf(attr.data_format?.s) === 'NHWC' &&
    heightAndWidth(attr.dilations?.list?.i).join() === '1,1' &&
    (stride === 1 || stride === 2) &&
    stride === other;
  if (!known) throw anotherKind(part);
  const filters = weight(weights, kernel);
  const plus = weight(weights, bias).numbers;
  const sum = graph.conv(given(values, part, 0), { filters, depthwise, stride, padding, plus });
  if (!fused.endsWith('Relu6')) return sum;
  return { ...sum, name: graph.node('Clip', [sum.name, graph.numbers([0], []), graph.numbers([6], [])]) };
}

/** Of two values, or of one and a single number. */
function arithmetic(op: string) {
  return (part: GraphNode, { graph, weights, values }: Written): Planes => {
    const { input = [] } = part;
    const names = input.map(
      name =>
        values.get(name)?.name ?? graph.numbers(weight(weights, name).numbers, weight(weights, name).shape),
    );
    const of = input.map(name => values.get(name)).find(value => value !== undefined);
    if (!of || names.length !== 2) throw anotherKind(part);
    return { ...of, name: graph.node(op, names) };
  };
}

function averagePool(part: GraphNode, { graph, values }: Written): Planes {
  const from = given(values, part, 0);
  const { attr = {} } = part;
  const [height, width] = heightAndWidth(attr.ksize?.list?.i);
  // One that covers all.
  if (textOf(attr.padding?.s) !== 'VALID' || height !== from.height || width !== from.width) {
    throw anotherKind(part);
  }
  return { ...from, height: 1, width: 1, name: graph.node('GlobalAveragePool', [from.name]) };
}

function flatten(part: GraphNode, { graph, values }: Written): Planes {
  const from = given(values, part, 0);
  return { ...from, name: graph.node('Flatten', [from.name]) };
}

function matrixProduct(part: GraphNode, { graph, weights, values }: Written): Planes {
  const { input: [, matrix = '', bias = ''] = [], attr = {} } = part;
  if (fusedOps(part) !== 'BiasAdd' || attr.transpose_b?.b) throw anotherKind(part);
  const from = given(values, part, 0);
  const name = graph.product(from.name, weight(weights, matrix), weight(weights, bias).numbers);
  return { name, channels: classes, height: 1, width: 1 };
}

function given(values: Written['values'], part: GraphNode, nth: number): Planes {
  const value = values.get(part.input?.[nth] ?? '');
  if (!value) throw anotherKind(part);
  return value;
}

const anotherKind = ({ op, name }: GraphNode) => new Error(`A ${op} of another kind: ${name}.`);

const textOf = (base64 = '') => Buffer.from(base64, 'base64').toString();
const fusedOps = ({ attr = {} }: GraphNode) => (attr.fused_ops?.list?.s ?? []).map(textOf).join();

/** The middle two of a list that is [batch, height, width, channels]. */
const heightAndWidth = (list: string[] | undefined) => (list ?? []).slice(1, 3).map(Number);
