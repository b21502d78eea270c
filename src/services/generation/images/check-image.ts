import pLimit from 'p-limit';
import sharp from 'sharp';
import { sampleOf } from '../../vision/classifier/sample.ts';

/** A provider's answer that is no picture to show: `black` is what safety filters send instead of an error. */
export type ImageFault = 'not-an-image' | 'cut-off' | 'black';

const darkest = 2;
/** A decoded picture of 1024 × 1024 pixels takes 3 MB, and a burst of them the memory that others need. */
const oneOfFew = pLimit(2);

/**
 * Decodes the whole picture, once, and looks at its light. Resolves to PNG bytes, which are those that came where
 * they were PNG already, or to what is wrong.
 */
export const checkImage = (bytes: Buffer) => oneOfFew(() => check(bytes));

async function check(bytes: Buffer): Promise<{ png: Buffer } | { fault: ImageFault }> {
  if (bytes.length === 0) return { fault: 'not-an-image' };
  const image = sharp(bytes, { limitInputPixels: 40e6, failOn: 'warning' });
  let format: string;
  let hasAlpha: boolean;
  try {
    ({ format, hasAlpha } = await image.metadata());
  } catch {
    return { fault: 'not-an-image' };
  }
  if (!['jpeg', 'png', 'webp', 'avif', 'heif'].includes(format)) return { fault: 'not-an-image' };
  try {
    // Level 1 takes half as long as the usual 6, for a file that is a quarter larger.
    const png = format === 'png' ? bytes : await image.png({ compressionLevel: 1 }).toBuffer();
    // Decodes all of it, once: the classifier finds this sample of the same bytes ready.
    const { data } = await sampleOf(png, { strict: true });
    // What is transparent is white there.
    if (!hasAlpha && data.some(value => value > darkest)) return { png };
    // All of it, before a night sky with a few stars is taken for nothing.
    const { channels } = await sharp(bytes).stats();
    const light = hasAlpha ? channels.slice(0, -1) : channels;
    return light.every(channel => channel.max <= darkest) ? { fault: 'black' } : { png };
  } catch {
    return { fault: 'cut-off' };
  }
}
