import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** A picture with something in every pixel, so that a file of it is no bomb. */
export const noisePicture = (width: number, height: number) =>
  sharp({
    create: {
      ...{ width, height, channels: 3, background: '#79a7d3' },
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
    limitInputPixels: false,
  });

/** A picture of one colour, which takes hardly any bytes whatever its size. */
export const flatPicture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#79a7d3' }, limitInputPixels: false });

/** A chunk of a PNG. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
