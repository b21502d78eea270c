import type { Pixels } from '../pixels.ts';

/** How a picture was put into a square: to go back, subtract the room and divide by the scale. */
export interface Square {
  /** Red, green and blue as three planes, 0 to 255. */
  planes: Float32Array;
  /** Sides of the square for one of the picture. */
  scale: number;
  /** Black room on the left and on top, in pixels of the square. */
  left: number;
  top: number;
}

/**
 * A picture in a square of `side` pixels, black where it ends: in the middle, or in the top left corner. Scaled as
 * TensorFlow.js does it for face-api (NetInput.toBatchTensor, resizeBilinear without half pixels), since the nets'
 * thresholds were measured on that.
 */
export function fitSquare({ data, width, height }: Pixels, side: number, at: 'middle' | 'corner'): Square {
  const long = Math.max(width, height);
  const room = (short: number) => (at === 'corner' ? 0 : Math.floor((long - short) / 2));
  const [left, top] = [room(width), room(height)];
  const columns = between(long, side, left, width);
  const rows = between(long, side, top, height);
  const planes = new Float32Array(3 * side * side);
  const at3 = (row: number, column: number) => (row < 0 || column < 0 ? -1 : (row * width + column) * 3);
  for (let y = 0; y < side; y++) {
    const [upper, lower, down] = [rows.one[y], rows.other[y], rows.share[y]] as [number, number, number];
    for (let x = 0; x < side; x++) {
      const [one, other, across] = [columns.one[x], columns.other[x], columns.share[x]] as [
        number,
        number,
        number,
      ];
      const [a, b, c, d] = [at3(upper, one), at3(upper, other), at3(lower, one), at3(lower, other)];
      for (let channel = 0; channel < 3; channel++) {
        const first = a < 0 ? 0 : (data[a + channel] as number);
        const second = b < 0 ? 0 : (data[b + channel] as number);
        const third = c < 0 ? 0 : (data[c + channel] as number);
        const fourth = d < 0 ? 0 : (data[d + channel] as number);
        const above = first + (second - first) * across;
        const below = third + (fourth - third) * across;
        planes[(channel * side + y) * side + x] = above + (below - above) * down;
      }
    }
  }
  const scale = side / long;
  return {
    planes,
    scale,
    left: at === 'corner' ? 0 : ((long - width) / 2) * scale,
    top: at === 'corner' ? 0 : ((long - height) / 2) * scale,
  };
}

/** For each pixel of the square its two neighbouring rows or columns (−1: there is none), and how much the other counts. */
interface Between {
  one: Int32Array;
  other: Int32Array;
  share: Float32Array;
}

function between(long: number, side: number, room: number, length: number): Between {
  const inside = (place: number) => (place >= room && place < room + length ? place - room : -1);
  const places = Array.from({ length: side }, (_, at) => (at * long) / side);
  return {
    one: Int32Array.from(places, place => inside(Math.floor(place))),
    other: Int32Array.from(places, place => inside(Math.min(long - 1, Math.floor(place) + 1))),
    share: Float32Array.from(places, place => place - Math.floor(place)),
  };
}
