import type { Decoder, PictureFault } from '../vision/decoding/decoder.ts';
import { readHeader } from '../vision/decoding/picture-header.ts';
import { sniffImage, type UnreadFormat } from '../vision/decoding/sniff-image.ts';

/** Limits on one photo. A photo beyond them is refused with a sentence that names the limit. */
export const photoLimits = { bytes: 25 * 2 ** 20, shortSide: 256 };

export type NormalisedPhoto = { bytes: Buffer; width: number; height: number };
export type Refusal = { refused: string };

const damaged = 'is damaged or incomplete. Send it again or pick another.';

const wordsForUnread: Record<UnreadFormat, string> = {
  heic: 'is a HEIC photo, which I can’t read. Send it as JPEG; on an iPhone, set Settings → Camera → Formats to Most Compatible.',
  gif: 'is a GIF, which I can’t read. Save one picture of it as JPEG or PNG and send that.',
  tiff: "is a TIFF or a camera's raw file, which I can’t read. Export it as JPEG and send that.",
  bmp: 'is a BMP bitmap, which I can’t read. Save it as JPEG or PNG and send that.',
  'jpeg-xl': 'is a JPEG XL photo, which I can’t read. Export it as JPEG and send that.',
  svg: 'is a drawing (SVG), not a photo. Send a JPEG, PNG or WebP.',
  video: 'is a video, not a photo. Take a still of it and send that as JPEG.',
};

function wordsForFault(fault: PictureFault, width: number, height: number): string {
  const size = `${width} × ${height} pixels`;
  switch (fault) {
    case 'pixels':
      return `is ${size}, more than I can read. Send a smaller copy, as JPEG.`;
    case 'memory':
      return `takes too much memory to open at ${size} the way it was saved. Save it as a regular JPEG or send a smaller copy.`;
    case 'empty':
      return `is almost empty for its ${size}. Send a photo.`;
    case 'packed':
      return 'has far more hidden data in it than a photo needs. Save it again as JPEG and send that.';
    case 'too-slow':
      return 'took too long to open. Save it as a regular JPEG or send a smaller copy.';
    default:
      return damaged;
  }
}

/**
 * Makes a stored photo of a file's bytes: upright, at most 2048 pixels on the long side, JPEG, sRGB, without any
 * metadata. Believes only the bytes, never a name or a content type. Resolves to a refusal, in words that complete
 * "photo.jpg: …", for a file that cannot be used; rejects only for faults of our own.
 */
export async function normalisePhoto(
  bytes: Buffer,
  decoder: Pick<Decoder, 'photo'>,
  { shortSideLeast = photoLimits.shortSide }: { shortSideLeast?: number } = {},
): Promise<NormalisedPhoto | Refusal> {
  if (bytes.length > photoLimits.bytes) return { refused: 'is larger than 25 MB. Send a smaller copy.' };
  const format = sniffImage(bytes);
  if (format === undefined) {
    return { refused: 'isn’t an image, whatever its name says. Send a JPEG, PNG, WebP or AVIF photo.' };
  }
  if (format in wordsForUnread) return { refused: wordsForUnread[format as UnreadFormat] };
  const header = readHeader(bytes, format);
  if (!header) return { refused: damaged };
  const { width, height } = header;
  if (Math.min(width, height) < shortSideLeast) {
    return {
      refused: `is only ${width} × ${height} pixels. The shorter side needs at least ${shortSideLeast}.`,
    };
  }
  const decoded = await decoder.photo(bytes, header);
  if ('fault' in decoded) return { refused: wordsForFault(decoded.fault, width, height) };
  return { bytes: Buffer.from(decoded.jpeg), width: decoded.width, height: decoded.height };
}
