import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes by their SHA-256. */
export interface Blobs {
  /**
   * Stores the bytes and resolves to their SHA-256 in hex. Storing the same bytes again changes nothing. `known` is
   * their hash, from a caller that has computed it already.
   */
  put(bytes: Uint8Array, known?: string): Promise<string>;
  get(sha256: string): Promise<Buffer | undefined>;
  delete(sha256: string): Promise<void>;
  /** How many bytes it has; undefined if there is none. */
  size(sha256: string): Promise<number | undefined>;
  /** Every blob and when it was last stored (ms since 1970). Walks the whole folder: for sweeps. */
  list(): Promise<StoredBlob[]>;
  /** Removes unfinished files that a killed process began before `time` (ms since 1970); resolves to how many. */
  removeUnfinished(time: number): Promise<number>;
}

export interface StoredBlob {
  sha256: string;
  modifiedAt: number;
}

const isSha256 = /^[0-9a-f]{64}$/;

/** Blobs as files below `root`. A file appears whole or not at all: it is written beside and renamed. */
export function createFileBlobs(root: string): Blobs {
  const pathOf = (sha256: string) => {
    if (!isSha256.test(sha256)) throw new Error('not a SHA-256');
    return join(root, sha256.slice(0, 2), sha256);
  };
  const absent = (error: unknown): undefined => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  };

  /** Every file below the root, except those deleted meanwhile. */
  async function files(): Promise<{ name: string; path: string; modifiedAt: number }[]> {
    const found = [];
    const folders = (await readdir(root, { withFileTypes: true }).catch(absent)) ?? [];
    for (const folder of folders.filter(entry => entry.isDirectory())) {
      const names = (await readdir(join(root, folder.name)).catch(absent)) ?? [];
      for (const name of names) {
        const path = join(root, folder.name, name);
        const facts = await stat(path).catch(absent);
        if (facts?.isFile()) found.push({ name, path, modifiedAt: facts.mtimeMs });
      }
    }
    return found;
  }

  return {
    async put(bytes, known) {
      const sha256 = known ?? createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(sha256);
      const beside = `${path}.${randomUUID()}`;
      // Nearly always the folder is there.
      if (!(await writeFile(beside, bytes).then(() => true, absent))) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(beside, bytes);
      }
      await rename(beside, path);
      return sha256;
    },
    async get(sha256) {
      return readFile(pathOf(sha256)).catch(absent);
    },
    delete: sha256 => rm(pathOf(sha256), { force: true }),
    async size(sha256) {
      return (await stat(pathOf(sha256)).catch(absent))?.size;
    },
    async list() {
      return (await files())
        .filter(({ name }) => isSha256.test(name))
        .map(({ name, modifiedAt }) => ({ sha256: name, modifiedAt }));
    },
    async removeUnfinished(time) {
      const old = (await files()).filter(({ name, modifiedAt }) => !isSha256.test(name) && modifiedAt < time);
      for (const { path } of old) await rm(path, { force: true });
      return old.length;
    },
  };
}
