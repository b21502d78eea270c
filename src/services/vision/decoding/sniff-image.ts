/** Formats that are read, and those that are only named. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | UnreadFormat;
export type UnreadFormat = 'heic' | 'gif' | 'tiff' | 'bmp' | 'jpeg-xl' | 'svg' | 'video';

/** The format that the first bytes name; undefined for anything else. */
export function sniffImage(bytes: Uint8Array): ImageFormat | undefined {
  const ascii = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  const start = ascii(0, 12);
  // Some phones write stray bytes before the first segment.
  if (/^\xff\xd8.{0,32}?\xff[\xc0-\xfe]/s.test(ascii(0, 40))) return 'jpeg';
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  if (start.slice(4, 8) === 'ftyp') return brandFormat(ascii(8, 32));
  if (/^GIF8[79]a/.test(start)) return 'gif';
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) return 'tiff';
  if (start.startsWith('\xff\x0a') || start === '\0\0\0\x0cJXL \r\n\x87\n') return 'jpeg-xl';
  // "BM" begins words too: the reserved bytes of a bitmap are zero.
  if (start.startsWith('BM') && start.slice(6, 10) === '\0\0\0\0') return 'bmp';
  const text = ascii(0, 1_024).trimStart();
  return text.startsWith('<') && /<svg[\s>]/i.test(text) ? 'svg' : undefined;
}

/** What is in a container of ISO's base media format, by its main and its compatible brands. */
function brandFormat(brands: string): ImageFormat | undefined {
  if (/avi[fs]/.test(brands)) return 'avif';
  if (/he[iv][cxms]|mif1|msf1/.test(brands)) return 'heic';
  return /isom|iso\d|mp4|qt {2}|3gp|M4V/.test(brands) ? 'video' : undefined;
}

const contentTypes: Partial<Record<ImageFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** The content type of a stored photo. */
export const contentTypeOf = (bytes: Uint8Array): string =>
  contentTypes[sniffImage(bytes) ?? 'svg'] ?? 'application/octet-stream';
