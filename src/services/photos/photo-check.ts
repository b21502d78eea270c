import { type PlainKey, t } from '../../words/words.ts';
import type { Decoder, PictureFault } from '../vision/decoding/decoder.ts';
import { readHeader } from '../vision/decoding/picture-header.ts';
import { sniffImage, type UnreadFormat } from '../vision/decoding/sniff-image.ts';

/** Limits on one photo. A photo beyond them is refused with a sentence that names the limit. */
export const photoLimits = { bytes: 25 * 2 ** 20, shortSide: 256 };

export type NormalisedPhoto = { bytes: Buffer; width: number; height: number };
/** Sentences of their own, which say what to do. */
export type Refusal = { refused: string };

export const tooLarge = (): Refusal => ({
  refused: t('photos.tooLarge', { megabytes: photoLimits.bytes / 2 ** 20 }),
});

const keysForUnread = {
  heic: 'photos.heic',
  gif: 'photos.gif',
  tiff: 'photos.tiff',
  bmp: 'photos.bmp',
  'jpeg-xl': 'photos.jpegXl',
  svg: 'photos.svg',
  video: 'photos.video',
} as const satisfies Record<UnreadFormat, PlainKey>;
const isUnread = (format: string): format is UnreadFormat => format in keysForUnread;

function wordsForFault(fault: PictureFault, width: number, height: number): string {
  const size = { width, height };
  switch (fault) {
    case 'pixels':
      return t('photos.tooManyPixels', size);
    case 'memory':
      return t('photos.tooMuchMemory', size);
    case 'empty':
      return t('photos.empty', size);
    case 'packed':
      return t('photos.packed');
    case 'too-slow':
      return t('photos.tooSlow');
    default:
      return t('photos.damaged');
  }
}

/**
 * Makes a stored photo of a file's bytes: upright, at most 2048 pixels on the long side, JPEG, sRGB, without any
 * metadata. Believes only the bytes, never a name or a content type. Resolves to a refusal for a file that cannot be used; rejects only for faults of our own.
 */
export async function normalisePhoto(
  bytes: Buffer,
  decoder: Pick<Decoder, 'photo'>,
  { shortSideLeast = photoLimits.shortSide }: { shortSideLeast?: number } = {},
): Promise<NormalisedPhoto | Refusal> {
  if (bytes.length > photoLimits.bytes) return tooLarge();
  const format = sniffImage(bytes);
  if (format === undefined) {
    return { refused: t('photos.noImage') };
  }
  if (isUnread(format)) return { refused: t(keysForUnread[format]) };
  const header = readHeader(bytes, format);
  if (!header) return { refused: t('photos.damaged') };
  const { width, height } = header;
  if (Math.min(width, height) < shortSideLeast) {
    return {
      refused: t('photos.tooSmall', { width, height, least: shortSideLeast }),
    };
  }
  const decoded = await decoder.photo(bytes, header);
  if ('fault' in decoded) return { refused: wordsForFault(decoded.fault, width, height) };
  return { bytes: Buffer.from(decoded.jpeg), width: decoded.width, height: decoded.height };
}
