import { crc32 } from 'node:zlib';
import sharp from 'sharp';

const side = 1_024;

/** A smooth picture with as much grain as makes it about so many bytes. */
export async function preparedPicture(format: 'png' | 'jpeg', bytes: number): Promise<Buffer> {
  let grain: [least: number, most: number] = [0, 128];
  let picture = await drawn(format, 0);
  for (let step = 0; step < 12 && Math.abs(picture.length / bytes - 1) > 0.02; step++) {
    const middle = (grain[0] + grain[1]) / 2;
    picture = await drawn(format, middle);
    grain = picture.length < bytes ? [middle, grain[1]] : [grain[0], middle];
  }
  return picture;
}

/**
 * The same pixels in a different file for each number: a bot treats equal files of two calls as one, and handles them one
 * after the other. The number goes into the pixel density of a PNG; a JPEG stays as it is.
 */
export function numbered(picture: Buffer, number: number): Buffer {
  const at = picture.indexOf('pHYs');
  if (at < 0) return picture;
  const copy = Buffer.from(picture);
  copy.writeUInt32BE(number, at + 4);
  copy.writeUInt32BE(crc32(copy.subarray(at, at + 13)), at + 13);
  return copy;
}

function drawn(format: 'png' | 'jpeg', grain: number): Promise<Buffer> {
  const pixels = Buffer.alloc(side * side * 3);
  // Always the same grain, from a small generator of its own.
  let state = 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const along = Math.floor(at / 3) / pixels.length;
    const light = 128 + 80 * Math.sin(along * 9 + (at % 3));
    pixels[at] = Math.max(0, Math.min(255, light + (state / 2 ** 32 - 0.5) * grain));
  }
  const image = sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
  return (
    format === 'png' ? image.png() : image.jpeg({ quality: 97, chromaSubsampling: '4:4:4' })
  ).toBuffer();
}
