import type { io } from '@tensorflow/tfjs';
import { attributeType, elementType, encodeOnnx, type OnnxAttribute, type OnnxNode } from './onnx-format.ts';
import { createOnnxWeights, type OnnxWeights, type Order } from './onnx-weights.ts';

/** A node of a TensorFlow graph as its JSON has it: text in base64, whole numbers as text. */
interface GraphNode {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, { s?: string; b?: boolean; list?: { s?: string[]; i?: string[] } }>;
}

/** Writes a node of the TensorFlow graph as nodes of the ONNX graph. */
type WriteNode = (node: GraphNode, weights: OnnxWeights) => OnnxNode[];

/** TensorFlow's orders of the sides of a convolution's kernel, as ONNX wants them. */
const kernelOrder: Order = [3, 2, 0, 1];
const depthwiseKernelOrder: Order = [2, 3, 0, 1];

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
  const weights = createOnnxWeights(weightSpecs ?? [], new Uint8Array(weightData as ArrayBuffer));
  const graph = (modelTopology as { node: GraphNode[] }).node;
  const written = graph.flatMap(part => {
    const write = writers[part.op];
    if (!write) throw new Error(`No ${part.op} is known: ${part.name}.`);
    return write(part, weights);
  });
  return encodeOnnx({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name: 'classifier',
      node: [...weights.nodes, ...written],
      initializer: [
        weights.scalar('zero', 0),
        weights.scalar('six', 6),
        weights.scalar('byte', 255),
        ...weights.tensors,
      ],
      input: [tensorValue('pixels', elementType.uint8, [1, side, side, 3])],
      output: [tensorValue('classes', elementType.float, [1, classes])],
    },
  });
}

const writers: Record<string, WriteNode> = {
  Const: () => [],
  Placeholder: ({ name }) => [
    node('Cast', ['pixels'], 'numbers', whole('to', elementType.float)),
    node('Transpose', ['numbers'], 'planes', wholes('perm', [0, 3, 1, 2])),
    node('Div', ['planes', 'byte'], name),
  ],
  _FusedConv2D: convolution,
  FusedDepthwiseConv2dNative: convolution,
  Mul: arithmetic('Mul'),
  Sub: arithmetic('Sub'),
  AddV2: arithmetic('Add'),
  AvgPool: averagePool,
  Squeeze: ({ name, input: [from = ''] = [] }) => [node('Flatten', [from], name)],
  _FusedMatMul: matrixProduct,
  Softmax: ({ name, input: [from = ''] = [] }) => [node('Softmax', [from], name, whole('axis', 1))],
  Identity: ({ input: [from = ''] = [] }) => [node('Identity', [from], 'classes')],
};

function convolution(part: GraphNode, weights: OnnxWeights): OnnxNode[] {
  const { name, op, input: [from = '', kernel = '', bias = ''] = [], attr = {} } = part;
  const [height = 0, width = 0, channels = 0, multiplier] = weights.shapeOf(kernel);
  const depthwise = op === 'FusedDepthwiseConv2dNative';
  const fused = fusedOps(part);
  const padding = { SAME: 'SAME_UPPER', VALID: 'VALID' }[textOf(attr.padding?.s)];
  const known =
    padding &&
    ['BiasAdd', 'BiasAdd,Relu6'].includes(fused) &&
    textOf(attr.data_format?.s) === 'NHWC' &&
    heightAndWidth(attr.dilations?.list?.i).join() === '1,1' &&
    (!depthwise || multiplier === 1);
  if (!known) throw anotherKind(part);
  const bounded = fused.endsWith('Relu6');
  const sum = bounded ? `${name}/sum` : name;
  const convolved = node(
    'Conv',
    [from, weights.use(kernel, depthwise ? depthwiseKernelOrder : kernelOrder), weights.use(bias)],
    sum,
    wholes('kernel_shape', [height, width]),
    wholes('strides', heightAndWidth(attr.strides?.list?.i)),
    word('auto_pad', padding),
    whole('group', depthwise ? channels : 1),
  );
  return bounded ? [convolved, node('Clip', [sum, 'zero', 'six'], name)] : [convolved];
}

function arithmetic(op: string): WriteNode {
  return ({ name, input: [one = '', other = ''] = [] }, weights) => [
    node(op, [weights.use(one), weights.use(other)], name),
  ];
}

function averagePool(part: GraphNode): OnnxNode[] {
  const { name, input: [from = ''] = [], attr = {} } = part;
  if (textOf(attr.padding?.s) !== 'VALID') throw anotherKind(part);
  return [
    node(
      'AveragePool',
      [from],
      name,
      wholes('kernel_shape', heightAndWidth(attr.ksize?.list?.i)),
      wholes('strides', heightAndWidth(attr.strides?.list?.i)),
    ),
  ];
}

function matrixProduct(part: GraphNode, weights: OnnxWeights): OnnxNode[] {
  const { name, input: [from = '', matrix = '', bias = ''] = [], attr = {} } = part;
  if (fusedOps(part) !== 'BiasAdd' || attr.transpose_b?.b) throw anotherKind(part);
  return [node('Gemm', [from, weights.use(matrix), weights.use(bias)], name)];
}

const anotherKind = ({ op, name }: GraphNode) => new Error(`A ${op} of another kind: ${name}.`);

const textOf = (base64 = '') => Buffer.from(base64, 'base64').toString();
const fusedOps = ({ attr = {} }: GraphNode) => (attr.fused_ops?.list?.s ?? []).map(textOf).join();

/** The middle two of a list that is [batch, height, width, channels]. */
const heightAndWidth = (list: string[] | undefined) => (list ?? []).slice(1, 3).map(Number);

const node = (opType: string, input: string[], output: string, ...attribute: OnnxAttribute[]): OnnxNode => ({
  opType,
  input,
  output: [output],
  attribute,
});

const whole = (name: string, i: number): OnnxAttribute => ({ name, type: attributeType.int, i });
const wholes = (name: string, ints: number[]): OnnxAttribute => ({ name, type: attributeType.ints, ints });
const word = (name: string, text: string): OnnxAttribute => ({
  name,
  type: attributeType.string,
  s: Buffer.from(text),
});

const tensorValue = (name: string, elemType: number, shape: readonly number[]) => ({
  name,
  type: { tensorType: { elemType, shape: { dim: shape.map(dimValue => ({ dimValue })) } } },
});
