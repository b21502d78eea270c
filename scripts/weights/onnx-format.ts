import protobuf from 'protobufjs/light.js';

/** The messages of an ONNX file, as far as these models need them: names and numbers are those of onnx.proto. */

export interface OnnxModel {
  irVersion: number;
  graph: OnnxGraph;
  opsetImport: { domain: string; version: number }[];
}
export interface OnnxGraph {
  name: string;
  node: OnnxNode[];
  initializer: OnnxTensor[];
  input: OnnxValue[];
  output: OnnxValue[];
}
export interface OnnxNode {
  opType: string;
  input: string[];
  output: string[];
  attribute: OnnxAttribute[];
}
export interface OnnxAttribute {
  name: string;
  type: number;
  i?: number;
  s?: Uint8Array;
  ints?: number[];
}
export interface OnnxTensor {
  name: string;
  dataType: number;
  dims: number[];
  rawData: Uint8Array;
}
export interface OnnxValue {
  name: string;
  type: { tensorType: { elemType: number; shape: { dim: { dimValue: number }[] } } };
}

export const elementType = { float: 1, uint8: 2, int32: 6, int64: 7 } as const;
const attributeType = { int: 2, string: 3, ints: 7 } as const;

export const whole = (name: string, i: number): OnnxAttribute => ({ name, type: attributeType.int, i });
export const wholes = (name: string, ints: number[]): OnnxAttribute => ({
  name,
  type: attributeType.ints,
  ints,
});
export const word = (name: string, text: string): OnnxAttribute => ({
  name,
  type: attributeType.string,
  s: Buffer.from(text),
});

export const tensorValue = (name: string, elemType: number, shape: readonly number[]): OnnxValue => ({
  name,
  type: { tensorType: { elemType, shape: { dim: shape.map(dimValue => ({ dimValue })) } } },
});

const one = (type: string, id: number) => ({ type, id });
const many = (type: string, id: number) => ({ rule: 'repeated', type, id });

const messages = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: { irVersion: one('int64', 1), graph: one('Graph', 7), opsetImport: many('OperatorSet', 8) },
    },
    OperatorSet: { fields: { domain: one('string', 1), version: one('int64', 2) } },
    Graph: {
      fields: {
        ...{ node: many('Node', 1), name: one('string', 2), initializer: many('Tensor', 5) },
        ...{ input: many('Value', 11), output: many('Value', 12) },
      },
    },
    Node: {
      fields: {
        ...{ input: many('string', 1), output: many('string', 2), opType: one('string', 4) },
        attribute: many('Attribute', 5),
      },
    },
    Attribute: {
      fields: {
        ...{ name: one('string', 1), i: one('int64', 3), s: one('bytes', 4), ints: many('int64', 8) },
        type: one('int32', 20),
      },
    },
    Tensor: {
      fields: {
        ...{ dims: many('int64', 1), dataType: one('int32', 2), name: one('string', 8) },
        rawData: one('bytes', 9),
      },
    },
    Value: { fields: { name: one('string', 1), type: one('Type', 2) } },
    Type: { fields: { tensorType: one('TensorType', 1) } },
    TensorType: { fields: { elemType: one('int32', 1), shape: one('Shape', 2) } },
    Shape: { fields: { dim: many('Dimension', 1) } },
    Dimension: { fields: { dimValue: one('int64', 1) } },
  },
});

export const encodeOnnx = (model: OnnxModel): Uint8Array =>
  messages
    .lookupType('Model')
    .encode(model as object)
    .finish();
