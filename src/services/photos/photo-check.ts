import sharp from 'sharp';
import { sniffImage } from './sniff-image.ts';

/** Limits on one photo. A photo beyond them is refused with a sentence that names the limit. */
export const photoLimits = { bytes: 25 * 2 ** 20, pixels: 40e6, shortSide: 256, storedLongSide: 2_048 };

export type NormalisedPhoto = { bytes: Buffer; width: number; height: number };
export type Refusal = { refused: string };

/**
 * Makes a stored photo of a file's bytes: upright, at most 2048 pixels on the long side, JPEG, sRGB, without any
 * metadata. Believes only the bytes, never a name or a content type. Resolves to a refusal, in words that complete
 * "photo.jpg: …", for a file that cannot be used; rejects only for faults of our own.
 */
export async function normalisePhoto(bytes: Buffer): Promise<NormalisedPhoto | Refusal> {
  if (bytes.length > photoLimits.bytes) return { refused: 'is larger than 25 MB. Send a smaller copy.' };
  const format = sniffImage(bytes);
  if (format === 'heic') return { refused: 'is a HEIC photo, which cannot be read here. Send it as JPEG.' };
  if (format === 'svg') return { refused: 'is a drawing (SVG), not a photo. Send a JPEG, PNG or WebP.' };
  if (format === undefined) {
    return { refused: 'is not an image, whatever its name says. Send a JPEG, PNG, WebP or AVIF photo.' };
  }
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > photoLimits.pixels) {
      return {
        refused: `is ${width} × ${height} pixels, more than the 40 megapixels that fit. Send a smaller copy.`,
      };
    }
    if (Math.min(width, height) < photoLimits.shortSide) {
      return { refused: `is only ${width} × ${height} pixels. The shorter side needs at least 256.` };
    }
    const { data, info } = await sharp(bytes, { limitInputPixels: photoLimits.pixels, failOn: 'warning' })
      .timeout({ seconds: 20 })
      .autoOrient()
      .resize({
        width: photoLimits.storedLongSide,
        height: photoLimits.storedLongSide,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 92, mozjpeg: false })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    return { refused: 'is damaged or cut off: it cannot be read to its end. Send it again or pick another.' };
  }
}
