import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { columnsOf, type GridRow, type GridSample, mostGridColumns, versionGrid } from './version-grid.ts';

const bytes = Buffer.from('not looked at');
const sample = (prompt: string, seed?: number): GridSample => ({ bytes, prompt, seed });
const jpeg = (background: string) =>
  sharp({ create: { width: 640, height: 640, channels: 3, background } })
    .jpeg()
    .toBuffer();
const rowOf = (number: number, samples: GridSample[], change: Partial<GridRow> = {}): GridRow => ({
  ...{ number, inUse: false, belowGate: false, standIn: false, likeness: 0.5, samples },
  ...change,
});
const prompts = ['a garden', 'a city street at golden hour', 'an astronaut', 'a portrait'];

/** The colour at a place of the picture. */
async function colourAt(picture: Buffer, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(picture)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

describe('the columns', () => {
  const seen = (...rows: GridSample[][]) =>
    columnsOf(rows.map(samples => ({ samples }))).map(({ prompt, seed, seedsDiffer, cells }) => [
      `${prompt} ${seedsDiffer ? 'differs' : (seed ?? '-')}`,
      ...cells.map(cell => cell !== undefined),
    ]);

  test('one prompt and seed stand below each other, whatever order they came in; what is missing stays empty', () => {
    expect(
      seen(
        [sample('a', 1), sample('b', 2)],
        [sample('b', 2), sample('c', 3), sample('a', 4), sample('a', 1)],
      ),
    ).toEqual([
      ['a 1', true, true],
      ['a 4', false, true],
      ['b 2', true, true],
      ['c 3', false, true],
    ]);
  });

  test('where the versions share no seed of a prompt, it is one column that says so', () => {
    expect(seen([sample('a', 1)], [sample('a', 2), sample('a', 3)])).toEqual([
      ['a differs', true, true],
      ['a differs', false, true],
    ]);
  });

  test('samples without a seed are all there', () => {
    expect(seen([sample('a'), sample('a')], [sample('a')])).toEqual([
      ['a -', true, true],
      ['a -', true, false],
    ]);
  });
});

describe('the picture', () => {
  test('has a tile for each sample, in its row and column, and an empty one where there is none', async () => {
    const [red, blue] = [await jpeg('#c02020'), await jpeg('#2020c0')];
    const grid = await versionGrid([
      rowOf(2, [
        { bytes: red, prompt: 'a', seed: 1 },
        { bytes: blue, prompt: 'b', seed: 1 },
      ]),
      rowOf(1, [{ bytes: blue, prompt: 'a', seed: 1 }]),
    ]);
    const { width, height, format } = await sharp(grid).metadata();
    expect({ width, height, format }).toEqual({
      width: 14 + 252 + 2 * 314,
      height: 104 + 2 * 314,
      format: 'jpeg',
    });
    const near = (wanted: number[]) => wanted.map(value => expect.closeTo(value, -1.2));
    expect(await colourAt(grid, 400, 200)).toEqual(near([0xc0, 0x20, 0x20]));
    expect(await colourAt(grid, 714, 200)).toEqual(near([0x20, 0x20, 0xc0]));
    expect(await colourAt(grid, 400, 514)).toEqual(near([0x20, 0x20, 0xc0]));
    expect(await colourAt(grid, 714, 470)).toEqual(near([0x2b, 0x2d, 0x31]));
  });

  test('says with a badge which one is in use, and which is below the gate', async () => {
    const label = async (change: Partial<GridRow>) =>
      sharp(await versionGrid([rowOf(1, [], change)]))
        .extract({ left: 0, top: 104, width: 260, height: 300 })
        .raw()
        .toBuffer();
    const all = await Promise.all([
      label({}),
      label({ inUse: true }),
      label({ belowGate: true }),
      label({ standIn: true }),
      label({ likeness: undefined }),
    ]);
    for (const [at, one] of all.entries())
      for (const other of all.slice(at + 1)) expect(one.equals(other)).toBe(false);
  });

  test('a file that is no picture leaves its tile empty', async () => {
    const broken = await versionGrid([rowOf(1, [sample('a', 1)])]);
    expect(await colourAt(broken, 400, 160)).toEqual(
      [0x2b, 0x2d, 0x31].map(value => expect.closeTo(value, -1)),
    );
  });

  test('stays small at its largest, with pictures that cannot be compressed', async () => {
    const noise = await sharp({
      create: {
        width: 640,
        height: 640,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 90 },
      },
    })
      .jpeg({ quality: 95 })
      .toBuffer();
    const samples = [1, 2, 3].flatMap(seed =>
      prompts.map(prompt => ({ bytes: noise, prompt: prompt.repeat(9), seed })),
    );
    const badges = { inUse: true, belowGate: true, standIn: true };
    const grid = await versionGrid(Array.from({ length: 9 }, (_, at) => rowOf(9 - at, samples, badges)));
    const { width, height } = await sharp(grid).metadata();
    expect({ width, height }).toEqual({ width: 14 + 252 + mostGridColumns * 234, height: 104 + 6 * 234 });
    expect(grid.length).toBeLessThan(8_000_000);
  });
});
