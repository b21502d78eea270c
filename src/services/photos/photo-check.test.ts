import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createDecoderHere } from '../vision/testing/decoder-here.ts';
import { flatPicture, noisePicture } from '../vision/testing/pictures.ts';
import * as check from './photo-check.ts';

const decoder = createDecoderHere();
const normalisePhoto = (bytes: Buffer) => check.normalisePhoto(bytes, decoder);

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

describe('a photo of 48 or 50 megapixels, as phones take it', () => {
  test.each([
    [8_064, 6_048],
    [8_160, 6_144],
  ])('%i × %i pixels are scaled while they are decoded', async (width, height) => {
    const large = noisePicture(width / 8, height / 8).resize(width, height, { kernel: 'nearest' });
    const outcome = await normalisePhoto(await large.jpeg({ quality: 80 }).toBuffer());
    expect(outcome).toMatchObject({ width: 2_048, height: Math.round((2_048 * height) / width) });
  });
});

describe('a file that cannot be used gets a sentence', () => {
  test.each<[string, Buffer | string, RegExp]>([
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', /HEIC.*JPEG.*iPhone/],
    ['HEIC of another brand', '\0\0\0\x18ftypmif1\0\0\0\0mif1miaf', /HEIC.*JPEG/],
    ['GIF', 'GIF89a\x01\0\x01\0', /GIF.*JPEG or PNG/],
    ['TIFF', 'II*\0\x08\0\0\0', /TIFF.*JPEG/],
    ['TIFF of the other byte order', 'MM\0*\0\0\0\x08', /TIFF.*JPEG/],
    ['BMP', 'BM\x36\0\0\0\0\0\0\0\x36\0\0\0', /BMP.*JPEG or PNG/],
    ['JPEG XL', '\xff\x0a\xfa\x1f', /JPEG XL.*JPEG/],
    ['JPEG XL in a container', '\0\0\0\x0cJXL \r\n\x87\n', /JPEG XL.*JPEG/],
    ['a video', '\0\0\0\x18ftypisom\0\0\0\0isommp42', /video/],
  ])('%s, whatever its name says', async (_format, start, words) => {
    const bytes = Buffer.concat([Buffer.from(start as string, 'latin1'), Buffer.alloc(400)]);
    expect(await refusalOf(bytes)).toMatch(words);
  });

  test.each([
    ['AVIF', 'avif', { effort: 0 }],
    ['interlaced PNG of 16 bits', 'png', { progressive: true }],
  ] as const)(
    'an %s that is made to be decoded, in words that name its size',
    async (_what, format, options) => {
      const flat = flatPicture(1_800, 1_500);
      const bomb = await (format === 'png' ? flat.toColourspace('rgb16') : flat)
        .toFormat(format, options)
        .toBuffer();
      expect(await refusalOf(bomb)).toMatch(/1800 × 1500 pixels/);
    },
  );

  test('text, whatever it is called', async () => {
    expect(await refusalOf(Buffer.from('hello, I am photo.jpg'))).toMatch(/isn’t an image/);
    expect(await refusalOf(Buffer.alloc(0))).toMatch(/isn’t an image/);
  });

  test('a JPEG that was cut off', async () => {
    const whole = await picture(600, 600).jpeg().toBuffer();
    expect(await refusalOf(whole.subarray(0, whole.length / 2))).toMatch(/damaged or incomplete/);
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
