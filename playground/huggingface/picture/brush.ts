/**
 * Paints over a reference image with oriented brush strokes, broad ones first and finer ones where the picture
 * still differs from the reference (after the idea of A. Hertzmann, "Painterly Rendering with Curved Brush
 * Strokes of Multiple Sizes", SIGGRAPH 1998). Bristles leave a height that is lit afterwards.
 */
import type { Random } from './random.ts';

export interface Canvas {
  width: number;
  height: number;
  /** RGB, 0 to 255. */
  color: Float32Array;
  /** How high the paint stands, 0 to 1. */
  relief: Float32Array;
}

export interface Reference {
  width: number;
  height: number;
  data: Uint8Array;
}

interface Layer {
  /** Stroke width in pixels. */
  size: number;
  /** Only paint where the picture is this far off (0 = everywhere). */
  threshold: number;
  length: number;
  opacity: number;
}

/** A canvas that starts as the reference, a little subdued, as an underpainting. */
export function createCanvas(width: number, height: number, reference: Reference): Canvas {
  const color = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = sampleIndex(reference, x / width, y / height);
      const to = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1)
        color[to + channel] = reference.data[from + channel] ?? 0;
    }
  }
  return { width, height, color, relief: new Float32Array(width * height).fill(0.5) };
}

/** Paints all layers; yields to other work between them, as one picture takes a good part of a second. */
export async function paintStrokes(
  canvas: Canvas,
  reference: Reference,
  options: { random: Random; scale: number; detail: (x: number, y: number) => number },
): Promise<void> {
  const unit = (Math.min(canvas.width, canvas.height) / 1024) * options.scale;
  const layers: Layer[] = [
    { size: 30 * unit, threshold: 0, length: 3.6, opacity: 0.85 },
    { size: 15 * unit, threshold: 14, length: 3.4, opacity: 0.85 },
    { size: 7 * unit, threshold: 22, length: 3, opacity: 0.9 },
    { size: 3.6 * unit, threshold: 30, length: 3, opacity: 0.9 },
  ];
  const flow = createFlow(reference);
  for (const layer of layers) {
    if (layer.size < 1.6) continue;
    paintLayer(canvas, reference, layer, flow, options.random, options.detail);
    await new Promise(resolve => setImmediate(resolve));
  }
}

function paintLayer(
  canvas: Canvas,
  reference: Reference,
  layer: Layer,
  flow: (x: number, y: number) => number,
  random: Random,
  detail: (x: number, y: number) => number,
): void {
  const step = Math.max(layer.size * 0.82, 2);
  for (let y = step / 2; y < canvas.height + step; y += step) {
    for (let x = step / 2; x < canvas.width + step; x += step) {
      const px = Math.min(Math.max(x + random.between(-0.5, 0.5) * step, 0), canvas.width - 1);
      const py = Math.min(Math.max(y + random.between(-0.5, 0.5) * step, 0), canvas.height - 1);
      const from = sampleIndex(reference, px / canvas.width, py / canvas.height);
      const at = (Math.floor(py) * canvas.width + Math.floor(px)) * 3;
      const red = reference.data[from] ?? 0;
      const green = reference.data[from + 1] ?? 0;
      const blue = reference.data[from + 2] ?? 0;
      if (layer.threshold > 0) {
        const off =
          Math.abs((canvas.color[at] ?? 0) - red) +
          Math.abs((canvas.color[at + 1] ?? 0) - green) +
          Math.abs((canvas.color[at + 2] ?? 0) - blue);
        if (off * detail(px / canvas.width, py / canvas.height) < layer.threshold) continue;
      }
      const shade = random.between(-7, 7);
      const angle = flow(px / canvas.width, py / canvas.height) + random.between(-0.22, 0.22);
      const length = layer.size * layer.length * random.between(0.6, 1.15);
      stroke(
        canvas,
        px,
        py,
        angle,
        length,
        layer.size * random.between(0.75, 1.1),
        layer.opacity,
        [red + shade, green + shade * 0.9, blue + shade * 0.8 + random.between(-3, 3)],
        random,
      );
    }
  }
}

/** One stroke: bristles along it, soft sides, and paint that runs out towards the end. */
function stroke(
  canvas: Canvas,
  centerX: number,
  centerY: number,
  angle: number,
  length: number,
  width: number,
  opacity: number,
  [red, green, blue]: readonly [number, number, number],
  random: Random,
): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const half = length / 2;
  const radius = width / 2;
  const reachX = Math.abs(cos) * half + Math.abs(sin) * radius + 1;
  const reachY = Math.abs(sin) * half + Math.abs(cos) * radius + 1;
  const bristles = bristlesOf(random.between(0, 100));
  const bend = random.between(-0.12, 0.12) / Math.max(half, 1);
  const left = Math.max(Math.floor(centerX - reachX), 0);
  const right = Math.min(Math.ceil(centerX + reachX), canvas.width - 1);
  const top = Math.max(Math.floor(centerY - reachY), 0);
  const bottom = Math.min(Math.ceil(centerY + reachY), canvas.height - 1);
  const { color, relief } = canvas;
  // How far its middle line bends to the side.
  const side = radius + Math.abs(bend) * half * half;
  for (let y = top; y <= bottom; y += 1) {
    const dy = y - centerY;
    // Where this row crosses the stroke; most of the box around one that lies askew is empty.
    const [nearest, farthest] = crossing(-sin, dy * cos, side, cos, dy * sin, half);
    const first = Math.max(left, Math.floor(centerX + nearest));
    const last = Math.min(right, Math.ceil(centerX + farthest));
    for (let x = first; x <= last; x += 1) {
      const dx = x - centerX;
      const along = dx * cos + dy * sin;
      const across = -dx * sin + dy * cos + bend * along * along;
      const u = along / half;
      const v = across / radius;
      const edge = 1 - Math.max(v * v, u * u * u * u);
      if (edge <= 0) continue;
      const bristle = bristles[Math.round((v + 1) * bristleSteps)] ?? 0;
      const dry = u > 0.35 ? 1 - (u - 0.35) * (1 - bristle) * 1.3 : 1;
      const alpha = opacity * Math.min(edge * 2.6, 1) * dry;
      if (alpha <= 0) continue;
      const index = y * canvas.width + x;
      const at = index * 3;
      const keep = 1 - alpha;
      color[at] = (color[at] ?? 0) * keep + red * alpha;
      color[at + 1] = (color[at + 1] ?? 0) * keep + green * alpha;
      color[at + 2] = (color[at + 2] ?? 0) * keep + blue * alpha;
      relief[index] = (relief[index] ?? 0) * keep + (0.25 + 0.75 * bristle * edge) * alpha;
    }
  }
}

/** Between which x both |ax + b| <= c and |dx + e| <= f hold. The first is greater than the second where there are none. */
function crossing(a: number, b: number, c: number, d: number, e: number, f: number): [number, number] {
  const [from, to] = within(a, b, c);
  const [others, end] = within(d, e, f);
  return [Math.max(from, others), Math.min(to, end)];
}

function within(factor: number, offset: number, most: number): [number, number] {
  if (Math.abs(factor) < 1e-6) return Math.abs(offset) <= most ? [-1e6, 1e6] : [1e6, -1e6];
  const [one, other] = [(-most - offset) / factor, (most - offset) / factor];
  return one < other ? [one, other] : [other, one];
}

const bristleSteps = 64;
const brushes = 64;
const made = new Map<number, Float32Array>();

/** How high the bristles of a brush stand, from one of its sides to the other. A few dozen brushes are kept. */
function bristlesOf(phase: number): Float32Array {
  const brush = Math.floor(((phase / (2 * Math.PI)) % 1) * brushes);
  let heights = made.get(brush);
  if (!heights) {
    const turn = (brush / brushes) * 2 * Math.PI;
    heights = Float32Array.from({ length: 2 * bristleSteps + 1 }, (_, step) => {
      const v = step / bristleSteps - 1;
      return 0.5 + 0.5 * Math.sin(v * 9 + turn + 1.3 * Math.sin(v * 23 + turn));
    });
    made.set(brush, heights);
  }
  return heights;
}

/** The direction of strokes: along edges where there are any, else a slow swirl over the picture. */
function createFlow(reference: Reference): (x: number, y: number) => number {
  const cells = 64;
  const angles = new Float32Array(cells * cells);
  const luma = (column: number, row: number) => {
    const from = sampleIndex(reference, (column + 0.5) / cells, (row + 0.5) / cells);
    const { data } = reference;
    return 0.3 * (data[from] ?? 0) + 0.59 * (data[from + 1] ?? 0) + 0.11 * (data[from + 2] ?? 0);
  };
  for (let row = 0; row < cells; row += 1) {
    for (let column = 0; column < cells; column += 1) {
      const gx = luma(column + 1, row) - luma(column - 1, row);
      const gy = luma(column, row + 1) - luma(column, row - 1);
      const strength = Math.min(Math.hypot(gx, gy) / 40, 1);
      const swirl = 0.35 * Math.sin(column / 9 + 2 * Math.sin(row / 14)) + 0.2 * Math.cos(row / 7);
      const edge = Math.atan2(gy, gx) + Math.PI / 2;
      // Angles of half a turn are the same direction, so they are averaged doubled.
      const s = strength * Math.sin(2 * edge) + (1 - strength) * Math.sin(2 * swirl);
      const c = strength * Math.cos(2 * edge) + (1 - strength) * Math.cos(2 * swirl);
      angles[row * cells + column] = Math.atan2(s, c) / 2;
    }
  }
  return (x, y) => {
    const column = Math.min(Math.floor(x * cells), cells - 1);
    const row = Math.min(Math.floor(y * cells), cells - 1);
    return angles[row * cells + column] ?? 0;
  };
}

function sampleIndex(reference: Reference, x: number, y: number): number {
  const column = Math.min(Math.max(Math.floor(x * reference.width), 0), reference.width - 1);
  const row = Math.min(Math.max(Math.floor(y * reference.height), 0), reference.height - 1);
  return (row * reference.width + column) * 3;
}
