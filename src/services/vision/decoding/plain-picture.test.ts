import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { chunk, noisePicture } from '../testing/pictures.ts';
import { plainPicture } from './plain-picture.ts';

test.each(['jpeg', 'png', 'webp'] as const)('a small picture is passed on: %s', async format => {
  const file = await noisePicture(600, 400).toFormat(format).toBuffer();
  expect(await sharp(plainPicture(file)).metadata()).toMatchObject({ format, width: 600, height: 400 });
});

test('a large one, one that is cut off, one with packed words, and none at all are not', async () => {
  const [png, jpeg] = await Promise.all([
    noisePicture(600, 400).png().toBuffer(),
    noisePicture(600, 400).jpeg().toBuffer(),
  ]);
  const large = Buffer.from(png);
  large.writeUInt32BE(2_049, 16);
  large.writeUInt32BE(2_048, 20);
  const packed = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(5 * 2 ** 20))]);
  const bomb = Buffer.concat([png.subarray(0, 33), chunk('zTXt', packed), png.subarray(33)]);
  expect(() => plainPicture(large)).toThrow('2049 × 2048');
  expect(() => plainPicture(bomb)).toThrow('packed');
  expect(() => plainPicture(png.subarray(0, -20))).toThrow();
  expect(() => plainPicture(jpeg.subarray(0, -20))).toThrow('cut off');
  expect(() => plainPicture(Buffer.from('words'))).toThrow('no picture');
});
