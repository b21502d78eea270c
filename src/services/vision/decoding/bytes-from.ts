import { readFile } from 'node:fs/promises';
import type { PictureBytes } from './decode-protocol.ts';

/** The bytes of a task; undefined where their file is gone, or has another length. */
export async function bytesFrom(from: PictureBytes): Promise<Uint8Array | undefined> {
  if ('bytes' in from) return from.bytes;
  const bytes = await readFile(from.file).catch(() => undefined);
  return bytes?.length === from.length ? bytes : undefined;
}
