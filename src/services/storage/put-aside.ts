import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { privateFile, privateFolder } from './data-folder.ts';

/** A row of the store that cannot be read. */
export interface DamagedRow {
  table: string;
  key: string;
  /** What stands in the row, as text. */
  value: string;
  /** What is wrong with it. */
  why: string;
}

/** Copies of damaged rows, each in a file that an operator can look at. */
export interface PutAside {
  /** Resolves to the file's path. The same row again is the same file. */
  keep(row: DamagedRow): Promise<string>;
  /**
   * Deletes copies that contain one of the texts, or all of several together: a deletion reaches what nobody can read, too.
   */
  forget(texts: readonly (string | readonly string[])[]): Promise<void>;
  /** Deletes what was kept long enough. */
  prune(now: number): Promise<void>;
}

/** Long enough for an operator to notice. Whose data is in a damaged row may be unknown, so it doesn't stay. */
export const asideKeptMs = 30 * 24 * 60 * 60_000;

export function createPutAside(folder: string): PutAside {
  const files = async () => (await readdir(folder).catch(() => [])).map(name => join(folder, name));
  return {
    async keep(row) {
      const mark = createHash('sha256')
        .update(JSON.stringify([row.key, row.value]))
        .digest('hex');
      const path = join(folder, `${row.table}-${mark.slice(0, 12)}.json`);
      await mkdir(folder, { recursive: true, mode: privateFolder });
      await writeFile(path, `${JSON.stringify(row, null, 2)}\n`, { mode: privateFile });
      return path;
    },
    async forget(texts) {
      if (texts.length === 0) return;
      for (const path of await files()) {
        const copy = await readFile(path, 'utf8');
        if (texts.some(text => [text].flat().every(one => copy.includes(one))))
          await rm(path, { force: true });
      }
    },
    async prune(now) {
      for (const path of await files()) {
        const { mtimeMs } = await stat(path);
        if (mtimeMs + asideKeptMs < now) await rm(path, { force: true });
      }
    },
  };
}
