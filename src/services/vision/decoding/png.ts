import { inflateSync } from 'node:zlib';
import type { PictureHeader } from './picture-header.ts';

const signatureLength = 8;
/** The chunks that make up the picture. All others are words about it, which may unpack to gigabytes. */
const pictureChunks = [
  'IHDR',
  'PLTE',
  'tRNS',
  'IDAT',
  'IEND',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'pHYs',
  'eXIf',
];
/** A colour profile is some kilobytes, and a picture's words with all its settings are not many more. */
const unpackedMost = 4 * 2 ** 20;

interface Chunk {
  type: string;
  data: Buffer;
  /** With its length, type and checksum. */
  whole: Buffer;
}

/** @throws RangeError for a file that ends before its chunks do. */
function* chunksOf(file: Buffer): Generator<Chunk> {
  for (let at = signatureLength; ; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const end = at + 12 + length;
    if (end > file.length) throw new RangeError('The file ends within a chunk.');
    yield { type, data: file.subarray(at + 8, end - 4), whole: file.subarray(at, end) };
    if (type === 'IEND') return;
    at = end;
  }
}

const channelsOf: Record<number, number> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

export function pngHeader(file: Buffer): PictureHeader | undefined {
  let header: PictureHeader | undefined;
  for (const { type, data } of chunksOf(file)) {
    if (type === 'IHDR') {
      const [depth, colour, interlaced] = [data.readUInt8(8), data.readUInt8(9), data.readUInt8(12) !== 0];
      // One more for transparency, which a chunk may add.
      const channels = (channelsOf[colour] ?? 4) + 1;
      header = {
        format: 'png',
        width: data.readUInt32BE(0),
        height: data.readUInt32BE(4),
        heldPerPixel: interlaced ? Math.min(4, channels) * (depth > 8 ? 2 : 1) : 0,
        dataBytes: 0,
      };
    }
    if (type === 'IDAT' && header) header.dataBytes += data.length;
  }
  return header;
}

/** A PNG with nothing but its picture, or why there is none. */
export function barePng(bytes: Uint8Array): Buffer | 'damaged' | 'packed' {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [file.subarray(0, signatureLength)];
  let room = unpackedMost;
  try {
    for (const { type, data, whole } of chunksOf(file)) {
      room -= unpackedLength(type, data, room);
      if (room < 0) return 'packed';
      if (pictureChunks.includes(type) || type === 'iCCP') kept.push(whole);
    }
  } catch (error) {
    if (error instanceof RangeError) return 'damaged';
    throw error;
  }
  return Buffer.concat(kept);
}

/** How much a chunk of words takes once it is unpacked; above `most` for one that takes more than that. */
function unpackedLength(type: string, data: Buffer, most: number): number {
  const packed = packedPart(type, data);
  if (!packed) return pictureChunks.includes(type) ? 0 : data.length;
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, most) }).length;
  } catch (error) {
    // Damaged words are dropped with all the others.
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? most + 1 : 0;
  }
}

/** What of a chunk is compressed: everything after its name and the bytes that say how. */
function packedPart(type: string, data: Buffer): Buffer | undefined {
  const name = data.indexOf(0);
  if (type === 'zTXt' || type === 'iCCP') return data.subarray(name + 2);
  if (type !== 'iTXt' || data[name + 1] !== 1) return undefined;
  const language = data.indexOf(0, name + 3);
  return data.subarray(data.indexOf(0, language + 1) + 1);
}
