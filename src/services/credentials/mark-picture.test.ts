import sharp from 'sharp';
import { expect, test } from 'vitest';
import { markPicture } from './mark-picture.ts';

const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

async function pixels(png: Buffer) {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { at: (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? 0, ...info };
}

test.each(['#ffffff', '#000000', '#7f7f7f'])(
  'the mark stands in the corner and is legible on %s',
  async background => {
    const marked = await pixels(await markPicture(await plain(512, 384, background)));
    expect([marked.width, marked.height]).toEqual([512, 384]);
    const all = Array.from({ length: 384 }, (_, y) => Array.from({ length: 512 }, (_, x) => marked.at(x, y)));
    const before = Number.parseInt(background.slice(1, 3), 16);
    const changed = all.flatMap((row, y) =>
      row.flatMap((value, x) => (Math.abs(value - before) > 8 ? [{ x, y, value }] : [])),
    );
    // In the lower right corner, and nowhere else.
    expect(Math.min(...changed.map(({ x }) => x))).toBeGreaterThan(512 * 0.85);
    expect(Math.min(...changed.map(({ y }) => y))).toBeGreaterThan(384 * 0.85);
    // Light letters on a dark ground, whatever is below.
    const left = Math.min(...changed.map(({ x }) => x));
    const top = Math.min(...changed.map(({ y }) => y));
    const inside = all.slice(top + 2, top + 18).flatMap(row => row.slice(left + 3, left + 30));
    expect(Math.max(...inside) - Math.min(...inside)).toBeGreaterThan(140);
  },
);

test.each([
  [8, 8],
  [1, 400],
  [4096, 64],
])('a picture of %i × %i keeps its size', async (width, height) => {
  const { width: across, height: down } = await sharp(
    await markPicture(await plain(width, height, '#888')),
  ).metadata();
  expect([across, down]).toEqual([width, height]);
});
