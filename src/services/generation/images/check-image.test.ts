import sharp from 'sharp';
import { expect, test } from 'vitest';
import { checkImage } from './check-image.ts';

const flat = (background: object | string, channels: 3 | 4 = 3) =>
  sharp({ create: { width: 32, height: 32, channels, background } });

test.each([
  ['grey', () => flat('#000').toColourspace('b-w').png()],
  ['grey with alpha', () => flat({ r: 0, g: 0, b: 0, alpha: 0.5 }, 4).toColourspace('b-w').png()],
  ['colour with alpha', () => flat({ r: 0, g: 0, b: 0, alpha: 1 }, 4).png()],
  ['16 bits deep', () => flat('#000').toColourspace('rgb16').png()],
  ['a JPEG', () => flat('#000').jpeg()],
  ['a palette', () => flat('#000').png({ palette: true })],
])('a black picture is black as %s too', async (_what, make) => {
  expect(await checkImage(await make().toBuffer())).toEqual({ fault: 'black' });
});

test('a night with a single star is a picture', async () => {
  const star = await flat('#fff').resize(1, 1).png().toBuffer();
  const night = await flat('#000')
    .composite([{ input: star, left: 5, top: 5 }])
    .png()
    .toBuffer();
  expect(await checkImage(night)).toHaveProperty('png');
});

test('a JPEG becomes a PNG with the same light', async () => {
  const checked = await checkImage(await flat('#c84020').jpeg({ quality: 100 }).toBuffer());
  if (!('png' in checked)) throw new Error(checked.fault);
  const { channels } = await sharp(checked.png).stats();
  for (const [index, light] of [0xc8, 0x40, 0x20].entries()) {
    expect(Math.abs((channels[index]?.mean ?? 0) - light)).toBeLessThan(4);
  }
});

test('a JPEG that ends early is cut off, wherever after its header', async () => {
  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
  const whole = await sharp({
    create: { width: 64, height: 64, channels: 3, background: '#000', noise },
  })
    .jpeg()
    .toBuffer();
  for (const part of [0.5, 0.7, 0.9]) {
    const cut = whole.subarray(0, Math.floor(whole.length * part));
    expect(await checkImage(cut), String(part)).toEqual({ fault: 'cut-off' });
  }
});
