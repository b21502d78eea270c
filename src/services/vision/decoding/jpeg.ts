import type { PictureHeader } from './picture-header.ts';

const marker = { soi: 0xd8, eoi: 0xd9, sos: 0xda } as const;
/** More scans than any camera or editor writes: each of them goes over the whole picture. */
const scansMost = 64;

interface Segment {
  marker: number;
  /** Where its 0xFF is, and where the next segment should begin. */
  at: number;
  end: number;
}

const isFrame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
const isRestart = (code: number) => code >= 0xd0 && code <= 0xd7;
/** Baseline and extended sequential: what is not progressive, lossless or hierarchical. */
const isSequential = (code: number) => code === 0xc0 || code === 0xc1 || code === 0xc9;

/** The segments one after another; what lies between two of them does not belong in the file. */
function* segmentsOf(file: Buffer): Generator<Segment> {
  let at = 0;
  for (;;) {
    at = nextMarker(file, at);
    if (at < 0) return;
    const code = file.readUInt8(at + 1);
    const alone = code === marker.soi || code === marker.eoi || code === 1 || isRestart(code);
    const end = alone ? at + 2 : at + 2 + file.readUInt16BE(at + 2);
    yield { marker: code, at, end };
    at = end;
  }
}

/** Where the next marker begins, past coded data and fill bytes; −1 where there is none. */
function nextMarker(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const code = file[at + 1];
    if (code !== undefined && code !== 0 && code !== 0xff && !isRestart(code)) return at;
  }
  return -1;
}

export function jpegHeader(file: Buffer): PictureHeader | undefined {
  for (const { marker: code, at } of segmentsOf(file)) {
    if (code === marker.eoi || code === marker.sos) return undefined;
    if (!isFrame(code)) continue;
    const [height, width, components] = [
      file.readUInt16BE(at + 5),
      file.readUInt16BE(at + 7),
      file.readUInt8(at + 9),
    ];
    const sampling = Array.from({ length: components }, (_, index) => {
      const factors = file.readUInt8(at + 11 + 3 * index);
      return (factors >> 4) * (factors & 15);
    });
    const samples = sampling.reduce((sum, factor) => sum + factor, 0) / Math.max(1, ...sampling);
    return {
      format: 'jpeg',
      width,
      height,
      // Of a progressive file every coefficient is kept, two bytes each, until its last scan has come.
      heldPerPixel: isSequential(code) ? 0 : 2 * samples,
      dataBytes: file.length,
    };
  }
  return undefined;
}

/**
 * A JPEG without the two faults that phones are known to write and that cost no pixel: a scan header of zeros in a
 * picture that is not progressive (put right in place), and stray bytes between segments.
 * @returns undefined for a file without its end, or with more scans than a picture has.
 */
export function mendJpeg(bytes: Uint8Array): Buffer | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Buffer[] = [];
  let sequential = false;
  let scans = 0;
  let afterScan = false;
  let copied = 0;
  try {
    for (const { marker: code, at, end } of segmentsOf(file)) {
      // Coded data follows a scan's header, up to the next marker; anywhere else there is nothing to be found.
      parts.push(file.subarray(afterScan ? copied : at, end));
      copied = end;
      afterScan = code === marker.sos || (afterScan && code !== marker.eoi && end === at + 2);
      if (isFrame(code)) sequential = isSequential(code);
      if (code === marker.sos) {
        if (++scans > scansMost) return undefined;
        if (sequential) file.set([0, 63, 0], end - 3);
      }
      if (code === marker.eoi) return scans > 0 ? Buffer.concat(parts) : undefined;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/** Whether a strict decoder only minds bytes that lie between the coded data and the next marker. */
export const isAboutStrayBytes = (error: unknown): boolean =>
  error instanceof Error && /extraneous bytes before marker/.test(error.message);
