import { sniffImage } from '../vision/decoding/sniff-image.ts';

/** Whether a file carries Content Credentials, whoever signed them and whether or not they hold. Reads no pixel. */
export function hasCredentials(picture: Uint8Array): boolean {
  const file = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const format = sniffImage(file);
  try {
    if (format === 'png') return chunks(file, 8, 'big').includes('caBX');
    if (format === 'webp') return chunks(file, 12, 'little').includes('C2PA');
    return format === 'jpeg' && hasManifestSegment(file);
  } catch (error) {
    // A length points beyond the end of the file.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The types of a PNG's chunks up to its pixels (lengths are big-endian), or of all of a WebP's. */
function chunks(file: Buffer, from: number, order: 'big' | 'little'): string[] {
  const types: string[] = [];
  for (let at = from; at + 8 <= file.length; ) {
    if (order === 'big') {
      const type = file.toString('latin1', at + 4, at + 8);
      types.push(type);
      if (type === 'IDAT') break;
      at += file.readUInt32BE(at) + 12;
    } else {
      types.push(file.toString('latin1', at, at + 4));
      const length = file.readUInt32LE(at + 4);
      at += 8 + length + (length % 2);
    }
  }
  return types;
}

const app11 = 0xeb;
const startOfScan = 0xda;

/** JPEG XT boxes in APP11, the first of which says that it is C2PA's (C2PA specification, A.3.1). */
function hasManifestSegment(file: Buffer): boolean {
  for (let at = 2; at + 4 <= file.length && file[at] === 0xff && file[at + 1] !== startOfScan; ) {
    const length = file.readUInt16BE(at + 2);
    if (file[at + 1] === app11 && file.toString('latin1', at + 28, at + 32) === 'c2pa') return true;
    at += 2 + length;
  }
  return false;
}
