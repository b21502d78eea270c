import { createHash } from 'node:crypto';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createKnownLooks } from './known-looks.ts';
import { bandsNear, bandsOf, differenceOf, differingBits, isNear, lookOf, smallCopy } from './look.ts';

/** A few shapes in colours, another for each number. */
const scene = (seed: number) => {
  const part = (at: number) => createHash('sha256').update(`${seed}/${at}`).digest().readUInt16BE(0) / 65_536;
  const shapes = Array.from({ length: 6 }, (_, at) => {
    const [x, y, r] = [part(at) * 300, part(at + 20) * 300, 20 + part(at + 40) * 70];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${part(at + 60) * 360} 70% ${20 + part(at + 80) * 60}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300" fill="hsl(${part(99) * 360} 40% 50%)"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
};

describe('what a picture is found by', () => {
  const hex = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  const asLook = (value: bigint) => value.toString(16).padStart(16, '0');

  test('leads to every look that is near, whichever bits differ, and near is near both ways', () => {
    fc.assert(
      fc.property(
        hex,
        fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 16 }),
        (value, flipped) => {
          const look = asLook(value);
          const other = asLook(flipped.reduce((all, bit) => all ^ (1n << BigInt(bit)), value));
          expect(differingBits(look, other)).toBe(flipped.length);
          expect(isNear(look, other)).toBe(flipped.length <= 7);
          if (!isNear(look, other)) return;
          const near = new Set(bandsNear(other));
          expect(bandsOf(look).some(band => near.has(band))).toBe(true);
        },
      ),
    );
  });
});

describe('pictures by their looks', () => {
  test('are known again as JPEG, WebP and half as large; others are not taken for them', async () => {
    const stored = await Promise.all(Array.from({ length: 12 }, (_, seed) => scene(seed)));
    const looks = await Promise.all(stored.map(lookOf));
    const known = createKnownLooks({
      near: async () => looks.map((look, at) => ({ id: String(at), look })),
      pictureOf: async id => stored[Number(id)],
    });
    for (const [at, picture] of stored.entries()) {
      const copies = [
        sharp(picture).jpeg({ quality: 60 }),
        sharp(picture).resize(150).jpeg({ quality: 60 }),
        sharp(picture).webp(),
      ];
      for (const copy of copies) expect(await known.find(await copy.toBuffer())).toBe(String(at));
    }
    for (let seed = 100; seed < 130; seed++) expect(await known.find(await scene(seed))).toBeUndefined();
  });

  test('of the same look and other colours are told apart', async () => {
    const [red, grey] = await Promise.all([
      scene(3),
      sharp(await scene(3))
        .greyscale()
        .png()
        .toBuffer(),
    ]);
    const look = await lookOf(red);
    const known = createKnownLooks({ near: async () => [{ id: 'red', look }], pictureOf: async () => red });
    expect(isNear(await lookOf(grey), look)).toBe(true);
    expect(await known.find(grey)).toBeUndefined();
  });

  test('differ where their colours on the whole do by more than a copy’s', () => {
    const grey = new Uint8Array(32 * 32 * 3).fill(100);
    expect(
      differenceOf(
        grey,
        grey.map(value => value + 4),
      ),
    ).toBeDefined();
    expect(
      differenceOf(
        grey,
        grey.map(value => value + 5),
      ),
    ).toBeUndefined();
  });

  test('that are gone are no fault; one of one colour is like every other, so none of them is known', async () => {
    const picture = await scene(4);
    const gone = createKnownLooks({
      near: async () => [{ id: 'gone', look: await lookOf(picture) }],
      pictureOf: async () => undefined,
    });
    expect(await gone.find(picture)).toBeUndefined();
    const plain = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#808080' } })
      .png()
      .toBuffer();
    const known = createKnownLooks({
      near: async () => [{ id: 'plain', look: await lookOf(plain) }],
      pictureOf: async () => plain,
    });
    expect(await known.find(plain)).toBeUndefined();
  });

  test('of several that are alike the one that differs least is meant', async () => {
    const one = await scene(5);
    const alike = await sharp(one).modulate({ brightness: 1.02 }).png().toBuffer();
    const stored = [alike, one];
    const known = createKnownLooks({
      near: async () =>
        Promise.all(stored.map(async (picture, at) => ({ id: String(at), look: await lookOf(picture) }))),
      pictureOf: async id => stored[Number(id)],
    });
    expect(await known.find(await sharp(one).jpeg({ quality: 60 }).toBuffer())).toBe('1');
    expect(await known.find(await sharp(alike).jpeg({ quality: 60 }).toBuffer())).toBe('0');
  });
});

// A JPEG that is decoded smaller by whole steps is off where the steps don't go into its size.
test.each([512, 333, 300])(
  'a finely drawn picture is the same as a JPEG of it %i pixels wide',
  async width => {
    const stripes = Array.from({ length: 32 }, (_, at) => `<rect x="${at * 32}" width="16" height="1024"/>`);
    const picture = await sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024">${stripes.join('')}</svg>`,
      ),
    )
      .flatten({ background: '#fff' })
      .png()
      .toBuffer();
    const copy = await sharp(picture).resize(width).jpeg({ quality: 60 }).toBuffer();
    expect(differenceOf(await smallCopy(picture), await smallCopy(copy))).toBeDefined();
  },
);
