import type { Pixels } from '../pixels.ts';

export interface Point {
  x: number;
  y: number;
}

/** Side of an aligned face in pixels, as the recognition net was trained on. */
const chipSize = 150;
/** The middle of a chip, without its margin: where landmarks are detected. */
export const chipFace = { x: 15, y: 15, width: 120, height: 120 };
/** Room around the mean face, as a share of its size: the same as in dlib, which trained the net. */
const padding = 0.25;

/** dlib's mean face: where the 51 inner landmarks (all but the jaw) of an upright face lie, as shares. */
const meanX = [
  0.000213256, 0.0752622, 0.18113, 0.29077, 0.393397, 0.586856, 0.689483, 0.799124, 0.904991, 0.98004,
  0.490127, 0.490127, 0.490127, 0.490127, 0.36688, 0.426036, 0.490127, 0.554217, 0.613373, 0.121737, 0.187122,
  0.265825, 0.334606, 0.260918, 0.182743, 0.645647, 0.714428, 0.793132, 0.858516, 0.79751, 0.719335, 0.254149,
  0.340985, 0.428858, 0.490127, 0.551395, 0.639268, 0.726104, 0.642159, 0.556721, 0.490127, 0.423532,
  0.338094, 0.290379, 0.428096, 0.490127, 0.552157, 0.689874, 0.553364, 0.490127, 0.42689,
];
const meanY = [
  0.106454, 0.038915, 0.0187482, 0.0344891, 0.0773906, 0.0773906, 0.0344891, 0.0187482, 0.038915, 0.106454,
  0.203352, 0.307009, 0.409805, 0.515625, 0.587326, 0.609345, 0.628106, 0.609345, 0.587326, 0.216423,
  0.178758, 0.179852, 0.231733, 0.245099, 0.244077, 0.231733, 0.179852, 0.178758, 0.216423, 0.244077,
  0.245099, 0.780233, 0.745405, 0.727388, 0.742578, 0.727388, 0.745405, 0.780233, 0.864805, 0.902192,
  0.909281, 0.902192, 0.864805, 0.784792, 0.778746, 0.785343, 0.778746, 0.784792, 0.824182, 0.831803,
  0.824182,
];
const meanFace = meanX.map((x, index): Point => {
  const place = (share: number) => ((padding + share) / (1 + 2 * padding)) * chipSize;
  return { x: place(x), y: place(meanY[index] as number) };
});

/** From places in the chip to places in the picture: x' = ax − by + tx, y' = bx + ay + ty. */
interface Similarity {
  a: number;
  b: number;
  tx: number;
  ty: number;
}

export function middleOf(points: readonly Point[]): Point {
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
}

/** The shift, turn and scale that bring the mean face closest to the 68 landmarks (least squares). */
function align(landmarks: readonly Point[]): Similarity {
  const inner = landmarks.slice(17);
  const from = middleOf(meanFace);
  const to = middleOf(inner);
  let along = 0;
  let across = 0;
  let size = 0;
  for (const [index, point] of meanFace.entries()) {
    const target = inner[index] as Point;
    const [px, py, qx, qy] = [point.x - from.x, point.y - from.y, target.x - to.x, target.y - to.y];
    along += px * qx + py * qy;
    across += px * qy - py * qx;
    size += px * px + py * py;
  }
  const a = along / size;
  const b = across / size;
  return { a, b, tx: to.x - a * from.x + b * from.y, ty: to.y - b * from.x - a * from.y };
}

/** Chips that were cut already, by their landmarks: one face is looked at several times. */
const cut = new WeakMap<readonly Point[], { picture: Pixels; chip: Pixels }>();

/**
 * The face as an upright square of 150 pixels, shifted, turned and scaled so that its landmarks lie on the mean
 * face. Where the picture ends, its edge is repeated.
 */
export function cutChip(picture: Pixels, landmarks: readonly Point[]): Pixels {
  const known = cut.get(landmarks);
  if (known?.picture === picture) return known.chip;
  const { a, b, tx, ty } = align(landmarks);
  // A large face is averaged over its pixels, or it would alias.
  const samples = Math.max(1, Math.min(4, Math.ceil(Math.hypot(a, b))));
  const data = new Uint8Array(chipSize * chipSize * 3);
  const sum = new Float64Array(3);
  for (let y = 0; y < chipSize; y++) {
    for (let x = 0; x < chipSize; x++) {
      sum.fill(0);
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = x + ((sample % samples) + 0.5) / samples - 0.5;
        const v = y + (Math.floor(sample / samples) + 0.5) / samples - 0.5;
        addColour(picture, a * u - b * v + tx, b * u + a * v + ty, sum);
      }
      for (let channel = 0; channel < 3; channel++) {
        data[(y * chipSize + x) * 3 + channel] = Math.round((sum[channel] as number) / samples ** 2);
      }
    }
  }
  const chip = { data, width: chipSize, height: chipSize };
  cut.set(landmarks, { picture, chip });
  return chip;
}

/** Adds the colour at a place between four pixels. This runs a million times for a face, so it makes no objects. */
function addColour({ data, width, height }: Pixels, x: number, y: number, sum: Float64Array) {
  const left = Math.max(0, Math.min(width - 1, x));
  const top = Math.max(0, Math.min(height - 1, y));
  const x0 = Math.floor(left);
  const y0 = Math.floor(top);
  const right = x0 < width - 1 ? 3 : 0;
  const fx = left - x0;
  const fy = top - y0;
  const upper = (y0 * width + x0) * 3;
  const lower = y0 < height - 1 ? upper + width * 3 : upper;
  for (let channel = 0; channel < 3; channel++) {
    const above =
      (data[upper + channel] as number) * (1 - fx) + (data[upper + right + channel] as number) * fx;
    const below =
      (data[lower + channel] as number) * (1 - fx) + (data[lower + right + channel] as number) * fx;
    sum[channel] = (sum[channel] as number) + above * (1 - fy) + below * fy;
  }
}

/** The same picture with left and right swapped. */
export function mirror({ data, width, height }: Pixels): Pixels {
  const mirrored = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3;
      mirrored.set(data.subarray(from, from + 3), (y * width + width - 1 - x) * 3);
    }
  }
  return { data: mirrored, width, height };
}

/** Angle of the line from the left eye to the right one of 68 landmarks: degrees clockwise, 0 for level eyes. */
export function tiltOf(landmarks: readonly Point[]): number {
  const left = middleOf(landmarks.slice(36, 42));
  const right = middleOf(landmarks.slice(42, 48));
  return (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
}

/**
 * Where the tip of the nose (30) stands between the ends of the jaw (0 and 16) of 68 landmarks, along the line between
 * those: 0 in the middle, −1 and 1 over its left and right end.
 */
export function turnOf(landmarks: readonly Point[]): number {
  const [left, right, nose] = [landmarks[0], landmarks[16], landmarks[30]] as [Point, Point, Point];
  const across = { x: right.x - left.x, y: right.y - left.y };
  const along = (nose.x - left.x) * across.x + (nose.y - left.y) * across.y;
  return (2 * along) / Math.max(1, across.x ** 2 + across.y ** 2) - 1;
}

/** How far the 68 landmarks found in a chip lie from where the chip should have them: pixels, root mean square. */
export function missBy(landmarks: readonly Point[]): number {
  const squares = meanFace.map(({ x, y }, index) => {
    const found = landmarks[17 + index] as Point;
    return (found.x - x) ** 2 + (found.y - y) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
