import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { labelPng, parametersIn } from './png-text.ts';
import { smallerCopy } from './smaller-copy.ts';

const words = 'a café “at night”, 東京\nNegative prompt: blurry\nSteps: 8, Seed: 5';
const noise = async (side: number) =>
  labelPng(
    await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toBuffer(),
    words,
    'model',
  );

describe('a picture that is too large to be posted', () => {
  test('the settings are read back from the PNG', async () => {
    expect(parametersIn(await noise(64))).toBe(words);
    const bare = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    expect(parametersIn(bare)).toBeUndefined();
    expect(parametersIn(Buffer.from('no picture at all, but long enough to be read'))).toBeUndefined();
  });

  test('becomes a JPEG that fits, with the settings and the mark in it', async () => {
    const png = await noise(512);
    const copy = await smallerCopy(png, png.length / 2, 'model');
    expect(copy?.length).toBeLessThanOrEqual(png.length / 2);
    const { format, exif, xmp } = await sharp(copy).metadata();
    expect(format).toBe('jpeg');
    expect(xmp?.toString()).toContain('trainedAlgorithmicMedia');
    expect(exif?.toString('latin1')).toContain('Steps: 8, Seed: 5');
  });

  test('is made smaller in pixels where quality alone is not enough', async () => {
    const copy = await smallerCopy(await noise(512), 40_000, 'model');
    expect((await sharp(copy).metadata()).width).toBeLessThan(512);
  });

  test('is given up where nothing fits', async () => {
    expect(await smallerCopy(await noise(512), 100, 'model')).toBeUndefined();
  });
});
