import type { SharpOptions } from 'sharp';
import sharpPhash from 'sharp-phash';
import { type Pixels, toSharp } from '../pixels.ts';

/** The package's types describe a default export that CommonJS gives as the module itself. */
const phash = sharpPhash as unknown as (image: Buffer, options: SharpOptions) => Promise<string>;

/** Side of the square that faces are measured on, in pixels. */
const side = 128;

/** Mean and standard deviation of the grey values, 0 to 255, and the variance of their Laplacian. */
export interface GreyMeasures {
  brightness: number;
  contrast: number;
  sharpness: number;
}

/** Measures a picture on its grey copy of 128 × 128 pixels, whatever its shape. */
export async function measureGrey(picture: Pixels): Promise<GreyMeasures> {
  const grey = await toSharp(picture).greyscale().resize(side, side, { fit: 'fill' }).raw().toBuffer();
  const at = (x: number, y: number) => grey[y * side + x] as number;
  const laplacian: number[] = [];
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      laplacian.push(at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y));
    }
  }
  const light = spread(grey);
  return {
    brightness: light.mean,
    contrast: Math.sqrt(light.variance),
    sharpness: spread(laplacian).variance,
  };
}

function spread(values: ArrayLike<number>) {
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return { mean, variance: Math.max(0, squares / values.length - mean * mean) };
}

/** Perceptual hash of 64 bits as 16 hex digits. */
export async function perceptualHash({ data, width, height }: Pixels): Promise<string> {
  const bits = await phash(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 3 },
  });
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}
