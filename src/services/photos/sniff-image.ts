export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'svg';

/** The format that the first bytes name; undefined for anything else. */
export function sniffImage(bytes: Uint8Array): ImageFormat | undefined {
  const ascii = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(4, 8) === 'ftyp') {
    const brands = ascii(8, 32);
    if (brands.includes('avif')) return 'avif';
    if (/hei[cx]|hevc|mif1/.test(brands)) return 'heic';
  }
  const start = ascii(0, 1_024).trimStart();
  if (start.startsWith('<') && /<svg[\s>]/i.test(start)) return 'svg';
  return undefined;
}

const contentTypes: Partial<Record<ImageFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** The content type of a stored photo. */
export const contentTypeOf = (bytes: Uint8Array): string =>
  contentTypes[sniffImage(bytes) ?? 'svg'] ?? 'application/octet-stream';
