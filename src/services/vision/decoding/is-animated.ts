import { sniffImage } from './sniff-image.ts';

/** Whether a PNG or a WebP holds several pictures that are shown one after another. */
export function isAnimated(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (sniffImage(file)) {
    case 'webp':
      return file.toString('latin1', 12, 16) === 'VP8X' && ((file[20] ?? 0) & 2) !== 0;
    case 'png': {
      const pixels = file.indexOf('IDAT', 8, 'latin1');
      const control = file.indexOf('acTL', 8, 'latin1');
      return control >= 0 && control < pixels;
    }
    default:
      return false;
  }
}
