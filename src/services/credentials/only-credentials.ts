import { sniffImage } from '../vision/decoding/sniff-image.ts';

interface Range {
  start: number;
  length: number;
}

/** Header, and what follows the payload: the checksum of a PNG's chunk. */
const [pngFrame, webpFrame] = [12, 8];
const app11 = 0xffeb;

/**
 * Whether a part of a file is credentials and nothing else. What a signature leaves out has to be: credentials can be
 * made shorter without breaking them, and pixels put into the room that gets free.
 */
export function isOnlyCredentials(picture: Uint8Array, { start, length }: Range): boolean {
  const file = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const end = start + length;
  if (end > file.length || length < pngFrame) return false;
  const text = (from: number, to: number) => file.toString('latin1', start + from, start + to);
  switch (sniffImage(file)) {
    case 'png':
      return text(4, 8) === 'caBX' && file.readUInt32BE(start) + pngFrame === length;
    case 'webp': {
      const payload = file.readUInt32LE(start + 4);
      return text(0, 4) === 'C2PA' && webpFrame + payload + (payload % 2) === length;
    }
    case 'jpeg':
      return isJpegXt(file, start, end);
    default:
      return false;
  }
}

/** Segments of JPEG XT's boxes, one after another: no decoder takes pixels from them. */
function isJpegXt(file: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at + 6 <= end) {
    if (file.readUInt16BE(at) !== app11 || file.toString('latin1', at + 4, at + 6) !== 'JP') return false;
    at += 2 + file.readUInt16BE(at + 2);
  }
  return at === end;
}
