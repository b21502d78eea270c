/** Finds the face in an actor's crop, and lays it over a painted figure with soft edges and the scene's light. */
import sharp from 'sharp';
import { parseHex, toHex } from './color.ts';
import { averageOf, outlineHead } from './head-outline.ts';

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
export const headReach = 2.1;

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
  const around = (x: number, y: number, rx: number, ry: number) => (u: number, v: number) =>
    Math.hypot((u * headReach - x) / rx, (v * headReach - y) / ry) < 1;
  const skin = averageOf(color, size, around(0, 0.18, 0.45, 0.38));
  const hair = averageOf(color, size, around(0, -0.93, 0.45, 0.15));
  return {
    size,
    color,
    alpha: outlineHead({ size, color, inside, skin, reach: headReach }),
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
  // Hair may pass for skin. The stand-in's crops are all alike: the face a little below the middle, and so large.
  const off = Math.hypot(x - grid / 2, y - grid * 0.56) / grid;
  const size = Math.abs(radius - grid * 0.25) / grid;
  return within / insideCount - ring * 0.9 - off * 1.3 - size * 0.8;
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
