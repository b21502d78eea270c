import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** A table of more rows than this is not read before the bot starts: a million records take seconds. */
const rowsAtStart = 5_000;
const rowsAtOnce = 500;
/** So much of the time the check of large tables rests, so that nobody notices it. */
const restTimes = 9;
/** A bot that is busy for more of the time than this has members waiting: they go first, for so long in all. */
const busyFrom = 0.1;
const patienceMs = 30 * 60_000;
const lookAgainMs = 250;

/** Rows of large tables that a check after the start has found; the next start looks at them first. */
const remembered = 'CREATE TABLE IF NOT EXISTS damaged_rows (name TEXT, id TEXT, PRIMARY KEY (name, id))';

/** Identifiers of SQLite. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

interface Checking {
  sqlite: Pick<KeyvSqlite, 'query'>;
  dataDir: string;
  putAside: PutAside;
  /** Tables that cost nothing but time to fill anew. */
  expendable: ReadonlySet<string>;
  logger?: Logger | undefined;
}

interface Damaged {
  table: string;
  key: string;
  why: string;
  /** Where the copy is. */
  copy: string;
}

/** The damaged rows of a table, by a condition, that the bot cannot do without; the others are put aside. */
async function damagedRows(
  table: string,
  { sqlite, putAside, expendable, logger }: Checking,
  condition = '1',
  ...parameters: unknown[]
): Promise<Damaged[]> {
  const rows = (await sqlite.query(
    `SELECT key, CAST(value AS TEXT) AS value FROM ${quoted(table)} WHERE (${condition}) AND ${unreadable}`,
    ...parameters,
  )) as Row[];
  const needed: Damaged[] = [];
  for (const { key, value } of rows) {
    const why = whyUnreadable(value);
    const copy = await putAside.keep({ table, key, value: value ?? '', why });
    if (expendable.has(table)) {
      // Unless the bot, which may run by now, has written it anew.
      await sqlite.query(`DELETE FROM ${quoted(table)} WHERE key = ? AND ${unreadable}`, key);
      logger?.error({ table, key, why, copy }, 'a damaged row was put aside');
    } else needed.push({ table, key, why, copy });
  }
  return needed;
}

/**
 * Looks for rows that nothing can be read from, before any is used: with a copy in a file, those of expendable tables
 * are removed, and all others end the start. Without them the bot would have forgotten what it promised to somebody.
 * Of large tables, only what `checkLargeTables` found earlier is looked at. Resolves to the names of these.
 * @throws ConfigError that names the rows
 */
export async function checkRows(checking: Checking): Promise<string[]> {
  const { sqlite, dataDir } = checking;
  const names = (await sqlite.query(tables)) as { name: string }[];
  await sqlite.query(remembered);
  const large: string[] = [];
  const fatal: string[] = [];
  for (const { name: table } of names) {
    // The last number is no count where rows were deleted, but there are never more.
    const [last] = (await sqlite.query(`SELECT max(rowid) AS at FROM ${quoted(table)}`)) as { at: number }[];
    const isLarge = (last?.at ?? 0) > rowsAtStart;
    if (isLarge) large.push(table);
    const found = isLarge
      ? await damagedRows(table, checking, 'key IN (SELECT id FROM damaged_rows WHERE name = ?)', table)
      : await damagedRows(table, checking);
    fatal.push(
      ...found.map(({ key, why, copy }) => `table ${table}, key ${key} (${why}; a copy is in ${copy})`),
    );
  }
  if (fatal.length === 0) {
    await sqlite.query('DELETE FROM damaged_rows');
    return large;
  }
  const more = fatal.length > namedMost ? [`and ${fatal.length - namedMost} more`] : [];
  throw new ConfigError([
    `DATA_DIR ${dataDir} has rows in ${join(dataDir, 'bot.sqlite')} that are damaged. Without them the bot would forget what it has promised or spent, so it does not start. Restore the file from a backup, or delete these rows with an SQLite tool if you accept that what they held is lost: ${[...fatal.slice(0, namedMost), ...more].join('; ')}`,
  ]);
}

/**
 * Reads the tables that were too large for the start, a few rows at a time and while the bot has little else to do. What
 * is damaged in them is named in the log, with a copy in a file, and the next start ends because of it unless it was
 * mended meanwhile. A member who needs such a record now gets an error with its name in the log.
 */
export async function checkLargeTables(
  names: readonly string[],
  {
    signal,
    busy = createBusy(),
    waitsMostMs = patienceMs,
    ...checking
  }: Checking & {
    signal: AbortSignal;
    /** Whether the bot has had much to do since the last call. */
    busy?: () => boolean;
    /** How long the check waits for calm in all; then it goes on regardless. */
    waitsMostMs?: number;
  },
): Promise<void> {
  const { sqlite, logger } = checking;
  const pause = (ms: number) => sleep(ms, undefined, { signal, ref: false }).catch(() => {});
  let waitedMs = 0;
  for (const table of names) {
    for (let from = 0; !signal.aborted; ) {
      const began = performance.now();
      const [page] = (await sqlite.query(
        `SELECT max(at) AS upTo FROM (SELECT rowid AS at FROM ${quoted(table)} WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce})`,
        from,
      )) as { upTo: number | null }[];
      if (!page?.upTo) break;
      const found = await damagedRows(table, checking, 'rowid > ? AND rowid <= ?', from, page.upTo);
      for (const { key, why, copy } of found) {
        await sqlite.query('INSERT OR IGNORE INTO damaged_rows VALUES (?, ?)', table, key);
        logger?.error({ table, key, why, copy }, 'a row is damaged; the next start ends unless it is mended');
      }
      from = page.upTo;
      await pause((performance.now() - began) * restTimes);
      for (; busy() && waitedMs < waitsMostMs && !signal.aborted; waitedMs += lookAgainMs)
        await pause(lookAgainMs);
    }
  }
}

function createBusy(): () => boolean {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization > busyFrom;
  };
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
