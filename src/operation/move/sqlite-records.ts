import { rename, rm, stat } from 'node:fs/promises';
import { createPrivate } from '../../services/storage/data-folder.ts';
import { type DatabaseFile, openDatabaseFile, recordTables } from '../../services/storage/database-file.ts';
import { storeVersion, versionOf } from '../../services/storage/migrations/migrate.ts';
import { absent, OperationError } from '../words.ts';
import { type KeptRow, rowsAtOnce, type Source, type Target } from './records.ts';

const columns = 'key, CAST(value AS TEXT) AS value';

async function* pages<At>(
  read: (after: At) => Promise<(KeptRow & { at: At })[]>,
  from: At,
): AsyncIterable<KeptRow[]> {
  for (let after = from; ; ) {
    const rows = await read(after);
    if (rows.length > 0) yield rows.map(({ key, value }) => ({ key, value }));
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = last.at;
  }
}

const byKeyIn = ({ query }: DatabaseFile, table: string) =>
  pages<string>(
    async after =>
      (await query(
        `SELECT key AS at, ${columns} FROM "${table}" WHERE key > ? ORDER BY key LIMIT ${rowsAtOnce}`,
        after,
      )) as (KeptRow & { at: string })[],
    '',
  );

/** The database of a data folder, which nobody else may be using. @throws OperationError */
export async function openSqliteSource(path: string): Promise<Source> {
  if (!(await stat(path).catch(absent))) throw new OperationError(`There is nothing to move: no ${path}.`);
  const database = await openDatabaseFile(path);
  // A snapshot, even while others write.
  await database.query('BEGIN');
  return {
    name: path,
    version: await versionOf(database.query),
    tables: () => recordTables(database.query),
    async *rows(table, behind) {
      const [row] =
        behind === undefined
          ? []
          : ((await database.query(`SELECT rowid AS at FROM "${table}" WHERE key = ?`, behind)) as {
              at: number;
            }[]);
      if (behind !== undefined && !row)
        throw new OperationError(
          `${path} has changed since the first part of it was moved. Empty the target, and begin again.`,
        );
      yield* pages<number>(
        async after =>
          (await database.query(
            `SELECT rowid AS at, ${columns} FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce}`,
            after,
          )) as (KeptRow & { at: number })[],
        row?.at ?? 0,
      );
    },
    byKey: table => byKeyIn(database, table),
    async close() {
      await database.query('COMMIT');
      await database.close();
    },
  };
}

/** A new file, under a name that no bot opens until it is whole; or the one that a move was cut short behind. */
export async function openSqliteTarget(path: string): Promise<Target> {
  if (await stat(path).catch(absent)) return wholeFile(path);
  const beside = `${path}.filling`;
  await createPrivate(beside);
  const database = await openDatabaseFile(beside);
  await database.query('PRAGMA journal_mode=DELETE');
  return {
    name: path,
    tables: () => recordTables(database.query),
    byKey: table => byKeyIn(database, table),
    begin: async table =>
      // As Keyv makes it.
      void (await database.query(
        `CREATE TABLE IF NOT EXISTS "${table}" (key VARCHAR(255) PRIMARY KEY, value TEXT)`,
      )),
    async last(table) {
      const [row] = (await database.query(
        `SELECT key FROM "${table}" ORDER BY rowid DESC LIMIT 1`,
      )) as KeptRow[];
      return row?.key;
    },
    async add(table, rows) {
      await database.query(
        `INSERT INTO "${table}" (key, value) SELECT value->>0, value->>1 FROM json_each(?)`,
        JSON.stringify(rows.map(({ key, value }) => [key, value])),
      );
    },
    async finish() {
      await database.query(`PRAGMA user_version=${storeVersion}`);
      await database.close();
      // SQLite would write what a file of this name left into this one.
      for (const ending of ['-wal', '-shm', '-journal']) await rm(`${path}${ending}`, { force: true });
      await rename(beside, path);
      await rm(`${beside}-journal`, { force: true });
    },
    close: () => database.close().catch(() => undefined),
  };
}

async function wholeFile(path: string): Promise<Target> {
  const database = await openDatabaseFile(path);
  const never = async () => {
    throw new Error(`${path} is not to be filled`);
  };
  return {
    name: path,
    whole: `${path} is there already, and nothing was changed. Move it away first.`,
    tables: () => recordTables(database.query),
    byKey: table => byKeyIn(database, table),
    ...{ begin: never, last: never, add: never },
    finish: async () => {},
    close: () => database.close(),
  };
}
