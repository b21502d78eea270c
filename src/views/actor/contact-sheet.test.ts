import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../services/photos/faults.ts';
import { contactSheet, numbered, type SheetTile } from './contact-sheet.ts';

const face = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
const grey = sharp({ create: { width: 400, height: 400, channels: 3, background: '#808080' } })
  .jpeg()
  .toBuffer();

async function tileOf(verdict: Verdict, { faces = [face], short = 'short words' } = {}): Promise<SheetTile> {
  const reasons =
    verdict === 'good' ? [] : [{ code: 'blurred', verdict, short, words: 'is blurred.' } as const];
  return { badge: '1', bytes: await grey, faces, verdict: { verdict, reasons } };
}

/** How many pixels of the sheet have nearly that colour. */
async function countOf(sheet: Buffer, [r, g, b]: [number, number, number]): Promise<number> {
  const { data, info } = await sharp(sheet).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let count = 0;
  for (let at = 0; at < data.length; at += info.channels) {
    const apart = [r, g, b].map((value, channel) => Math.abs(value - (data[at + channel] ?? 0)));
    if (Math.max(...apart) < 40) count++;
  }
  return count;
}
const colours: Record<Verdict, [number, number, number]> = {
  good: [0x3b, 0xa5, 0x5d],
  warn: [0xf0, 0xb2, 0x32],
  bad: [0xed, 0x42, 0x45],
};

describe('a contact sheet', () => {
  test.each(['good', 'warn', 'bad'] as const)(
    'frames the face in the colour of the verdict: %s',
    async verdict => {
      const sheet = await contactSheet([await tileOf(verdict)]);
      for (const [name, colour] of Object.entries(colours)) {
        const count = await countOf(sheet, colour);
        // The frame of a face of 200 × 200 pixels alone is some 4,000 pixels.
        if (name === verdict) expect(count).toBeGreaterThan(3_000);
        else expect(count).toBeLessThan(100);
      }
    },
  );

  test('frames one face firmly, and the others so that they are told apart', async () => {
    const half = { y: 0.3, width: 0.3, height: 0.4 };
    const one = await countOf(
      await contactSheet([await tileOf('warn', { faces: [{ x: 0.1, ...half }] })]),
      colours.warn,
    );
    const two = await contactSheet([
      await tileOf('warn', {
        faces: [
          { x: 0.1, ...half },
          { x: 0.6, ...half },
        ],
      }),
    ]);
    expect(Math.abs((await countOf(two, colours.warn)) - one)).toBeLessThan(one * 0.1);
  });

  test('says the verdict by shape too: the marks differ without colour', async () => {
    const marks = await Promise.all(
      (['good', 'warn', 'bad'] as const).map(async verdict => {
        const sheet = await contactSheet([await tileOf(verdict, { short: 'good' })]);
        return (
          sharp(sheet)
            .extract({ left: 30, top: 430, width: 50, height: 50 })
            .greyscale()
            // White strokes alone, whatever they stand on.
            .threshold(225)
            .raw()
            .toBuffer()
        );
      }),
    );
    const differing = (a: Buffer, b: Buffer) => [...a].filter((value, index) => value !== b[index]).length;
    const [good, warn, bad] = marks as [Buffer, Buffer, Buffer];
    for (const [a, b] of [
      [good, warn],
      [good, bad],
      [warn, bad],
    ] as const) {
      expect(differing(a, b)).toBeGreaterThan(60);
    }
  });

  test('leaves frames, marks and words out for whoever is asked whether it is them', async () => {
    const sheet = await contactSheet([await tileOf('bad')], { plain: true });
    expect(await countOf(sheet, colours.bad)).toBeLessThan(100);
  });

  test.each([
    [1, 2, 1],
    [4, 2, 2],
    [5, 3, 2],
    [10, 3, 4],
    [20, 3, 7],
  ])('of %i photos is %i wide and %i high, and under 1 MB', async (count, columns, rows) => {
    const noise = await sharp({
      create: {
        width: 480,
        height: 360,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 20 },
      },
    })
      .jpeg({ quality: 80 })
      .toBuffer();
    const tile = {
      ...(await tileOf('bad', { short: 'far too long to stand under one picture' })),
      bytes: noise,
    };
    const sheet = await contactSheet(Array.from({ length: count }, () => tile));
    const { format, width, height } = await sharp(sheet).metadata();
    expect({ format, width, height }).toEqual({
      format: 'jpeg',
      width: columns * 418 + 18,
      height: rows * 490 + 18,
    });
    expect(sheet.length).toBeLessThan(2 ** 20);
  });

  test('shows pictures of any shape and kind', async () => {
    const shapes = await Promise.all([
      sharp({ create: { width: 480, height: 3, channels: 3, background: '#fff' } })
        .jpeg()
        .toBuffer(),
      sharp({ create: { width: 3, height: 480, channels: 3, background: '#fff' } })
        .jpeg()
        .toBuffer(),
      sharp(await grey)
        .greyscale()
        .jpeg()
        .toBuffer(),
    ]);
    const good = await tileOf('good');
    await expect(contactSheet(shapes.map(bytes => ({ ...good, bytes })))).resolves.toBeInstanceOf(Buffer);
    await expect(contactSheet([])).resolves.toBeInstanceOf(Buffer);
  });
});

test('photos keep their numbers where one is missing', async () => {
  const good = await tileOf('good');
  expect(numbered([1, 3].map(number => ({ ...good, number }))).map(({ badge }) => badge)).toEqual(['1', '3']);
});
