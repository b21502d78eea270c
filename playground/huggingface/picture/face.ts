/** Finds the face in an actor's crop, and lays it over a painted figure with soft edges and the scene's light. */
import sharp from 'sharp';
import { parseHex, type Rgb, toHex } from './color.ts';

export interface Face {
  /** RGB, rows from the top. */
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** A face made ready to paint: a square around the head, enlarged, with its own outline. */
export interface PreparedFace {
  size: number;
  color: Uint8Array;
  /** 0 to 1 for each pixel. */
  alpha: Float32Array;
  skin: string;
  hair: string;
}

/** How far the prepared square reaches, in half heights of the face. */
export const headReach = 1.5;

const grid = 64;

/** @param size the side of the prepared square in pixels */
export async function prepareFace(face: Face, size: number): Promise<PreparedFace> {
  const raw = { width: face.width, height: face.height, channels: 3 as const };
  const small = await sharp(face.pixels, { raw }).resize(grid, grid, { fit: 'fill' }).raw().toBuffer();
  const found = locateFace(small);
  const half = (found.radius / grid) * headReach;
  const side = Math.max(Math.round(half * 2 * face.width), 8);
  const left = Math.round((found.x / grid - half) * face.width);
  const top = Math.round((found.y / grid) * face.height - half * face.width);
  const pad = Math.max(side, face.width, face.height);
  const padded = await sharp(face.pixels, { raw })
    .extend({ top: pad, bottom: pad, left: pad, right: pad, extendWith: 'copy' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const enlarged = await sharp(padded)
    .extract({ left: left + pad, top: top + pad, width: side, height: side })
    .resize(size, size, { fit: 'fill', kernel: 'cubic' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const color = new Uint8Array(enlarged);
  const inside = new Uint8Array(size * size);
  const scale = side / size;
  for (let y = 0; y < size; y += 1) {
    const sy = top + y * scale;
    for (let x = 0; x < size; x += 1) {
      const sx = left + x * scale;
      inside[y * size + x] = sx >= 0 && sy >= 0 && sx < face.width && sy < face.height ? 1 : 0;
    }
  }
  const skin = averageOf(color, size, (u, v) => Math.hypot(u / 0.3, (v - 0.12) / 0.25) < 1);
  const hair = averageOf(color, size, (u, v) => Math.hypot(u / 0.3, (v + 0.62) / 0.1) < 1);
  return {
    size,
    color,
    alpha: outline(color, inside, size, [skin, hair]),
    skin: toHex(skin),
    hair: toHex(hair),
  };
}

/**
 * The most face-like blob: skin inside an oval, none above and beside it. A crop that is all face has no such
 * blob, and its middle is taken. In cells of the 64 by 64 grid.
 */
function locateFace(small: Uint8Array): { x: number; y: number; radius: number } {
  const skin = new Float32Array(grid * grid);
  // Brown backgrounds pass for skin by hue; next to the brightest parts of the crop they are darker than it.
  const lumas = Array.from({ length: skin.length }, (_, index) => lumaAt(small, index)).sort((a, b) => a - b);
  const darkest = Math.max(38, (lumas[Math.floor(lumas.length * 0.92)] ?? 0) * 0.32);
  for (let index = 0; index < skin.length; index += 1) {
    const red = small[index * 3] ?? 0;
    const green = small[index * 3 + 1] ?? 0;
    const blue = small[index * 3 + 2] ?? 0;
    const luma = lumaAt(small, index);
    const cr = 0.5 * red - 0.419 * green - 0.081 * blue;
    const cb = -0.169 * red - 0.331 * green + 0.5 * blue;
    skin[index] = luma > darkest && cr > 6 && cr < 46 && cb < 2 && cb > -48 ? 1 : 0;
  }
  let best = { x: grid / 2, y: grid * 0.5, radius: grid * 0.36, score: 0.26 };
  for (let radius = 6; radius <= 30; radius *= 1.17) {
    const step = Math.max(radius / 7, 1.5);
    for (let y = radius * 0.8; y < grid - radius * 0.7; y += step) {
      for (let x = radius * 0.7; x < grid - radius * 0.7; x += step) {
        const score = blobScore(skin, x, y, radius);
        if (score > best.score) best = { x, y, radius, score };
      }
    }
  }
  return best;
}

function lumaAt(pixels: Uint8Array, index: number): number {
  const at = index * 3;
  return 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
}

function blobScore(skin: Float32Array, x: number, y: number, radius: number): number {
  let within = 0;
  let insideCount = 0;
  let around = 0;
  let ringCount = 0;
  const reach = radius * 1.5;
  const step = Math.max(radius / 5, 1);
  for (let dy = -reach; dy <= reach; dy += step) {
    for (let dx = -reach; dx <= reach; dx += step) {
      const row = Math.round(y + dy);
      const column = Math.round(x + dx);
      const outside = row < 0 || row >= grid || column < 0 || column >= grid;
      const value = outside ? 0.4 : (skin[row * grid + column] ?? 0);
      // Faces are taller than wide, and their top fifth is hair; the neck below says nothing either way.
      const far = Math.hypot(dx / 0.74, dy) / radius;
      if (far < 0.95 && dy > radius * -0.55) {
        within += value;
        insideCount += 1;
      } else if (far > 1.12 && far < 1.6 && !(dy > 0 && Math.abs(dx) < radius * 0.6)) {
        around += value;
        ringCount += 1;
      }
    }
  }
  if (insideCount === 0) return 0;
  const ring = ringCount === 0 ? 0.5 : around / ringCount;
  const off = Math.hypot(x - grid / 2, y - grid * 0.46) / grid;
  return within / insideCount - ring * 0.9 - off * 0.5 + radius * 0.004;
}

function averageOf(color: Uint8Array, size: number, holds: (u: number, v: number) => boolean): Rgb {
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

/** The head's outline: certain in the middle, and further out wherever it differs from the crop's background. */
function outline(color: Uint8Array, inside: Uint8Array, size: number, own: readonly Rgb[]): Float32Array {
  const sides = [-1, 1].map(side =>
    averageOf(color, size, (u, v) => u * side > 0.82 && v < 0.35 && v > -0.95),
  );
  const coarse = new Float32Array(size * size);
  for (let y = 0; y < size; y += 1) {
    const v = (y / size) * 2 - 1;
    for (let x = 0; x < size; x += 1) {
      const index = y * size + x;
      if (!inside[index]) continue;
      const u = (x / size) * 2 - 1;
      const head = Math.hypot(u / 0.66, (v + 0.06) / 0.84);
      const core = 1 - smooth(0.74, 0.92, head);
      // Hair may stand above the oval; beside it there is mostly background.
      const reach = v < 0.1 ? (1 - smooth(0.92, 1.06, head)) * (1 - smooth(0.3, 0.5, Math.abs(u))) : 0;
      const at = index * 3;
      const away = Math.min(
        ...sides.map(([red, green, blue]) =>
          Math.hypot((color[at] ?? 0) - red, (color[at + 1] ?? 0) - green, (color[at + 2] ?? 0) - blue),
        ),
      );
      const near = Math.min(
        ...own.map(([red, green, blue]) =>
          Math.hypot((color[at] ?? 0) - red, (color[at + 1] ?? 0) - green, (color[at + 2] ?? 0) - blue),
        ),
      );
      // Part of the head: unlike what is at the sides of the crop, and like the skin or the hair.
      const belongs = smooth(26, 62, away) * (1 - smooth(60, 120, near));
      // Beside the cheeks the crop's background would show; below, chin and neck belong to the person.
      const floor = v > 0.3 ? 1 : 1 - smooth(0.56, 0.84, head);
      const certain = floor + (1 - floor) * belongs;
      coarse[index] = Math.max(core * certain, reach * belongs * 0.9);
    }
  }
  return boxBlur(boxBlur(coarse, size, Math.round(size / 70)), size, Math.round(size / 110));
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

export interface FacePlace {
  /** The square's top left corner and side in the target's pixels. */
  left: number;
  top: number;
  side: number;
  /** Which way the light comes from: -1 left, 1 right. */
  lightSide: number;
  keyLight: string;
  shadow: string;
  strength: number;
  /** 0 leaves the face's own light, 1 gives it the scene's. */
  relight: number;
}

/** Blends the face into RGB pixels, lit from one side in the colours of the scene. */
export function blendFace(
  target: { width: number; height: number; data: Uint8Array | Float32Array },
  face: PreparedFace,
  place: FacePlace,
): void {
  const key = parseHex(place.keyLight);
  const shadow = parseHex(place.shadow);
  const step = face.size / place.side;
  const fromX = Math.max(Math.floor(place.left), 0);
  const toX = Math.min(Math.ceil(place.left + place.side), target.width);
  const fromY = Math.max(Math.floor(place.top), 0);
  const toY = Math.min(Math.ceil(place.top + place.side), target.height);
  for (let y = fromY; y < toY; y += 1) {
    const sy = Math.min(Math.max(Math.floor((y - place.top) * step), 0), face.size - 1);
    for (let x = fromX; x < toX; x += 1) {
      const sx = Math.min(Math.max(Math.floor((x - place.left) * step), 0), face.size - 1);
      const index = sy * face.size + sx;
      const alpha = (face.alpha[index] ?? 0) * place.strength;
      if (alpha <= 0.003) continue;
      const u = ((sx / face.size) * 2 - 1) * place.lightSide;
      const lit = Math.min(Math.max(0.62 + u * 0.62, 0), 1) * place.relight;
      const dull = Math.min(Math.max(0.3 - u * 0.75, 0), 1) * place.relight;
      const to = (y * target.width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const own = face.color[index * 3 + channel] ?? 0;
        const warm = own * (1 + 0.22 * lit * ((key[channel] ?? 0) / 255)) + 9 * lit;
        const graded = warm + (own * 0.45 + (shadow[channel] ?? 0) * 0.55 - warm) * dull * 0.55;
        const old = target.data[to + channel] ?? 0;
        target.data[to + channel] = Math.min(Math.max(old + (graded - old) * alpha, 0), 255);
      }
    }
  }
}
