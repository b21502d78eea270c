import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import sharp from 'sharp';
import type { SnowflakeSource } from '../state/snowflake.ts';

export interface StoredFile {
  id: string;
  /** First part of its CDN address: attachments/<channel> or ephemeral-attachments/<application>. */
  folder: string;
  filename: string;
  contentType: string;
  bytes: Buffer;
  width?: number;
  height?: number;
  description?: string;
}

export interface FileStore {
  add(file: { folder: string; name: string; bytes: Buffer; description?: string }): Promise<StoredFile>;
  get(id: string): StoredFile | undefined;
  remove(id: string): void;
  /** A fresh signed address, absolute. */
  url(file: StoredFile): string;
  /** The file behind a request, or nothing when the signature is wrong or has expired. */
  open(path: string, query: Record<string, string | undefined>): StoredFile | undefined;
}

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  heic: 'image/heic',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  zip: 'application/zip',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  mp4: 'video/mp4',
};

/** The type by the name's ending, else by the first bytes: discord.js declares what it cannot sniff as octets. */
export function inferContentType(filename: string, bytes: Buffer): string {
  const ending = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase();
  const byName = ending && TYPES[ending];
  if (byName) return byName;
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  if (bytes.toString('latin1', 0, 4) === 'GIF8') return 'image/gif';
  return 'application/octet-stream';
}

/** The embedded CDN's files. Signed addresses live for `expiryMs`. */
export function createFileStore(options: {
  ids: SnowflakeSource;
  baseUrl: () => string;
  expiryMs: number;
}): FileStore {
  const key = randomBytes(32);
  const files = new Map<string, StoredFile>();
  const sign = (path: string, ex: string, is: string) =>
    createHmac('sha256', key).update(`${path}?${ex}&${is}`).digest('hex');
  const pathOf = (file: StoredFile) => `/${file.folder}/${file.id}/${encodeURIComponent(file.filename)}`;
  return {
    async add({ folder, name, bytes, description }) {
      const filename = name.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(-200) || 'file';
      const file: StoredFile = {
        id: options.ids.next(),
        folder,
        filename,
        contentType: inferContentType(filename, bytes),
        bytes,
        ...(description ? { description } : {}),
      };
      if (file.contentType.startsWith('image/')) {
        try {
          const seen = await sharp(bytes).metadata();
          file.width = seen.autoOrient.width;
          file.height = seen.autoOrient.height;
        } catch {
          // Named like an image but none: Discord then gives no size.
        }
      }
      files.set(file.id, file);
      return file;
    },
    get: id => files.get(id),
    remove: id => {
      files.delete(id);
    },
    url(file) {
      // Seconds in hexadecimal, as Discord writes them.
      const is = Math.floor(Date.now() / 1000).toString(16);
      const ex = Math.floor((Date.now() + options.expiryMs) / 1000).toString(16);
      const path = pathOf(file);
      return `${options.baseUrl()}${path}?ex=${ex}&is=${is}&hm=${sign(path, ex, is)}`;
    },
    open(path, query) {
      const { ex = '', is = '', hm = '' } = query;
      const file = files.get(path.split('/').at(-2) ?? '');
      if (!file || pathOf(file) !== path) return undefined;
      const expected = Buffer.from(sign(path, ex, is));
      const given = Buffer.from(hm);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return Number.parseInt(ex, 16) * 1000 > Date.now() ? file : undefined;
    },
  };
}
