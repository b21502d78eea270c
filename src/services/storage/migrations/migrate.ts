import { statfs } from 'node:fs/promises';
import type KeyvSqlite from '@keyv/sqlite';
import { ConfigError } from '../../../config.ts';
import type { Logger } from '../../../logger.ts';
import { faultsOf } from '../database-file.ts';
import { keepCopy, removePartialCopies } from './kept-copies.ts';
import { steps as allSteps, type Step } from './steps.ts';

/** The version of the store that this bot writes. */
export const storeVersion = allSteps.length;

/** The copy, and as much again for the journal of the step. */
const sizesNeeded = 2;
const megabyte = 1024 * 1024;
/** What SQLite says where a disk is full, or a file may not grow. */
const notWritten = new Set(['SQLITE_FULL', 'SQLITE_IOERR']);

/**
 * Brings the store to the version of this bot, forwards only. The file is checked and a copy is kept before anything
 * changes; each step is one transaction together with its number, so that a process that is killed in between leaves
 * the store as it was before that step, and the next start goes on there.
 * @throws ConfigError if the store is of a newer bot, is damaged, or cannot be written
 */
export async function migrate(
  sqlite: Pick<KeyvSqlite, 'query'>,
  {
    dataDir,
    steps = allSteps,
    logger,
  }: { dataDir: string; steps?: readonly Step[]; logger?: Logger | undefined },
): Promise<void> {
  const query: KeyvSqlite['query'] = (sql, ...parameters) => sqlite.query(sql, ...parameters);
  await removePartialCopies(dataDir);
  const from = await versionOf(query);
  const latest = steps.length;
  if (from > latest) {
    throw new ConfigError([
      `DATA_DIR ${dataDir} was last used by a newer version of the bot: its store has version ${from}, and this bot knows versions up to ${latest}. Nothing was changed. Start the newer bot again, or restore a backup from before the update`,
    ]);
  }
  if (from === latest) return;
  if (await isEmpty(query)) {
    await query(`PRAGMA user_version=${latest}`);
    return;
  }
  await checkFile(query, dataDir);
  const copy = await inWords(dataDir, 'nothing was changed', () =>
    keepCopy(query, { dataDir, version: from }),
  );
  for (const [at, step] of steps.entries()) {
    const version = at + 1;
    if (version <= from) continue;
    logger?.info({ version, step: step.what, copy }, 'the stored records are brought to a newer version');
    await inWords(dataDir, `the store has version ${at}, and a copy from before is in ${copy}`, () =>
      take(step, version, query),
    );
  }
}

async function take(step: Step, version: number, query: KeyvSqlite['query']): Promise<void> {
  if (step.alone) {
    await step.run(query);
    await query(`PRAGMA user_version=${version}`);
    return;
  }
  await query('BEGIN IMMEDIATE');
  try {
    await step.run(query);
    await query(`PRAGMA user_version=${version}`);
    await query('COMMIT');
  } catch (error) {
    await query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

export async function versionOf(query: KeyvSqlite['query']): Promise<number> {
  const [row] = (await query('PRAGMA user_version')) as { user_version: number }[];
  return row?.user_version ?? 0;
}

/** Nothing but the table that the connection itself made. */
async function isEmpty(query: KeyvSqlite['query']): Promise<boolean> {
  const [row] = (await query(
    "SELECT count(*) AS many FROM sqlite_master WHERE type = 'table' AND name <> 'upkeep'",
  )) as { many: number }[];
  return row?.many === 0;
}

/** The file is whole, and there is room. */
async function checkFile(query: KeyvSqlite['query'], dataDir: string): Promise<void> {
  const wrong = await faultsOf(query);
  if (wrong.length > 0) {
    throw new ConfigError([
      `DATA_DIR ${dataDir} has a damaged database, so its records are not brought to the version of this bot and nothing was changed. Restore it from a backup (${wrong.join('; ')})`,
    ]);
  }
  const [pages] = (await query(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  )) as { bytes: number }[];
  const needed = (pages?.bytes ?? 0) * sizesNeeded;
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < needed) throw noRoom(dataDir, needed, 'nothing was changed');
}

const noRoom = (dataDir: string, bytes: number, state: string, cause?: unknown) =>
  new ConfigError(
    [
      `The disk of DATA_DIR ${dataDir} has no room to bring the records to the version of this bot${bytes ? `: ${Math.ceil(bytes / megabyte)} MB are needed` : ''}. Free some and start again; ${state}`,
    ],
    { cause },
  );

async function inWords<T>(dataDir: string, state: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as { code?: string };
    if (code && (notWritten.has(code) || code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'))
      throw noRoom(dataDir, 0, state, error);
    throw error;
  }
}
