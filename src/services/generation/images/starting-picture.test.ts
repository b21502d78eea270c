import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startingPictures } from './starting-picture.ts';

const picture = (width: number, height: number, sigma: number) =>
  sharp({
    create: {
      ...{ width, height, channels: 3, background: '#000' },
      noise: { type: 'gaussian', mean: 128, sigma },
    },
  })
    .withExif({ IFD0: { Artist: 'somebody' } })
    .png()
    .toBuffer();

test('pictures are sent as JPEGs that fit into 1,024 pixels, and are never enlarged', async () => {
  const sent = await startingPictures([await picture(2_000, 1_500, 5), await picture(300, 400, 5)]);
  const sizes = await Promise.all(sent.map(bytes => sharp(bytes).metadata()));
  expect(sizes.map(({ format, width, height, exif }) => ({ format, width, height, exif }))).toEqual([
    { format: 'jpeg', width: 1_024, height: 768, exif: undefined },
    { format: 'jpeg', width: 300, height: 400, exif: undefined },
  ]);
});

test('four pictures of noise, which hardly shrinks, stay below 3 MiB together', async () => {
  const noisy = await picture(1_024, 1_024, 120);
  const sent = await startingPictures([noisy, noisy, noisy, noisy]);
  expect(sent).toHaveLength(4);
  expect(sent.reduce((total, { length }) => total + length, 0)).toBeLessThanOrEqual(3 * 1024 * 1024);
});
