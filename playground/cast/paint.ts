/** The small tools of the draughtsman: seeded randomness, colours and smooth curves as SVG path data. */

export type Point = readonly [x: number, y: number];

/** A repeatable source of numbers in [0, 1): FNV-1a of the seed, then mulberry32. */
export function seededRandom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Mixes two `#rrggbb` colours; `amount` 0 gives the first, 1 the second. */
export function mix(first: string, second: string, amount: number): string {
  const a = Number.parseInt(first.slice(1), 16);
  const b = Number.parseInt(second.slice(1), 16);
  const channel = (shift: number) => {
    const from = (a >> shift) & 255;
    const to = (b >> shift) & 255;
    return Math.round(from + (to - from) * amount);
  };
  return `#${((1 << 24) | (channel(16) << 16) | (channel(8) << 8) | channel(0)).toString(16).slice(1)}`;
}

export const darker = (colour: string, amount: number) => mix(colour, '#140c12', amount);
export const lighter = (colour: string, amount: number) => mix(colour, '#fff6ea', amount);

/** One decimal is a tenth of a pixel; more only makes the document longer. */
export const r = (value: number) => Math.round(value * 10) / 10;

const pair = ([x, y]: Point) => `${r(x)} ${r(y)}`;

/** A smooth curve through all points (Catmull-Rom as cubic Béziers). */
export function curveThrough(points: readonly Point[], closed = false): string {
  const count = points.length;
  const point = (index: number): Point =>
    (closed ? points[(index + count) % count] : points[Math.max(0, Math.min(count - 1, index))]) ?? [0, 0];
  const parts = [`M${pair(point(0))}`];
  const last = closed ? count : count - 1;
  for (let index = 0; index < last; index++) {
    const [before, from, to, after] = [point(index - 1), point(index), point(index + 1), point(index + 2)];
    const first: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const second: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    parts.push(`C${pair(first)} ${pair(second)} ${pair(to)}`);
  }
  return closed ? `${parts.join('')}Z` : parts.join('');
}

/** A leaf-shaped stroke along a curve: thin at both ends, `width` thick where `peak` (0–1) lies. */
export function taperedStroke(points: readonly Point[], width: number, peak = 0.4): string {
  const left: Point[] = [];
  const right: Point[] = [];
  const count = points.length;
  points.forEach(([x, y], index) => {
    const before = points[Math.max(0, index - 1)] ?? [x, y];
    const after = points[Math.min(count - 1, index + 1)] ?? [x, y];
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1;
    const t = index / (count - 1);
    const swell = t < peak ? Math.sin((t / peak) * (Math.PI / 2)) : Math.cos(((t - peak) / (1 - peak)) * 1.5);
    const half = (width / 2) * Math.max(0.08, swell);
    const normal: Point = [-(after[1] - before[1]) / length, (after[0] - before[0]) / length];
    left.push([x + normal[0] * half, y + normal[1] * half]);
    right.unshift([x - normal[0] * half, y - normal[1] * half]);
  });
  return curveThrough([...left, ...right], true);
}

/** Gradient definitions; colours as `[offset, colour, opacity]`. */
type Stop = readonly [offset: number, colour: string, opacity?: number];
const stops = (list: readonly Stop[]) =>
  list.map(([o, c, a = 1]) => `<stop offset="${o}" stop-color="${c}" stop-opacity="${a}"/>`).join('');

export function linear(id: string, from: Point, to: Point, list: readonly Stop[]): string {
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${r(from[0])}" y1="${r(from[1])}" x2="${r(to[0])}" y2="${r(to[1])}">${stops(list)}</linearGradient>`;
}

export function radial(id: string, centre: Point, radius: number, list: readonly Stop[]): string {
  return `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${r(centre[0])}" cy="${r(centre[1])}" r="${r(radius)}">${stops(list)}</radialGradient>`;
}

/** A soft spot of colour, fading outwards: shading, blush and light without a blur filter. */
export function spot(id: string, [x, y]: Point, rx: number, ry: number, colour: string, opacity: number) {
  return `<radialGradient id="${id}">${stops([
    [0, colour, opacity],
    [0.45, colour, opacity * 0.62],
    [1, colour, 0],
  ])}</radialGradient><ellipse cx="${r(x)}" cy="${r(y)}" rx="${r(rx)}" ry="${r(ry)}" fill="url(#${id})"/>`;
}
