import pLimit from 'p-limit';
import sharp from 'sharp';
import { classifiedSide } from './nsfw-model.ts';
import { assertReadable, limitInputPixels, type Pixels } from './pixels.ts';

/** A decoded picture of 1024 × 1024 pixels takes 3 MB, and a burst of them the memory that others need. */
const oneOfFew = pLimit(2);

/** Samples of pictures that were decoded once already, for as long as their bytes are somebody's. */
const taken = new WeakMap<Uint8Array, Pixels>();

/**
 * What the classifier looks at: the whole picture squeezed into a small square, on white where it is transparent.
 * Decodes all of it, which takes most of the time, so whoever needs to know that a picture is whole anyway asks here:
 * the classifier then finds the sample of the same bytes ready.
 * @throws Error when the bytes are no whole picture, or one of more than 40 megapixels; `strict` also for damage that
 * pictures are shown in spite of.
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
      // Named, so that JPEG is not shrunk as it is read: that is faster, and makes another picture of fine patterns.
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

/** The sample of these bytes has served its purpose. */
export const forgetSample = (picture: Uint8Array): boolean => taken.delete(picture);
