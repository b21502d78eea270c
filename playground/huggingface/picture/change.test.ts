import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderCastPhoto } from '../../cast/cast.ts';
import { asksForChange, changePicture } from './change.ts';
import { drawPicture } from './draw.ts';
import { facesFrom } from './references.ts';

const side = 384;
let lone: Buffer;
let two: Buffer;
beforeAll(async () => {
  const [nova, bruno] = await Promise.all([renderCastPhoto('nova', 0), renderCastPhoto('bruno', 1)]);
  const draw = async (prompt: string) =>
    drawPicture({
      ...{
        prompt,
        negativePrompt: '',
        seed: 5,
        model: 'test/model',
        width: side,
        height: side,
        format: 'png',
      },
      faces: await facesFrom(prompt, [nova, bruno]),
    });
  lone = await draw('the person in image 1 by the sea at noon');
  two = await draw('the person in image 1 and the person in image 2 by the sea at noon');
}, 120_000);

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}
const whole: Area = { left: 0, top: 0, width: side, height: Math.round(side * 0.85) };
/** In parts of the picture: the shoulders and the face of a lone figure, and the chests of two. */
const area = (left: number, top: number, width: number, height: number): Area => ({
  ...{ left: Math.round(left * side), top: Math.round(top * side) },
  ...{ width: Math.round(width * side), height: Math.round(height * side) },
});
const shoulder = area(0.3, 0.78, 0.1, 0.08);
const face = area(0.42, 0.4, 0.16, 0.2);
const chests = [area(0.12, 0.78, 0.08, 0.08), area(0.82, 0.8, 0.08, 0.08)] as const;

const meanOf = async (picture: Buffer, where: Area) => {
  const { channels } = await sharp(await sharp(picture).extract(where).png().toBuffer()).stats();
  const [red = 0, green = 0, blue = 0] = channels.map(({ mean }) => mean);
  return { red, green, blue, light: 0.3 * red + 0.59 * green + 0.11 * blue };
};
const change = (picture: Buffer, prompt: string) =>
  changePicture({ picture, prompt, seed: 3, width: side, height: side, format: 'png' });

it.each([
  ['Make it night', true],
  ['please add a hat', true],
  ['Turn the person on the left into a pirate', true],
  ['Nova makes bread', false],
  ['a makeover show', false],
  ['', false],
])('“%s” asks for a change: %s', (prompt, expected) => {
  expect(asksForChange(prompt)).toBe(expected);
});

describe('a changed picture', () => {
  it('has the light that was asked for', async () => {
    const before = await meanOf(lone, whole);
    const night = await meanOf(await change(lone, 'Make it night'), whole);
    expect(night.light).toBeLessThan(before.light * 0.75);
    expect(night.blue / night.red).toBeGreaterThan((before.blue / before.red) * 1.2);
    const sunset = await meanOf(await change(lone, 'Make it a sunset'), whole);
    expect(sunset.red / sunset.blue).toBeGreaterThan((before.red / before.blue) * 1.2);
    expect((await meanOf(await change(lone, 'Make it a sunny day'), whole)).light).toBeGreaterThan(
      before.light * 1.03,
    );
  });

  it('loses its colours where it is to be black and white, and them alone', async () => {
    const grey = await meanOf(await change(lone, 'Make it black and white'), face);
    expect(
      Math.max(grey.red, grey.green, grey.blue) - Math.min(grey.red, grey.green, grey.blue),
    ).toBeLessThan(2);
    expect(Math.abs(grey.light - (await meanOf(lone, face)).light)).toBeLessThan(20);
  });

  it('gives the coat that was asked for, and leaves the face', async () => {
    const changed = await change(lone, 'give them a red coat');
    const coat = await meanOf(changed, shoulder);
    expect(coat.red).toBeGreaterThan(coat.blue + 60);
    expect((await meanOf(lone, shoulder)).red).toBeLessThan(coat.red - 40);
    const [before, after] = [await meanOf(lone, face), await meanOf(changed, face)];
    for (const channel of ['red', 'green', 'blue'] as const) {
      expect(Math.abs(after[channel] - before[channel]), channel).toBeLessThan(3);
    }
  });

  it('of two people it dresses both, or the one who is meant', async () => {
    const isGreen = async (picture: Buffer) =>
      Promise.all(
        chests.map(async where => {
          const { red, green, blue } = await meanOf(picture, where);
          return green > Math.max(red, blue) + 25;
        }),
      );
    expect(await isGreen(two)).toEqual([false, false]);
    expect(await isGreen(await change(two, 'give them green coats'))).toEqual([true, true]);
    expect(await isGreen(await change(two, 'give the person on the left a green coat'))).toEqual([
      true,
      false,
    ]);
    expect(await isGreen(await change(two, 'give the person on the right a green coat'))).toEqual([
      false,
      true,
    ]);
  });

  it('has the weather that was asked for', async () => {
    const greyOf = (picture: Buffer) => sharp(picture).extract(whole).greyscale().raw().toBuffer();
    const before = await greyOf(lone);
    const lighter = async (prompt: string) => {
      const after = await greyOf(await change(lone, prompt));
      return after.filter((value, at) => value > (before[at] ?? 0) + 30).length;
    };
    expect(await lighter('make it snow')).toBeGreaterThan((await lighter('make it better')) + 300);
  });

  it('is otherwise the picture that it was, in the size that was asked for', async () => {
    const changed = await change(lone, 'make it better');
    expect(await sharp(changed).metadata()).toMatchObject({ width: side, height: side, format: 'png' });
    const pixels = async (picture: Buffer) => sharp(picture).extract(whole).removeAlpha().raw().toBuffer();
    const [before, after] = [await pixels(lone), await pixels(changed)];
    const off =
      before.reduce((sum, value, at) => sum + Math.abs(value - (after[at] ?? 0)), 0) / before.length;
    expect(off).toBeLessThan(1);
    const tall = { picture: lone, prompt: 'make it night', seed: 1, width: 128, height: 192 };
    expect(await sharp(await changePicture({ ...tall, format: 'jpeg' })).metadata()).toMatchObject({
      ...{ width: 128, height: 192, format: 'jpeg' },
    });
  });

  it('of what is no picture is none', async () => {
    await expect(change(lone.subarray(0, 400), 'make it night')).rejects.toThrow();
  });
});
