import { stat } from 'node:fs/promises';
import KeyvSqlite from '@keyv/sqlite';
import { busyTimeoutMs } from './patience.ts';

export const databaseName = 'bot.sqlite';

export interface DatabaseFile {
  query: KeyvSqlite['query'];
  close(): Promise<void>;
}

/** A connection to the file of a store, for looking at it and copying it. @throws ENOENT */
export async function openDatabaseFile(path: string): Promise<DatabaseFile> {
  // SQLite would make an empty one.
  await stat(path);
  const sqlite = new KeyvSqlite({ uri: `sqlite://${path}`, table: 'upkeep', busyTimeout: busyTimeoutMs });
  sqlite.on('error', () => undefined);
  return {
    query: (sql, ...parameters) => sqlite.query(sql, ...parameters),
    close: () => sqlite.disconnect(),
  };
}

/** Tables of records, as they are in the file: by name, with a key and a value. */
export async function recordTables(query: KeyvSqlite['query']): Promise<string[]> {
  const rows = (await query(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'upkeep' AND 2 = (
       SELECT count(*) FROM pragma_table_info(sqlite_master.name) AS columns WHERE columns.name IN ('key', 'value')
     ) ORDER BY name`,
  )) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** What SQLite finds wrong with the file; nothing if it is whole. */
export async function faultsOf(query: KeyvSqlite['query']): Promise<string[]> {
  const found = (await query('PRAGMA quick_check(3)')) as { quick_check: string }[];
  return found.map(row => row.quick_check).filter(words => words !== 'ok');
}
