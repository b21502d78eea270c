import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type KeyvSqlite from '@keyv/sqlite';
import { copyDatabase } from '../copy-database.ts';
import type { PutAside } from '../put-aside.ts';

/** Long enough to notice that an update went wrong. */
export const copyKeptMs = 7 * 24 * 60 * 60_000;

/** What is left of a database whose records were moved to PostgreSQL. */
export const copyBeforeMove = 'before-move.sqlite';

/** A move to SQLite that was cut short leaves the last: it begins anew without it. */
const isCopy =
  /^(before-(update-from-\d+|move)\.sqlite(\.partial(-journal)?)?|bot\.sqlite\.filling(-journal)?)$/;

/** Stores a copy of the database as it is, and resolves to its path. The file is there whole or not at all. */
export async function keepCopy(
  query: KeyvSqlite['query'],
  { dataDir, version }: { dataDir: string; version: number },
): Promise<string> {
  const path = join(dataDir, `before-update-from-${version}.sqlite`);
  await copyDatabase(query, `${path}.partial`);
  await rename(`${path}.partial`, path);
  const folder = await open(dataDir, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
  return path;
}

const copiesIn = async (dataDir: string) =>
  (await readdir(dataDir).catch(() => [])).filter(name => isCopy.test(name)).map(name => join(dataDir, name));

/** What a process left that was killed while it copied. */
export async function removePartialCopies(dataDir: string): Promise<void> {
  for (const path of await copiesIn(dataDir)) if (path.includes('.partial')) await rm(path, { force: true });
}

/** Deletes the copies, all or those that were kept long enough by `now` (ms since 1970). */
export async function dropCopies(dataDir: string, now = Number.POSITIVE_INFINITY): Promise<void> {
  for (const path of await copiesIn(dataDir)) {
    const { mtimeMs } = await stat(path);
    if (mtimeMs + copyKeptMs < now) await rm(path, { force: true });
  }
}

/** What was put aside, and the copies beside it, whichever database the records are in now. */
export const withCopies = (putAside: PutAside, dataDir: string): Pick<PutAside, 'forget' | 'prune'> => ({
  async forget(texts) {
    await putAside.forget(texts);
    // Whose data is in such a copy takes reading all of it to say, so it goes with the first deletion.
    if (texts.length > 0) await dropCopies(dataDir);
  },
  async prune(now) {
    await putAside.prune(now);
    await dropCopies(dataDir, now);
  },
});
