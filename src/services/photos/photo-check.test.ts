import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { normalisePhoto } from './photo-check.ts';

/** A picture that no two seeds share, of real texture, so that JPEG has something to hold. */
function picture(width: number, height: number, seed = 1) {
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed;
  for (let index = 0; index < pixels.length; index++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    pixels[index] = state >> 16;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

const refusalOf = async (bytes: Buffer) => {
  const outcome = await normalisePhoto(bytes);
  return 'refused' in outcome ? outcome.refused : undefined;
};

describe('a photo that can be used', () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('%s', async format => {
    const outcome = await normalisePhoto(await picture(400, 300).toFormat(format).toBuffer());
    expect(outcome).toMatchObject({ width: 400, height: 300 });
  });

  test('is upright and without EXIF, GPS and profile afterwards', async () => {
    const sideways = await picture(400, 300)
      .withExif({ IFD0: { Artist: 'Somebody' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(sideways).metadata()).exif).toBeDefined();
    const outcome = await normalisePhoto(sideways);
    if ('refused' in outcome) throw new Error(outcome.refused);
    expect(outcome).toMatchObject({ width: 300, height: 400 });
    const { exif, icc, xmp, orientation } = await sharp(outcome.bytes).metadata();
    expect({ exif, icc, xmp, orientation }).toEqual({
      exif: undefined,
      icc: undefined,
      xmp: undefined,
      orientation: undefined,
    });
  });

  test('is at most 2048 pixels long', async () => {
    expect(await normalisePhoto(await picture(3_000, 600).jpeg().toBuffer())).toMatchObject({
      width: 2_048,
      height: 410,
    });
  });
});

describe('a file that cannot be used gets a sentence', () => {
  test('text, whatever it is called', async () => {
    expect(await refusalOf(Buffer.from('hello, I am photo.jpg'))).toMatch(/is not an image/);
    expect(await refusalOf(Buffer.alloc(0))).toMatch(/is not an image/);
  });

  test('a JPEG that was cut off', async () => {
    const whole = await picture(600, 600).jpeg().toBuffer();
    expect(await refusalOf(whole.subarray(0, whole.length / 2))).toMatch(/damaged or cut off/);
  });

  test('an image of 20,000 × 20,000 pixels, without decoding it', async () => {
    const bomb = await sharp({
      create: { width: 20_000, height: 20_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(await refusalOf(bomb)).toMatch(/20000 × 20000 pixels/);
  });

  test('an SVG', async () => {
    expect(
      await refusalOf(Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')),
    ).toMatch(/SVG/);
  });

  test('a photo that is too small', async () => {
    expect(await refusalOf(await picture(255, 500).png().toBuffer())).toMatch(/255 × 500/);
  });
});
