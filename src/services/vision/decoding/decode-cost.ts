import type { PictureHeader } from './picture-header.ts';

const megabyte = 1e6;
/** What decoding takes in any case: rows under way, and the copy that comes of it. */
const smallestMb = 50;
/** The most that one picture may take, in a bot that stays under 600 MB with everything. */
export const costMostMb = 250;
/** Phones take 50 megapixels and some 108, as JPEG, which is scaled down while it is decoded. */
const pixelsMost: Record<PictureHeader['format'], number> = {
  jpeg: 120e6,
  png: 60e6,
  webp: 60e6,
  avif: 60e6,
};
/** From here on a picture with hardly any data is made to be decoded, not to be looked at. */
const bombPixels = 2e6;
/** Photos have 0.3 bits a pixel and more, and 4 as PNG; one colour on millions of pixels has far less. */
const bitsPerPixelLeast: Record<PictureHeader['format'], number> = {
  ...{ jpeg: 0.1, png: 0.5, webp: 0.05, avif: 0.05 },
};

/** Memory that decoding a picture takes, in megabytes, by what its header says. */
export const costOf = ({ width, height, heldPerPixel }: PictureHeader): number =>
  smallestMb + (width * height * heldPerPixel) / megabyte;

export type TooMuch = 'pixels' | 'memory' | 'empty';

/** Why a picture is not decoded at all. */
export function tooMuchToDecode(header: PictureHeader): TooMuch | undefined {
  const pixels = header.width * header.height;
  if (pixels > pixelsMost[header.format]) return 'pixels';
  if (costOf(header) > costMostMb) return 'memory';
  return pixels > bombPixels && (8 * header.dataBytes) / pixels < bitsPerPixelLeast[header.format]
    ? 'empty'
    : undefined;
}
