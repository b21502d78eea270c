import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createDecoderHere } from '../../vision/testing/decoder-here.ts';
import { createCheckImage } from './check-image.ts';
import { labelPng } from './png-text.ts';

const checkImage = createCheckImage(createDecoderHere());

const noise = (format: 'png' | 'jpeg' | 'webp' = 'png') =>
  sharp({
    create: {
      width: 64,
      height: 48,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  })
    .toFormat(format)
    .toBuffer();
const flat = (background: string) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();

describe('a picture from a provider', () => {
  test.each(['png', 'jpeg', 'webp'] as const)(
    '%s becomes a PNG of the same size, whatever it was labelled',
    async format => {
      const checked = await checkImage(await noise(format));
      if (!('png' in checked)) throw new Error(checked.fault);
      expect(await sharp(checked.png).metadata()).toMatchObject({ format: 'png', width: 64, height: 48 });
    },
  );

  test('black is recognised, dark is not black', async () => {
    expect(await checkImage(await flat('#000'))).toEqual({ fault: 'black' });
    expect(await checkImage(await flat('#020202'))).toEqual({ fault: 'black' });
    expect(await checkImage(await flat('#0a0a12'))).toHaveProperty('png');
  });

  test.each(['png', 'jpeg', 'webp'] as const)('a %s that was cut off is recognised', async format => {
    const whole = await noise(format);
    expect(await checkImage(whole.subarray(0, Math.floor(whole.length * 0.6)))).toHaveProperty('fault');
  });

  test.each([
    ['nothing', ''],
    ['an error page', '<html>Bad gateway</html>'],
    ['JSON', '{"error":"no"}'],
    [
      'a drawing',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    ],
  ])('%s is no picture', async (_what, words) => {
    expect(await checkImage(Buffer.from(words))).toEqual({ fault: 'not-an-image' });
  });
});

/** Every chunk of a PNG: its type, its data, and whether its check sum is right. */
function chunksOf(png: Buffer) {
  const chunks: { type: string; data: Buffer; sound: boolean }[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    const sound = crc32(body) === png.readUInt32BE(at + 8 + length);
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4), sound });
    at += 12 + length;
  }
  return chunks;
}

test('the label is sound, is read back whole in any script, and changes no pixel', async () => {
  const words = 'ein Café 猫 🐈\nNegative prompt: 雨\nSteps: 4, Seed: 1';
  const before = await noise();
  const after = labelPng(before, words, 'model');
  const chunks = chunksOf(after);
  expect(chunks.every(({ sound }) => sound)).toBe(true);
  expect(chunks[0]?.type).toBe('IHDR');
  expect(chunks.at(-1)?.type).toBe('IEND');
  const texts = chunks.filter(({ type }) => type === 'iTXt').map(({ data }) => data.toString('utf8'));
  expect(texts[0]).toBe(`parameters\0\0\0\0\0${words}`);
  expect((await sharp(after).metadata()).xmp?.toString()).toContain(
    'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  );
  const pixels = (png: Buffer) => sharp(png).raw().toBuffer();
  expect((await pixels(after)).equals(await pixels(before))).toBe(true);
});
