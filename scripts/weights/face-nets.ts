import { createGraph, type Graph, type Planes } from './graph.ts';
import { elementType, type OnnxModel, whole, wholes, word } from './onnx-format.ts';
import { readFaceWeights, type Weights, weight } from './packaged-weights.ts';

// The face nets of @vladmandic/face-api 1.7.15 (MIT) as ONNX graphs, layer by layer as its sources in src/ have them.

const pixels = (side: number) => ({ name: 'pixels', type: elementType.float, shape: [1, 3, side, side] });

const numbersOf = (weights: Weights, name: string) => weight(weights, name).numbers;

/** What three of the nets begin with (faceFeatureExtractor, faceRecognitionNet, xception): minus the mean colour, over 255. */
function normalised(graph: Graph, side: number): Planes {
  const mean = graph.numbers([122.782, 117.001, 104.298], [1, 3, 1, 1]);
  const less = graph.node('Sub', ['pixels', mean]);
  return {
    name: graph.node('Div', [less, graph.numbers([255], [])]),
    channels: 3,
    height: side,
    width: side,
  };
}

/** A depthwise convolution, then one of each pixel (common/depthwiseSeparableConv). */
function separable(graph: Graph, weights: Weights, from: Planes, name: string, stride: 1 | 2 = 1): Planes {
  const deep = graph.conv(from, {
    filters: weight(weights, `${name}/depthwise_filter`),
    depthwise: true,
    stride,
  });
  return graph.conv(deep, {
    filters: weight(weights, `${name}/pointwise_filter`),
    plus: numbersOf(weights, `${name}/bias`),
  });
}

/** faceLandmarkNet/FaceLandmark68Net: 68 places as shares of the square, x and y in turn. */
export function landmarksNet(): OnnxModel {
  const side = 112;
  const weights = readFaceWeights('face_landmark_68');
  const graph = createGraph();
  let out = normalised(graph, side);
  for (const block of ['dense0', 'dense1', 'dense2', 'dense3']) {
    const first =
      block === 'dense0'
        ? graph.conv(out, {
            filters: weight(weights, 'dense0/conv0/filters'),
            stride: 2,
            plus: numbersOf(weights, 'dense0/conv0/bias'),
          })
        : separable(graph, weights, out, `${block}/conv0`, 2);
    let sum = graph.relu(first);
    let input = sum;
    for (const layer of ['conv1', 'conv2', 'conv3']) {
      // The sum is kept without its activation, as the package adds up what its layers gave.
      sum = graph.add(sum, separable(graph, weights, input, `${block}/${layer}`));
      input = graph.relu(sum);
    }
    out = input;
  }
  const pooled = graph.pool('AveragePool', out, 7, 'valid');
  graph.product(
    graph.node('Flatten', [pooled.name]),
    weight(weights, 'fc/weights'),
    numbersOf(weights, 'fc/bias'),
    'places',
  );
  return graph.finish('landmarks', pixels(side), [{ name: 'places', shape: [1, 136] }]);
}

/** ageGenderNet: years. What it says of the gender is left out. */
export function ageNet(): OnnxModel {
  const side = 112;
  const weights = readFaceWeights('age_gender');
  const graph = createGraph();

  function reduction(from: Planes, name: string, active: boolean): Planes {
    const first = separable(graph, weights, active ? graph.relu(from) : from, `${name}/separable_conv0`);
    const second = separable(graph, weights, graph.relu(first), `${name}/separable_conv1`);
    const wide = graph.conv(from, {
      filters: weight(weights, `${name}/expansion_conv/filters`),
      stride: 2,
      plus: numbersOf(weights, `${name}/expansion_conv/bias`),
    });
    return graph.add(graph.pool('MaxPool', second, 3, 'same'), wide);
  }

  const first = graph.conv(normalised(graph, side), {
    filters: weight(weights, 'entry_flow/conv_in/filters'),
    stride: 2,
    plus: numbersOf(weights, 'entry_flow/conv_in/bias'),
  });
  let out = reduction(graph.relu(first), 'entry_flow/reduction_block_0', false);
  out = reduction(out, 'entry_flow/reduction_block_1', true);
  for (const block of ['main_block_0', 'main_block_1']) {
    let deep = out;
    for (const layer of ['separable_conv0', 'separable_conv1', 'separable_conv2']) {
      deep = separable(graph, weights, graph.relu(deep), `middle_flow/${block}/${layer}`);
    }
    out = graph.add(deep, out);
  }
  out = reduction(out, 'exit_flow/reduction_block', true);
  out = graph.relu(separable(graph, weights, out, 'exit_flow/separable_conv'));
  const pooled = graph.pool('AveragePool', out, 7, 'valid');
  graph.product(
    graph.node('Flatten', [pooled.name]),
    weight(weights, 'fc/age/weights'),
    numbersOf(weights, 'fc/age/bias'),
    'years',
  );
  return graph.finish('age', pixels(side), [{ name: 'years', shape: [1, 1] }]);
}

/** faceRecognitionNet, which is dlib's: the 128 numbers of a face. */
export function descriptorNet(): OnnxModel {
  const side = 150;
  const weights = readFaceWeights('face_recognition');
  const graph = createGraph();

  /** A convolution, its bias, and then a scale and an offset for each channel: together a scale and an offset. */
  function layer(from: Planes, name: string, down: boolean): Planes {
    const times = numbersOf(weights, `${name}/scale/weights`);
    const bias = numbersOf(weights, `${name}/conv/bias`);
    const plus = numbersOf(weights, `${name}/scale/biases`).map(
      (value, channel) => value + (bias[channel] as number) * (times[channel] as number),
    );
    return graph.conv(from, {
      filters: weight(weights, `${name}/conv/filters`),
      ...(down ? { stride: 2, padding: 'valid' } : {}),
      times,
      plus,
    });
  }

  function residual(from: Planes, name: string): Planes {
    const deep = layer(graph.relu(layer(from, `${name}/conv1`, false)), `${name}/conv2`, false);
    return graph.relu(graph.add(deep, from));
  }

  function residualDown(from: Planes, name: string): Planes {
    const deep = layer(graph.relu(layer(from, `${name}/conv1`, true)), `${name}/conv2`, false);
    const pooled = graph.pool('AveragePool', from, 2, 'valid');
    const missing = { row: pooled.height - deep.height, channels: deep.channels - pooled.channels };
    return graph.relu(
      graph.add(padded(graph, pooled, missing.channels, 0), padded(graph, deep, 0, missing.row)),
    );
  }

  let out = graph.relu(layer(normalised(graph, side), 'conv32_down', true));
  out = graph.pool('MaxPool', out, 3, 'valid');
  for (const block of ['conv32_1', 'conv32_2', 'conv32_3']) out = residual(out, block);
  out = residualDown(out, 'conv64_down');
  for (const block of ['conv64_1', 'conv64_2', 'conv64_3']) out = residual(out, block);
  out = residualDown(out, 'conv128_down');
  for (const block of ['conv128_1', 'conv128_2']) out = residual(out, block);
  out = residualDown(out, 'conv256_down');
  for (const block of ['conv256_1', 'conv256_2']) out = residual(out, block);
  out = residualDown(out, 'conv256_down_out');
  const mean = graph.node('Flatten', [graph.node('GlobalAveragePool', [out.name])]);
  graph.product(mean, weight(weights, 'fc'), undefined, 'numbers');
  return graph.finish('descriptor', pixels(side), [{ name: 'numbers', shape: [1, 128] }]);
}

/** Zeros after the last channel, and below and to the right of what is there. */
function padded(graph: Graph, from: Planes, channels: number, row: number): Planes {
  if (channels === 0 && row === 0) return from;
  return {
    channels: from.channels + channels,
    height: from.height + row,
    width: from.width + row,
    name: graph.node(
      'Pad',
      [from.name, graph.wholeNumbers([0, 0, 0, 0, 0, channels, row, row])],
      [word('mode', 'constant')],
    ),
  };
}

/** ssdMobilenetv1: for each of 5,118 places a box (top, left, bottom, right, as shares) and how sure it is of a face. */
export function detectorNet(): OnnxModel {
  const side = 512;
  const places = 5_118;
  const weights = readFaceWeights('ssd_mobilenetv1');
  const graph = createGraph();
  const bounded = (from: Planes): Planes => ({ ...from, name: graph.node('Clip', [from.name, zero, six]) });
  const zero = graph.numbers([0], []);
  const six = graph.numbers([6], []);

  const pointwise = (from: Planes, name: string, stride: 1 | 2 = 1): Planes =>
    bounded(
      graph.conv(from, {
        filters: weight(weights, `${name}/weights`),
        stride,
        plus: numbersOf(weights, `${name}/convolution_bn_offset`),
      }),
    );

  function depthwise(from: Planes, name: string, stride: 1 | 2): Planes {
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(part =>
      numbersOf(weights, `${name}/BatchNorm/${part}`),
    ) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const times = gamma.map(
      (value, at) => value / Math.sqrt((variance[at] as number) + 0.0010000000474974513),
    );
    const plus = beta.map((value, at) => value - (mean[at] as number) * (times[at] as number));
    const filters = weight(weights, `${name}/depthwise_weights`);
    return bounded(graph.conv(from, { filters, depthwise: true, stride, times, plus }));
  }

  /** What a layer's predictor says of each of its places: [1, places, each]. */
  function predicted(from: Planes, name: string, each: number, only?: number[]): string {
    const out = graph.conv(from, {
      filters: weight(weights, `${name}/weights`),
      plus: numbersOf(weights, `${name}/biases`),
      ...(only ? { only } : {}),
    });
    const last = graph.node('Transpose', [out.name], [wholes('perm', [0, 2, 3, 1])]);
    return graph.node('Reshape', [last, graph.wholeNumbers([1, -1, each])]);
  }

  const scaled = graph.node('Div', ['pixels', graph.numbers([127.5], [])]);
  let out: Planes = {
    name: graph.node('Sub', [scaled, graph.numbers([1], [])]),
    ...{ channels: 3, height: side, width: side },
  };
  out = pointwise(out, 'MobilenetV1/Conv2d_0_pointwise', 2);
  const seen: Planes[] = [];
  for (let layer = 1; layer <= 13; layer++) {
    out = depthwise(out, `MobilenetV1/Conv2d_${layer}_depthwise`, [2, 4, 6, 12].includes(layer) ? 2 : 1);
    out = pointwise(out, `MobilenetV1/Conv2d_${layer}_pointwise`);
    if (layer === 11 || layer === 13) seen.push(out);
  }
  for (let layer = 0; layer < 8; layer++) {
    out = pointwise(out, `Prediction/Conv2d_${layer}_pointwise`, layer % 2 === 0 ? 1 : 2);
    if (layer % 2 === 1) seen.push(out);
  }
  const boxes = seen.map((from, at) =>
    predicted(from, `Prediction/BoxPredictor_${at}/BoxEncodingPredictor`, 4),
  );
  const scores = seen.map((from, at) => {
    const predictor = `Prediction/BoxPredictor_${at}/ClassPredictor`;
    const channels = numbersOf(weights, `${predictor}/biases`).length;
    // Of three classes a place, only the second is a face.
    const faces = Array.from({ length: channels / 3 }, (_, nth) => nth * 3 + 1);
    return predicted(from, predictor, 1, faces);
  });
  const anchors = numbersOf(weights, 'Output/extra_dim');
  decoded(graph, graph.node('Concat', boxes, [whole('axis', 1)]), anchors, places);
  graph.node('Sigmoid', [graph.node('Concat', scores, [whole('axis', 1)])], [], 'scores');
  return graph.finish('detector', pixels(side), [
    { name: 'boxes', shape: [1, places, 4] },
    { name: 'scores', shape: [1, places, 1] },
  ]);
}

/** ssdMobilenetv1/outputLayer: boxes from how each differs from its anchor. */
function decoded(graph: Graph, encoded: string, anchors: Float32Array, places: number): void {
  const of = (start: number, end: number) =>
    graph.node('Slice', [encoded, ...[start, end, 2].map(value => graph.wholeNumbers([value]))]);
  const each = (number: (top: number, bottom: number) => number) =>
    graph.numbers(
      Array.from({ length: places * 2 }, (_, at) => {
        const first = Math.floor(at / 2) * 4 + (at % 2);
        return number(anchors[first] as number, anchors[first + 2] as number);
      }),
      [1, places, 2],
    );
  const size = each((from, to) => to - from);
  const middle = each((from, to) => from + (to - from) / 2);
  const tenth = graph.node('Div', [of(0, 2), graph.numbers([10], [])]);
  const centre = graph.node('Add', [graph.node('Mul', [tenth, size]), middle]);
  const fifth = graph.node('Exp', [graph.node('Div', [of(2, 4), graph.numbers([5], [])])]);
  const half = graph.node('Div', [graph.node('Mul', [fifth, size]), graph.numbers([2], [])]);
  const corners = [graph.node('Sub', [centre, half]), graph.node('Add', [centre, half])];
  graph.node('Concat', corners, [whole('axis', 2)], 'boxes');
}
