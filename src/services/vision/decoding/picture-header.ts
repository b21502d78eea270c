import { avifHeader } from './avif.ts';
import { jpegHeader } from './jpeg.ts';
import { pngHeader } from './png.ts';
import type { ImageFormat, UnreadFormat } from './sniff-image.ts';
import { webpHeader } from './webp.ts';

/** What a file says of its picture before any of it is decoded. It is not believed beyond what may be decoded. */
export interface PictureHeader {
  format: Exclude<ImageFormat, UnreadFormat>;
  width: number;
  height: number;
  /**
   * Bytes that a decoder holds for each pixel, beyond a few rows: 0 where it passes the rows on as they come, and
   * otherwise by channels, depth, and what the format's decoder is known to need.
   */
  heldPerPixel: number;
  /** Bytes of the file that hold the picture itself rather than words about it. */
  dataBytes: number;
}

/** @returns undefined for a file that is damaged before its size is known. */
export function readHeader(bytes: Uint8Array, format: ImageFormat | undefined): PictureHeader | undefined {
  // A view, so that numbers can be read from it.
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (format === 'jpeg') return jpegHeader(file);
    if (format === 'png') return pngHeader(file);
    if (format === 'webp') return webpHeader(file);
    return format === 'avif' ? avifHeader(file) : undefined;
  } catch (error) {
    // A number was read beyond the end of the file.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
