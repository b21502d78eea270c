import sharp from 'sharp';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { renderCastPhoto } from '../../cast/cast.ts';
import type { Face } from './face.ts';
import { facesFrom, peopleIn } from './references.ts';

test.each([
  ['the person in image 1 by the sea', 1, [[0]]],
  ['the person in image 1, image 2 and image 3 by the sea', 3, [[0, 1, 2]]],
  ['the person in image 1 and image 2 and the person in image 3 play chess', 3, [[0, 1], [2]]],
  ['the person from image 2 meets the person in image 1', 2, [[1], [0]]],
  // The same person named twice is one.
  ['the person in image 1 waves, and the person in image 1 laughs', 1, [[0]]],
  // A picture that was not sent shows nobody.
  ['the person in image 1 and image 4', 2, [[0]]],
  ['the person in image 3', 2, []],
  ['image 1 on a wall', 1, []],
])('whom “%s” names, of %i pictures', (prompt, pictures, people) => {
  expect(peopleIn(prompt, pictures)).toEqual(people);
});

describe('the faces of the people named', { timeout: 120_000 }, () => {
  let nova: Buffer;
  let bruno: Buffer;
  beforeAll(async () => {
    [nova, bruno] = await Promise.all([renderCastPhoto('nova', 0), renderCastPhoto('bruno', 1)]);
  }, 120_000);

  /** Of the cheeks: Nova's skin is darker than Bruno's. */
  const lightOf = async ({ pixels, width, height }: Face) => {
    const middle = { left: width * 0.4, top: height * 0.5, width: width * 0.2, height: height * 0.15 };
    const where = Object.fromEntries(
      Object.entries(middle).map(([side, value]) => [side, Math.round(value)]),
    );
    const { data } = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .extract(where as typeof middle)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return data.reduce((sum, value) => sum + value, 0) / data.length;
  };

  it('come in the order of the prompt, not of the pictures', async () => {
    const pictures = [nova, bruno];
    const prompts = [
      'the person in image 1 and the person in image 2',
      'the person in image 2 and the person in image 1',
    ];
    const lights = await Promise.all(
      prompts.map(async prompt => Promise.all((await facesFrom(prompt, pictures)).map(lightOf))),
    );
    const [[novaFirst = 0, brunoSecond = 0] = [], [brunoFirst = 0, novaSecond = 0] = []] = lights;
    expect(brunoSecond).toBeGreaterThan(novaFirst + 20);
    expect(brunoFirst).toBeGreaterThan(novaSecond + 20);
  });

  it('of several photos of one person the head is taken that stands out whole', async () => {
    // In the first her hair cannot be told from what is behind it.
    const mei = await Promise.all([1, 4].map(n => renderCastPhoto('mei', n)));
    const [several] = await facesFrom('the person in image 1 and image 2', mei);
    const [whole] = await facesFrom('the person in image 1', mei.slice(1));
    expect(Buffer.from(several?.pixels ?? []).equals(whole?.pixels ?? Buffer.alloc(1))).toBe(true);
  });

  it('are those of the picture, where it is varied; of two, who stand beside each other', async () => {
    const beside = await sharp({ create: { width: 1800, height: 1100, channels: 3, background: '#888' } })
      .composite([
        { input: nova, left: 0, top: 0 },
        { input: bruno, left: 900, top: 0 },
      ])
      .jpeg()
      .toBuffer();
    expect(await facesFrom('the person in the picture at sea', [nova])).toHaveLength(1);
    const both = await facesFrom('the person in the picture and the other person in the picture', [beside]);
    expect(both).toHaveLength(2);
    const [left = 0, right = 0] = await Promise.all(both.map(lightOf));
    expect(right).toBeGreaterThan(left + 20);
  });

  it('are none where nobody is named or shown', async () => {
    expect(await facesFrom('a lighthouse', [bruno])).toEqual([]);
    expect(await facesFrom('the person in the picture', [])).toEqual([]);
  });

  it('cannot be had from what is no picture', async () => {
    await expect(facesFrom('the person in image 1', [Buffer.from('no picture')])).rejects.toThrow();
  });
});
