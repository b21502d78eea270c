import pLimit from 'p-limit';
import { assertReadable, limitInputPixels, type Pixels } from '../pixels.ts';
import { sharp } from '../sharp.ts';
import type { Nudity } from '../vision.ts';
import { takeSample } from './take-sample.ts';

/** A decoded picture of 1024 × 1024 pixels takes 3 MB: a burst of them would take the memory that others need. */
const oneOfFew = pLimit(2);

/** Samples of pictures that were decoded once already, kept for as long as their bytes are in use. */
const taken = new WeakMap<Uint8Array, Pixels>();

/**
 * The sample of a picture of our own (one that has been checked, or that we have encoded), decoded here unless it was
 * taken before.
 * @throws Error when the bytes are no whole picture, or one of more than 40 megapixels.
 */
export async function sampleOf(picture: Uint8Array): Promise<Pixels> {
  const known = taken.get(picture);
  if (known) return known;
  return oneOfFew(async () => {
    const source = sharp(picture, { limitInputPixels, failOn: 'error' });
    assertReadable(await source.metadata());
    const sample = await takeSample(source.timeout({ seconds: 20 }));
    taken.set(picture, sample);
    return sample;
  });
}

/** Keeps a sample that was taken elsewhere: decoding a picture takes most of the time that its look takes. */
export const rememberSample = (picture: Uint8Array, sample: Pixels): void => {
  taken.set(picture, sample);
};

const classified = new WeakMap<Uint8Array, Nudity>();

/** Keeps what the classifier said where the picture was decoded, until it is asked for. */
export const rememberNudity = (picture: Uint8Array, nudity: Nudity): void => {
  classified.set(picture, nudity);
};

/** That, once: whoever asks again wants a second look. */
export function takeNudity(picture: Uint8Array): Nudity | undefined {
  const nudity = classified.get(picture);
  classified.delete(picture);
  return nudity;
}

/** Drops the sample of these bytes once it has been used. */
export const forgetSample = (picture: Uint8Array): boolean => taken.delete(picture);
