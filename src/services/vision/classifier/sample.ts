import pLimit from 'p-limit';
import sharp from 'sharp';
import { assertReadable, limitInputPixels, type Pixels } from '../pixels.ts';
import { classifiedSide } from './nsfw-model.ts';

/** A decoded picture of 1024 × 1024 pixels takes 3 MB: a burst of them would take the memory that others need. */
const oneOfFew = pLimit(2);

/** Samples of pictures that were decoded once already, kept for as long as their bytes are in use. */
const taken = new WeakMap<Uint8Array, Pixels>();

/**
 * What the classifier looks at: the whole picture squeezed into a small square, on white where it is transparent.
 * Decoding takes most of the time, so a caller that has to know whether a picture is whole asks here too: the classifier
 * then finds the sample of the same bytes ready.
 * @throws Error when the bytes are no whole picture, or one of more than 40 megapixels; with `strict`, also for damage
 * that viewers tolerate.
 */
export async function sampleOf(
  picture: Uint8Array,
  { strict = false }: { strict?: boolean } = {},
): Promise<Pixels> {
  const known = taken.get(picture);
  if (known) return known;
  return oneOfFew(async () => {
    const source = sharp(picture, { limitInputPixels, failOn: strict ? 'warning' : 'error' });
    assertReadable(await source.metadata());
    const { data, info } = await source
      .timeout({ seconds: 20 })
      // Named, so that a JPEG is not shrunk while it is read: that is faster, but changes fine patterns.
      .pipelineColourspace('srgb')
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize(classifiedSide, classifiedSide, { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`A picture of ${info.channels} channels.`);
    const sample = { data, width: info.width, height: info.height };
    taken.set(picture, sample);
    return sample;
  });
}

/** Drops the sample of these bytes once it has been used. */
export const forgetSample = (picture: Uint8Array): boolean => taken.delete(picture);
