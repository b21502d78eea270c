import { takeSample } from '../classifier/take-sample.ts';
import { lookHash } from '../look-hash.ts';
import { sharp } from '../sharp.ts';

/** Bits in a look, and in each of the bands that it is found by. */
const bits = 64;
const bandBits = 16;
const bands = bits / bandBits;
/** So many bits of one band may differ: a look that differs in at most `bitsMost` bits has a band like that. */
const bandFlips = 1;
const bitsMost = bands * (bandFlips + 1) - 1;

/** What a picture looks like, as 64 bits in hex: alike for one that was encoded anew or made smaller. */
export const lookOf = async (picture: Uint8Array): Promise<string> =>
  lookHash(await takeSample(sharp(picture).autoOrient()));

/** What a look is found by. */
export const bandsOf = (look: string): string[] =>
  Array.from({ length: bands }, (_, at) => bandName(at, bandOf(look, at)));

/** What the looks are found by that are near to this one. */
export const bandsNear = (look: string): string[] =>
  Array.from({ length: bands }, (_, at) => bandOf(look, at)).flatMap((value, at) =>
    flips.map(flip => bandName(at, value ^ flip)),
  );

export const isNear = (one: string, other: string): boolean => differingBits(one, other) <= bitsMost;

export function differingBits(one: string, other: string): number {
  let left = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let count = 0;
  for (; left > 0n; left &= left - 1n) count++;
  return count;
}

const digits = bandBits / 4;
const bandOf = (look: string, at: number) => Number.parseInt(look.slice(at * digits, (at + 1) * digits), 16);
const bandName = (at: number, value: number) => `${at}:${value.toString(16).padStart(digits, '0')}`;

/** What is changed in one band: nothing, or one bit. */
const flips: number[] = [0, ...Array.from({ length: bandBits }, (_, bit) => 1 << bit)];

/** A small copy, of which two are held against each other. */
const side = 32;

/** The small copy as a picture of its own, to be kept where the picture itself is not. */
export const keptCopy = async (picture: Uint8Array): Promise<Buffer> =>
  sharp(await smallCopy(picture), { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();

export async function smallCopy(picture: Uint8Array): Promise<Uint8Array> {
  return (
    sharp(picture)
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .removeAlpha()
      // Decoded smaller, a JPEG of some sizes is off by a part of a pixel.
      .resize(side, side, { fit: 'fill', kernel: 'cubic', fastShrinkOnLoad: false })
      .raw()
      .toBuffer()
  );
}

/**
 * Of 255: by how much one picture encoded anew differs at most, in its colours on the whole, and in brightness in any
 * part of 4 × 4 pixels of the small copy. Of 1,600 copies the whole of none differed by more than 3.8; of 1,000 foreign
 * pictures, most of the same few scenes, that of none by less than 4.8 (`npm run bench -- ours`).
 */
const differenceMost = { whole: 4.5, part: 20 };
const partSide = 4;

/** Pictures with less light and shade than this, of 255, are of one colour, and no two of them can be told apart. */
const contrastLeast = 3;

/** Whether a small copy shows nothing. */
export function isFlat(copy: Uint8Array): boolean {
  const light = Array.from({ length: side * side }, (_, pixel) => brightness(copy, pixel));
  const mean = light.reduce((sum, value) => sum + value, 0) / light.length;
  return Math.sqrt(light.reduce((sum, value) => sum + (value - mean) ** 2, 0) / light.length) < contrastLeast;
}

/**
 * By how much the small copies differ, where they are of one picture; undefined where they are not. Pictures of one look
 * may differ in all their colours.
 */
export function differenceOf(one: Uint8Array, other: Uint8Array): number | undefined {
  const whole = meanDifference(one, other);
  const part = worstPart(one, other);
  return whole <= differenceMost.whole && part <= differenceMost.part ? whole + part : undefined;
}

export function meanDifference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  return sum / one.length;
}

/** The mean difference in brightness of the part that differs most: JPEG blurs colours, and brightness hardly. */
export function worstPart(one: Uint8Array, other: Uint8Array): number {
  const across = side / partSide;
  const sums = new Float64Array(across * across);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const part = Math.floor(pixel / side / partSide) * across + Math.floor((pixel % side) / partSide);
    sums[part] = (sums[part] ?? 0) + Math.abs(brightness(one, pixel) - brightness(other, pixel));
  }
  return Math.max(...sums) / partSide ** 2;
}

const brightness = (copy: Uint8Array, pixel: number): number => {
  const [red = 0, green = 0, blue = 0] = copy.subarray(3 * pixel, 3 * pixel + 3);
  return 0.299 * red + 0.587 * green + 0.114 * blue;
};
