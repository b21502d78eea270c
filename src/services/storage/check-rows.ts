import { join } from 'node:path';
import type KeyvSqlite from '@keyv/sqlite';
import { ConfigError } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import type { PutAside } from './put-aside.ts';

/** As much of what is wrong as one start says; the rest is in the files. */
const namedMost = 20;
/** In this order: a function of JSON fails on what is none. */
const unreadable = `CASE
  WHEN typeof(value) <> 'text' THEN 1
  WHEN json_valid(value) = 0 THEN 1
  ELSE json_type(value, '$.value') IS NULL
END`;
const tables = `SELECT name FROM sqlite_master
  WHERE type = 'table' AND 2 = (
    SELECT count(*) FROM pragma_table_info(sqlite_master.name) AS columns WHERE columns.name IN ('key', 'value')
  ) ORDER BY name`;

interface Row {
  key: string;
  value: string | null;
}

/** Identifiers of SQLite. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Looks for rows that nothing can be read from, before any is used: with a copy in a file, those of expendable tables
 * are removed, and all others end the start. Without them the bot would have forgotten what it promised to somebody.
 * @throws ConfigError that names them
 */
export async function checkRows({
  sqlite,
  dataDir,
  putAside,
  expendable,
  logger,
}: {
  sqlite: Pick<KeyvSqlite, 'query'>;
  dataDir: string;
  putAside: PutAside;
  /** Tables that cost nothing but time to fill anew. */
  expendable: ReadonlySet<string>;
  logger?: Logger | undefined;
}): Promise<void> {
  const names = (await sqlite.query(tables)) as { name: string }[];
  const fatal: string[] = [];
  for (const { name: table } of names) {
    const rows = (await sqlite.query(
      `SELECT key, CAST(value AS TEXT) AS value FROM ${quoted(table)} WHERE ${unreadable}`,
    )) as Row[];
    for (const { key, value } of rows) {
      const row = { table, key, value: value ?? '', why: whyUnreadable(value) };
      const path = await putAside.keep(row);
      if (expendable.has(table)) {
        await sqlite.query(`DELETE FROM ${quoted(table)} WHERE key = ?`, key);
        logger?.error({ table, key, why: row.why, copy: path }, 'a damaged row was put aside');
      } else fatal.push(`table ${table}, key ${key} (${row.why}; a copy is in ${path})`);
    }
  }
  if (fatal.length === 0) return;
  const more = fatal.length > namedMost ? [`and ${fatal.length - namedMost} more`] : [];
  throw new ConfigError([
    `DATA_DIR ${dataDir} has rows in ${join(dataDir, 'bot.sqlite')} that are damaged. Without them the bot would forget what it has promised or spent, so it does not start. Restore the file from a backup, or delete these rows with an SQLite tool if you accept that what they held is lost: ${[...fatal.slice(0, namedMost), ...more].join('; ')}`,
  ]);
}

function whyUnreadable(value: string | null): string {
  if (value === null) return 'it is empty';
  try {
    JSON.parse(value);
    return 'it is not a record of this bot';
  } catch {
    return 'it is not JSON';
  }
}
