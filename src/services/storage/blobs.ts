import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { said } from '../../words/words.ts';
import { privateFile, privateFolder } from './data-folder.ts';

/** Bytes by their SHA-256. */
export interface Blobs {
  /**
   * Stores the bytes and resolves to their SHA-256 in hex; they are on the disk then. Storing the same bytes again
   * changes nothing. `known` is their hash, from a caller that has computed it already. Where they are `passing`, the
   * system alone has them yet: a kill of the bot does not lose them, a power cut may.
   * @throws UserError disk-full
   */
  put(bytes: Uint8Array, known?: string, how?: { passing: boolean }): Promise<string>;
  /** The file that has the bytes, where blobs are files of this machine. */
  fileOf?(sha256: string): string;
  /** The bytes, if they are there and undamaged: a damaged blob counts as missing, and is removed. */
  get(sha256: string): Promise<Buffer | undefined>;
  /** Deletes the blob, and what a failed write left of it. */
  delete(sha256: string): Promise<void>;
  /** How many bytes it has; undefined if there is none. */
  size(sha256: string): Promise<number | undefined>;
  /** Makes sure that this many bytes can be stored, before anybody pays for them. @throws UserError disk-full */
  requireRoom(bytes: number): Promise<void>;
  /** Every blob and when it was last stored (ms since 1970), some at a time. Walks the whole folder: for sweeps. */
  pages(): AsyncIterable<StoredBlob[]>;
  /** All of them at once, where they are few. */
  list(): Promise<StoredBlob[]>;
  /**
   * Removes what writes left unfinished that have ended without success, in this process or an earlier one; with a
   * `time` (ms since 1970), only what is older. Resolves to how many files that were.
   */
  removeUnfinished(time?: number): Promise<number>;
}

export interface StoredBlob {
  sha256: string;
  modifiedAt: number;
}

const isSha256 = /^[0-9a-f]{64}$/;
/** The name that bytes are kept under. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/** What the records that go with a blob may need. */
const recordBytes = 2 * 1024 * 1024;
/** What the system says when a disk, or this user's share of it, is full. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** What it says of one file that cannot be read and never will. Anything else may pass, and is no missing blob. */
const lostCodes = new Set(['EIO', 'EISDIR', 'EACCES', 'EPERM', 'EILSEQ', 'EUCLEAN']);

export const diskFull = (cause?: unknown) => new UserError('disk-full', said('storage.diskFull'), { cause });

/** So long a figure about free space holds: of a burst each picture asks for it, twice. */
const roomHoldsMs = 100;

/** Waiting for the disk holds one of the four threads that all file work of the process shares. */
const writesAtOnce = 2;

/** Blobs as files below `root`. A file appears whole or not at all: it is written beside, flushed and renamed. */
export function createFileBlobs(root: string, { logger }: { logger?: Logger } = {}): Blobs {
  const inTurn = pLimit(writesAtOnce);
  /** Files being written now. */
  const unfinished = new Set<string>();
  /** The last write failed because the disk was full: figures about free space are not to be believed until one works. */
  let wasFull = false;
  /** What earlier processes left unfinished is gone, and nothing of this one could not be removed. */
  const dead = { cleared: false, left: false };

  let room: { at: number; free: Promise<number> } | undefined;

  const pathOf = (sha256: string) => {
    if (!isSha256.test(sha256)) throw new Error('not a SHA-256');
    return join(root, sha256.slice(0, 2), sha256);
  };

  /** Writes a file that others see only once it is whole and on the disk. */
  async function write(path: string, bytes: Uint8Array, { passing } = { passing: false }): Promise<void> {
    const beside = `${path}.${randomUUID()}`;
    unfinished.add(beside);
    try {
      await writeFile(beside, bytes, passing).catch(async error => {
        if (codeOf(error) !== 'ENOENT') throw error;
        // Nearly always the folder is there.
        await mkdir(dirname(path), { recursive: true, mode: privateFolder });
        await flushFolder(root);
        await writeFile(beside, bytes, passing);
      });
      await rename(beside, path);
      if (!passing) await flushFolder(dirname(path));
      wasFull = false;
    } catch (error) {
      await rm(beside, { force: true }).catch(() => {
        dead.left = true;
      });
      if (!fullCodes.has(codeOf(error))) throw error;
      wasFull = true;
      room = undefined;
      throw diskFull(error);
    } finally {
      unfinished.delete(beside);
    }
  }

  async function freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(root).catch(async error => {
      if (codeOf(error) !== 'ENOENT') throw error;
      await mkdir(root, { recursive: true, mode: privateFolder });
      return statfs(root);
    });
    return bavail * bsize;
  }

  /** The bytes of one file; undefined if there is none, or if the file cannot be read and never will. */
  async function read(path: string): Promise<Buffer | undefined> {
    try {
      return await readFile(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      if (!lostCodes.has(codeOf(error))) throw error;
      logger?.error({ err: error }, 'a stored file cannot be read; it counts as missing');
      return undefined;
    }
  }

  /** Removes the files of writes that have ended. */
  async function removeDead(paths: string[], time: number): Promise<number> {
    let count = 0;
    for (const path of paths.filter(each => !unfinished.has(each))) {
      const facts = await stat(path).catch(absent);
      if (!facts?.isFile() || facts.mtimeMs >= time) continue;
      await rm(path, { force: true });
      count++;
    }
    return count;
  }

  async function* pages(): AsyncIterable<StoredBlob[]> {
    for await (const entries of entriesBelow(root)) {
      const page: StoredBlob[] = [];
      for (const { name, path } of entries) {
        const facts = isSha256.test(name) ? await stat(path).catch(absent) : undefined;
        if (facts?.isFile()) page.push({ sha256: name, modifiedAt: facts.mtimeMs });
      }
      if (page.length > 0) yield page;
    }
  }

  return {
    async put(bytes, known, how) {
      const sha256 = known ?? sha256Of(bytes);
      const path = pathOf(sha256);
      await inTurn(() => write(path, bytes, how));
      return sha256;
    },

    fileOf: pathOf,

    async get(sha256) {
      const path = pathOf(sha256);
      // Twice, in case only the reading went wrong.
      for (let tries = 0; tries < 2; tries++) {
        const bytes = await read(path);
        if (!bytes || sha256Of(bytes) === sha256) return bytes;
      }
      logger?.error({ sha256 }, 'a stored file is damaged; it counts as missing');
      await rm(path, { force: true }).catch(() => undefined);
      return undefined;
    },

    async delete(sha256) {
      const path = pathOf(sha256);
      await unlink(path).catch(absent);
      room = undefined;
      // With a million pictures a folder has thousands of names.
      if (dead.cleared && !dead.left) return;
      const names = (await readdir(dirname(path)).catch(absent)) ?? [];
      const left = names.filter(name => name.startsWith(`${sha256}.`));
      await removeDead(
        left.map(name => join(dirname(path), name)),
        Number.POSITIVE_INFINITY,
      );
    },

    async size(sha256) {
      return (await stat(pathOf(sha256)).catch(absent))?.size;
    },

    async requireRoom(bytes) {
      const needed = bytes + recordBytes;
      if (!room || performance.now() > room.at + roomHoldsMs)
        room = { at: performance.now(), free: freeBytes() };
      const known = room;
      const free = await known.free.catch(error => {
        if (room === known) room = undefined;
        throw error;
      });
      if (free < needed) throw diskFull();
      // A user's share of the disk is in no figure: only writing tells.
      if (wasFull) {
        await inTurn(() => write(join(root, probeName), Buffer.alloc(needed)));
        await rm(join(root, probeName), { force: true });
      }
    },

    pages,

    async list() {
      const found = [];
      for await (const page of pages()) found.push(...page);
      return found;
    },

    async removeUnfinished(time = Number.POSITIVE_INFINITY) {
      let count = 0;
      for await (const entries of entriesBelow(root)) {
        const parts = entries.filter(({ name }) => !isSha256.test(name));
        count += await removeDead(
          parts.map(({ path }) => path),
          time,
        );
      }
      if (time === Number.POSITIVE_INFINITY) dead.cleared = true;
      return count;
    },
  };
}

const probeName = 'room';

function absent(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

async function writeFile(path: string, bytes: Uint8Array, passing: boolean): Promise<void> {
  const file = await open(path, 'w', privateFile);
  try {
    await file.writeFile(bytes);
    if (!passing) await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename in the folder last, on systems that let a folder be opened. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const entriesAtOnce = 500;

/** What lies in the root and in its folders, except what is deleted meanwhile; some at a time, however many there are. */
async function* entriesBelow(root: string): AsyncIterable<{ name: string; path: string }[]> {
  const entries = (await readdir(root, { withFileTypes: true }).catch(absent)) ?? [];
  const files = entries.filter(entry => !entry.isDirectory());
  yield files.map(({ name }) => ({ name, path: join(root, name) }));
  for (const folder of entries.filter(entry => entry.isDirectory())) {
    const path = join(root, folder.name);
    const names = (await readdir(path).catch(absent)) ?? [];
    for (let from = 0; from < names.length; from += entriesAtOnce)
      yield names.slice(from, from + entriesAtOnce).map(name => ({ name, path: join(path, name) }));
  }
}
