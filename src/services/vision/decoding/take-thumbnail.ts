import type { Pixels } from '../pixels.ts';
import { sharp } from '../sharp.ts';

/** The most bytes that a thumbnail may have: a larger one is left out. */
const bytesMost = 16 * 1024;

/** A picture whose longer side has fewer pixels has no thumbnail: it is hardly larger itself. */
const sideLeast = 512;

/**
 * A small JPEG of a picture of this size, made of its sample (see `takeSample`): as wide or as high as that. Undefined
 * where there is none.
 */
export async function takeThumbnail(
  { data, width: across, height: down }: Pixels,
  { width, height }: { width: number; height: number },
): Promise<Uint8Array | undefined> {
  const longer = Math.max(width, height);
  if (longer < sideLeast) return undefined;
  const jpeg = await sharp(data, { raw: { width: across, height: down, channels: 3 } })
    .resize({
      width: Math.max(1, Math.round((across * width) / longer)),
      height: Math.max(1, Math.round((down * height) / longer)),
      fit: 'fill',
    })
    .jpeg({ quality: 60 })
    .toBuffer();
  return jpeg.length <= bytesMost ? jpeg : undefined;
}
