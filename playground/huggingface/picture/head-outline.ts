/** Where the head of a prepared face ends: an oval for the face, and the hair that grows out of it. */
import type { Rgb } from './color.ts';

/** Side of the coarse grid on which hair is followed. */
const cells = 88;

export interface HeadShape {
  size: number;
  color: Uint8Array;
  /** 1 where the crop has a pixel, 0 where it was extended. */
  inside: Uint8Array;
  skin: Rgb;
  /** How far the square reaches, in half heights of the face. */
  reach: number;
}

/** Opacity of each pixel, 0 to 1. */
export function outlineHead(head: HeadShape): Float32Array {
  const { size, inside, reach } = head;
  const hair = growHair(head);
  const alpha = new Float32Array(size * size);
  for (let y = 0; y < size; y += 1) {
    const v = ((y / size) * 2 - 1) * reach;
    const row = Math.min(Math.floor((y / size) * cells), cells - 1) * cells;
    for (let x = 0; x < size; x += 1) {
      const index = y * size + x;
      if (!inside[index]) continue;
      const u = ((x / size) * 2 - 1) * reach;
      // Half heights of the face: it is narrower than high, and narrower still towards the chin.
      const far = Math.hypot(u / (v > 0.2 ? 0.8 - (v - 0.2) * 0.14 : 0.8), (v + 0.06) / 1.06);
      const face = 1 - smooth(0.86, 1, far);
      alpha[index] = Math.max(face, hair[row + Math.floor((x / size) * cells)] ?? 0);
    }
  }
  return boxBlur(boxBlur(alpha, size, Math.round(size / 70)), size, Math.round(size / 90));
}

/** The mean colour within the square where `holds` says so, in coordinates from -1 to 1. */
export function averageOf(color: Uint8Array, size: number, holds: (u: number, v: number) => boolean): Rgb {
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let y = 0; y < size; y += 3) {
    for (let x = 0; x < size; x += 3) {
      if (!holds((x / size) * 2 - 1, (y / size) * 2 - 1)) continue;
      const at = (y * size + x) * 3;
      red += color[at] ?? 0;
      green += color[at + 1] ?? 0;
      blue += color[at + 2] ?? 0;
      count += 1;
    }
  }
  return count === 0 ? [150, 120, 105] : [red / count, green / count, blue / count];
}

/**
 * Follows the hair from above the forehead, cell by cell: like what grows there, and unlike what stands at the upper
 * edge of the crop.
 */
function growHair({ size, color, inside, skin, reach }: HeadShape): Float32Array {
  const colors = cellColors(color, size);
  const at = (index: number): [u: number, v: number] => [
    (((index % cells) + 0.5) / cells) * 2 * reach - reach,
    ((Math.floor(index / cells) + 0.5) / cells) * 2 * reach - reach,
  ];
  const indexes = [...colors.keys()];
  const isInside = (index: number) => {
    const [u, v] = at(index);
    const x = Math.min(Math.floor(((u / reach + 1) / 2) * size), size - 1);
    const y = Math.min(Math.floor(((v / reach + 1) / 2) * size), size - 1);
    return inside[y * size + x] === 1;
  };
  const pick = (holds: (u: number, v: number) => boolean) =>
    indexes.filter(index => holds(...at(index)) && isInside(index));
  const edge = pick((u, v) => (v < -reach * 0.9 || Math.abs(u) > reach * 0.9) && v < 0.1);
  const edgeColors = spread(edge, 24).map(index => colors[index] as Rgb);
  const roots = pick((u, v) => Math.abs(u) < 0.45 && v > -1.1 && v < -0.7).filter(index => {
    const color = colors[index] as Rgb;
    return distance(color, skin) > 44 && nearest(color, edgeColors) > 30;
  });
  const grown = new Float32Array(cells * cells);
  const hairColors = spread(roots, 14).map(index => colors[index] as Rgb);
  if (hairColors.length < 3) return grown;
  // Pale hair is hard to tell from a pale sky, so it is followed close to the head only.
  const [red, green, blue] = meanOf(hairColors);
  const widest = 0.299 * red + 0.587 * green + 0.114 * blue > 120 ? 0.9 : 1.9;
  const belongs = (index: number) => {
    const [u, v] = at(index);
    // Ears, shoulders and clothes are often of the colour of hair.
    if (v > 1.15 || Math.hypot(u, v) > 1.9 || Math.abs(u) > widest) return false;
    const own = nearest(colors[index] as Rgb, hairColors);
    return own < 26 && own < nearest(colors[index] as Rgb, edgeColors) * 0.8;
  };
  const open = roots.filter(belongs);
  for (const index of open) grown[index] = 1;
  while (open.length > 0) {
    const index = open.pop() as number;
    const column = index % cells;
    const around = [
      index - cells,
      index + cells,
      ...(column > 0 ? [index - 1] : []),
      ...(column < cells - 1 ? [index + 1] : []),
    ];
    for (const next of around) {
      if (next < 0 || next >= grown.length || grown[next] || !isInside(next) || !belongs(next)) continue;
      grown[next] = 1;
      open.push(next);
    }
  }
  // More than any hair: it has run into a background of its colour.
  const share = grown.reduce((sum, cell) => sum + cell, 0) / grown.length;
  return share > 0.5 ? new Float32Array(grown.length) : closed(grown);
}

/** Fills the gaps between strands: a cell with hair on most sides is hair. */
function closed(grown: Float32Array): Float32Array {
  let filled = grown;
  for (let round = 0; round < 3; round += 1) {
    const next = filled.slice();
    for (let index = cells + 1; index < filled.length - cells - 1; index += 1) {
      if (filled[index]) continue;
      const around = [-cells - 1, -cells, -cells + 1, -1, 1, cells - 1, cells, cells + 1];
      const count = around.filter(step => filled[index + step]).length;
      if (count >= 5) next[index] = 1;
    }
    filled = next;
  }
  return filled;
}

function cellColors(color: Uint8Array, size: number): Rgb[] {
  const sums = Array.from({ length: cells * cells }, () => [0, 0, 0, 0]);
  for (let y = 0; y < size; y += 1) {
    const row = Math.min(Math.floor((y / size) * cells), cells - 1) * cells;
    for (let x = 0; x < size; x += 1) {
      const sum = sums[row + Math.min(Math.floor((x / size) * cells), cells - 1)] as number[];
      const at = (y * size + x) * 3;
      for (let channel = 0; channel < 3; channel += 1)
        sum[channel] = (sum[channel] ?? 0) + (color[at + channel] ?? 0);
      sum[3] = (sum[3] ?? 0) + 1;
    }
  }
  return sums.map(([red = 0, green = 0, blue = 0, count = 0]) =>
    count === 0 ? [0, 0, 0] : [red / count, green / count, blue / count],
  );
}

/** So many of them, from the first to the last. */
function spread<T>(all: T[], count: number): T[] {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, n) => all[Math.floor((n * all.length) / count)] as T);
}

function meanOf(colors: readonly Rgb[]): Rgb {
  const sum = (channel: 0 | 1 | 2) =>
    colors.reduce((all, color) => all + color[channel], 0) / Math.max(colors.length, 1);
  return [sum(0), sum(1), sum(2)];
}

function distance([red, green, blue]: Rgb, other: Rgb): number {
  return Math.hypot(red - other[0], green - other[1], blue - other[2]);
}

function nearest(color: Rgb, others: readonly Rgb[]): number {
  return Math.min(Number.POSITIVE_INFINITY, ...others.map(other => distance(color, other)));
}

function smooth(low: number, high: number, value: number): number {
  const t = Math.min(Math.max((value - low) / (high - low), 0), 1);
  return t * t * (3 - 2 * t);
}

function boxBlur(source: Float32Array, size: number, radius: number): Float32Array {
  const pass = (from: Float32Array, along: number, across: number) => {
    const to = new Float32Array(from.length);
    for (let line = 0; line < size; line += 1) {
      let sum = 0;
      const at = (position: number) =>
        from[line * across + Math.min(Math.max(position, 0), size - 1) * along] ?? 0;
      for (let offset = -radius; offset <= radius; offset += 1) sum += at(offset);
      for (let position = 0; position < size; position += 1) {
        to[line * across + position * along] = sum / (radius * 2 + 1);
        sum += at(position + radius + 1) - at(position - radius);
      }
    }
    return to;
  };
  return pass(pass(source, 1, size), size, 1);
}
