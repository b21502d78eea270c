import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes by their SHA-256. */
export interface Blobs {
  /** Stores the bytes and resolves to their SHA-256 in hex. Storing the same bytes again changes nothing. */
  put(bytes: Uint8Array): Promise<string>;
  get(sha256: string): Promise<Buffer | undefined>;
  delete(sha256: string): Promise<void>;
}

/** Blobs as files below `root`. A file appears whole or not at all: it is written beside and renamed. */
export function createFileBlobs(root: string): Blobs {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
    return join(root, sha256.slice(0, 2), sha256);
  };
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(sha256);
      await mkdir(dirname(path), { recursive: true });
      const beside = `${path}.${randomUUID()}`;
      await writeFile(beside, bytes);
      await rename(beside, path);
      return sha256;
    },
    async get(sha256) {
      try {
        return await readFile(pathOf(sha256));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    delete: sha256 => rm(pathOf(sha256), { force: true }),
  };
}
