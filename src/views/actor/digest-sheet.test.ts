import sharp from 'sharp';
import { expect, test } from 'vitest';
import { digestSheet, type SheetBlock } from './digest-sheet.ts';

const colours = ['#c02020', '#20c020', '#2020c0', '#c0c020', '#20c0c0', '#c020c0'];
const picture = (at: number, width = 64, height = 64) =>
  sharp({ create: { width, height, channels: 3, background: colours[at % colours.length] ?? '' } })
    .png()
    .toBuffer();
/** Requests with so many pictures each, of one colour and shape a request. */
const requests = (counts: number[], width?: number, height?: number): Promise<SheetBlock[]> =>
  Promise.all(
    counts.map(async (count, at) => ({
      badge: String(at + 1),
      pictures: await Promise.all(Array.from({ length: count }, () => picture(at, width, height))),
    })),
  );

/** What each request takes of the sheet, and what nothing takes. */
async function sharesOf(sheet: Buffer, count: number) {
  const { data, info } = await sharp(sheet).raw().toBuffer({ resolveWithObject: true });
  const wanted = colours.slice(0, count).map(colour => Number.parseInt(colour.slice(1), 16));
  const shares = wanted.map(() => 0);
  let empty = 0;
  for (let at = 0; at < data.length; at += 3) {
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    const one = wanted.findIndex(
      of => Math.abs((of >> 16) - r) + Math.abs(((of >> 8) & 255) - g) + Math.abs((of & 255) - b) < 60,
    );
    if (one >= 0) shares[one] = (shares[one] ?? 0) + 1;
    else if (r > 20 && r < 70 && g < 70 && b < 70) empty++;
  }
  const all = info.width * info.height;
  return { width: info.width, height: info.height, shares: shares.map(one => one / all), empty: empty / all };
}

test.each([
  [[1], 64, 64],
  [[1], 64, 96],
  [[2, 1], 64, 64],
  [[1, 1, 2], 64, 64],
  [[4, 1, 3], 96, 64],
  [[1, 1, 1, 1, 1], 64, 64],
  [[1, 2, 3, 4, 1, 1], 64, 96],
])('of requests with %j pictures of %i × %i no room is left over', async (counts, width, height) => {
  const sheet = await digestSheet(await requests(counts, width, height));
  const seen = await sharesOf(sheet as Buffer, counts.length);
  expect(Math.max(seen.width, seen.height)).toBeLessThanOrEqual(1_260);
  // The gaps and the shade of the numbers.
  expect(seen.empty).toBeLessThan(0.06);
  for (const share of seen.shares) expect(share).toBeGreaterThan(0.04);
});

test('one that is very long is cut', async () => {
  const long = await Promise.all([picture(0, 3_000, 3), picture(1, 2, 2_000), picture(2)]);
  const sheet = await digestSheet(
    long.map((bytes, at) => ({ badge: String(at), pictures: [bytes, bytes, bytes] })),
  );
  for (const share of (await sharesOf(sheet as Buffer, 3)).shares) expect(share).toBeGreaterThan(0.03);
});

test('a picture keeps its shape, and one that cannot be decoded is left out', async () => {
  const [wide, square] = [await picture(0, 192, 64), await picture(1)];
  const sheet = await digestSheet([
    { badge: '1', pictures: [wide, Buffer.from('damaged')] },
    { badge: '2', pictures: [Buffer.from('damaged')] },
    { badge: '3', pictures: [square] },
  ]);
  const { shares } = await sharesOf(sheet as Buffer, 2);
  const [first = 0, second = 0] = shares;
  expect(first + second).toBeGreaterThan(0.85);
  expect(await digestSheet([{ badge: '1', pictures: [Buffer.from('damaged')] }])).toBeUndefined();
  expect(await digestSheet([])).toBeUndefined();
});
