import type { PictureHeader } from './picture-header.ts';

/** The first chunk says the size: that of the canvas (VP8X), of a lossless (VP8L) or of an ordinary picture (VP8). */
export function webpHeader(file: Buffer): PictureHeader | undefined {
  const header = (width: number, height: number, heldPerPixel: number): PictureHeader => ({
    ...{ format: 'webp', width, height, heldPerPixel },
    dataBytes: file.length,
  });
  switch (file.toString('latin1', 12, 16)) {
    case 'VP8X': {
      const animated = (file.readUInt8(20) & 2) !== 0;
      const lossless = file.includes('VP8L', 30, 'latin1');
      // Of an animation the canvas and the frame are held; without one, a lossless picture is held whole.
      return header(
        file.readUIntLE(24, 3) + 1,
        file.readUIntLE(27, 3) + 1,
        animated ? 8 : lossless ? 4 : 0.5,
      );
    }
    case 'VP8L': {
      const bits = file.readUInt32LE(21);
      return header((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, 4);
    }
    case 'VP8 ':
      return header(file.readUInt16LE(26) & 0x3fff, file.readUInt16LE(28) & 0x3fff, 0.5);
    default:
      return undefined;
  }
}
