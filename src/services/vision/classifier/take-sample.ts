import type { Sharp } from 'sharp';
import type { Pixels } from '../pixels.ts';

/** Side of the square that the classifier looks at, in pixels. */
export const classifiedSide = 224;

/** What the classifier looks at: the whole picture squeezed into a small square, on white where it is transparent. */
export async function takeSample(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture
    // Named, so that a JPEG is not shrunk while it is read: that is faster, but changes fine patterns.
    .pipelineColourspace('srgb')
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(classifiedSide, classifiedSide, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`A picture of ${info.channels} channels.`);
  return { data, width: info.width, height: info.height };
}
