/** The last pass over a painted canvas: light on the relief, colour grade, paper, vignette and grain. */
import type { Canvas } from './brush.ts';
import type { Grade } from './palette.ts';

/** Returns RGB bytes of the canvas. `seed` places the grain. */
export function finish(canvas: Canvas, grade: Grade, seed: number): Uint8Array {
  const { width, height, color, relief } = canvas;
  const out = new Uint8Array(width * height * 3);
  let noise = (seed ^ 0x9e3779b9) | 1;
  const threads = Float32Array.from({ length: width }, (_, x) => Math.sin(x * 1.9));
  const waves = Float32Array.from({ length: width }, (_, x) => Math.sin(x * 0.37));
  const wavesBeside = Float32Array.from({ length: width }, (_, x) => Math.cos(x * 0.37));
  for (let y = 0; y < height; y += 1) {
    const above = Math.max(y - 1, 0) * width;
    const row = y * width;
    const v = (y / height) * 2 - 1;
    const thread = Math.sin(y * 1.9);
    const [wave, waveBeside] = [Math.sin(y * 0.21) * 0.4, Math.cos(y * 0.21) * 0.4];
    for (let x = 0; x < width; x += 1) {
      const index = row + x;
      const before = x > 0 ? index - 1 : index;
      const slope = (relief[index] ?? 0) * 2 - (relief[before] ?? 0) - (relief[above + x] ?? 0);
      noise ^= noise << 13;
      noise ^= noise >>> 17;
      noise ^= noise << 5;
      const random = (noise & 1023) / 1023 - 0.5;
      // The sine of a sum, of what was computed once for the row and for the column.
      const wavy = (waves[x] ?? 0) * waveBeside + (wavesBeside[x] ?? 0) * wave;
      const weave = ((threads[x] ?? 0) * thread + wavy) * grade.paper;
      const u = (x / width) * 2 - 1;
      const far = u * u + v * v;
      const fall = 1 - grade.vignette * Math.max(far - 0.45, 0) * 0.42;
      const add = slope * 15 * grade.relief + random * grade.grain * 2 + weave * 3 + grade.lift;
      const at = index * 3;
      let red = color[at] ?? 0;
      let green = color[at + 1] ?? 0;
      let blue = color[at + 2] ?? 0;
      const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
      const bright = luma / 255;
      red = luma + (red - luma) * grade.saturation;
      green = luma + (green - luma) * grade.saturation;
      blue = luma + (blue - luma) * grade.saturation;
      const dark = 1 - bright;
      red += (grade.shadowTint[0] * dark + grade.highlightTint[0] * bright - luma) * grade.tint;
      green += (grade.shadowTint[1] * dark + grade.highlightTint[1] * bright - luma) * grade.tint;
      blue += (grade.shadowTint[2] * dark + grade.highlightTint[2] * bright - luma) * grade.tint;
      out[at] = toByte(((red - 128) * grade.contrast + 128 + add) * fall);
      out[at + 1] = toByte(((green - 128) * grade.contrast + 128 + add) * fall);
      out[at + 2] = toByte(((blue - 128) * grade.contrast + 128 + add) * fall);
    }
  }
  return out;
}

function toByte(value: number): number {
  return Math.min(Math.max(value, 0), 255);
}
