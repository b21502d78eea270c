import pLimit from 'p-limit';
import type { Sharp } from 'sharp';
import { assertReadable, limitInputPixels, type Pixels } from '../pixels.ts';
import { sharp } from '../sharp.ts';

/** Faces are looked for in a copy of at most this many pixels a side. */
export const searchedSide = 1024;

/** A decoded picture takes 3 MB. */
const oneOfFew = pLimit(2);

/** Copies of pictures that were decoded once already, kept for as long as their bytes are in use. */
const taken = new WeakMap<Uint8Array, Pixels>();

/** What faces are looked for in: the picture on white where it is transparent, scaled down where it is large. */
export async function takeCopy(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize({ width: searchedSide, height: searchedSide, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`A picture of ${info.channels} channels.`);
  return { data, width: info.width, height: info.height };
}

/**
 * The copy of a picture of our own (one that has been checked, or that we have encoded), decoded here unless it was
 * taken before.
 * @throws Error when the bytes are no whole picture, or one of more than 40 megapixels.
 */
export async function copyOf(picture: Uint8Array): Promise<Pixels> {
  const known = taken.get(picture);
  if (known) return known;
  return oneOfFew(async () => {
    const source = sharp(picture, { limitInputPixels, failOn: 'error' });
    assertReadable(await source.metadata());
    return takeCopy(source.timeout({ seconds: 20 }));
  });
}

/** Keeps a copy that was taken where the picture was decoded, until its faces are looked for. */
export const rememberCopy = (picture: Uint8Array, copy: Pixels): void => {
  taken.set(picture, copy);
};

/** Drops the copy of these bytes once it has been used. */
export const forgetCopy = (picture: Uint8Array): boolean => taken.delete(picture);
