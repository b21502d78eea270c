import { rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../logger.ts';
import { claimDataFolder, replacePrivate } from '../../services/storage/data-folder.ts';
import { databaseName } from '../../services/storage/database-file.ts';
import { copyBeforeMove } from '../../services/storage/migrations/kept-copies.ts';
import { storeVersion } from '../../services/storage/migrations/migrate.ts';
import { movedName } from '../../services/storage/moved.ts';
import { claimDatabase } from '../../services/storage/postgres/claim.ts';
import { explainPostgres } from '../../services/storage/postgres/connection.ts';
import { openPostgresRecords } from '../../services/storage/postgres/records.ts';
import { absent, counted, OperationError } from '../words.ts';
import { openPostgresSource, openPostgresTarget, placeOf } from './postgres-records.ts';
import { type Source, type Sum, sumOf, type Target } from './records.ts';
import { openSqliteSource, openSqliteTarget } from './sqlite-records.ts';

export interface MovedStore {
  from: string;
  to: string;
  tables: { name: string; count: number }[];
}

/**
 * Copies every record from one store to the other, compares counts and hashes, and only then lets a bot start on the
 * new one and no longer on the old one. If it is interrupted, the same command continues where it stopped.
 * @throws OperationError or ConfigError in words
 */
export async function moveStore({
  url,
  way,
  dataDir,
  say,
  logger,
}: {
  /** The PostgreSQL database; the other side is the file in `dataDir`. */
  url: string;
  way: 'to-postgres' | 'to-sqlite';
  dataDir: string;
  say: (line: string) => void;
  logger: Logger;
}): Promise<MovedStore> {
  const path = join(dataDir, databaseName);
  // Both are for this process alone, so that no bot writes to what has been copied already.
  const folder = await claimDataFolder(dataDir, { logger, byHand: true });
  try {
    const claim = await claimDatabase(url, { logger, onLost: () => process.exit(1) }).catch(error => {
      throw explainPostgres(error);
    });
    try {
      if (way === 'to-postgres') {
        const moved = await copyAll(await openSqliteSource(path), () => openPostgresTarget(url), say);
        // What is in its journal would stay behind.
        if (await stat(`${path}-wal`).catch(absent))
          throw new OperationError(
            `Another program has ${path} open. The records are moved; end that program and run this again.`,
          );
        await replacePrivate(join(dataDir, movedName), `${placeOf(url)}\n`);
        const copy = join(dataDir, copyBeforeMove);
        await rename(path, copy);
        // Its days are counted from now on, however long the bot has rested.
        await utimes(copy, new Date(), new Date());
        return moved;
      }
      const moved = await copyAll(await openPostgresSource(url), () => openSqliteTarget(path), say);
      const left = await openPostgresRecords(url, { snapshot: false });
      await left.mark(storeVersion, 'moved').finally(left.close);
      await rm(join(dataDir, movedName), { force: true });
      return moved;
    } finally {
      await claim.release();
    }
  } finally {
    await folder.release();
  }
}

/** @throws OperationError */
export async function copyAll(
  source: Source,
  openTarget: () => Promise<Target>,
  say: (line: string) => void = () => {},
): Promise<MovedStore> {
  try {
    if (source.version !== storeVersion)
      throw new OperationError(
        `${source.name} has version ${source.version} of the store, and this bot writes version ${storeVersion}. Start this bot on it once, stop it, and run this again.`,
      );
    const target = await openTarget();
    try {
      if (target.whole !== undefined) await requireSameTables(source, target, target.whole);
      const tables: MovedStore['tables'] = [];
      for (const name of await source.tables()) {
        if (target.whole !== undefined) {
          const [was, is] = [await sumOf(source, name), await sumOf(target, name)];
          if (was.count !== is.count || was.sha256 !== is.sha256) throw new OperationError(target.whole);
          tables.push({ name, count: is.count });
          say(`${name}: ${counted(is.count, 'record')}, equal (moved earlier)`);
          continue;
        }
        await target.begin(name);
        const behind = await target.last(name);
        for await (const rows of source.rows(name, behind)) await target.add(name, rows);
        const [was, is] = [await sumOf(source, name), await sumOf(target, name)];
        requireEqual(name, was, is, target.name);
        tables.push({ name, count: is.count });
        say(
          `${name}: ${counted(is.count, 'record')}, equal${behind === undefined ? '' : ' (begun earlier)'}`,
        );
      }
      await target.finish();
      return { from: source.name, to: target.name, tables };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** @throws OperationError in these words */
async function requireSameTables(source: Source, target: Target, words: string): Promise<void> {
  // Each database sorts names in its own way.
  const [from, to] = [(await source.tables()).sort(), (await target.tables()).sort()];
  if (from.join() !== to.join()) throw new OperationError(words);
}

function requireEqual(table: string, was: Sum, is: Sum, where: string): void {
  if (was.count === is.count && was.sha256 === is.sha256) return;
  throw new OperationError(
    `${table} is not the same in ${where}: ${was.count} and ${is.count} records${was.count === is.count ? ' of other contents' : ''}. Nothing was switched over; empty the target and run this again.`,
  );
}

export const wordsForMove = ({ from, to, tables }: MovedStore, way: 'to-postgres' | 'to-sqlite'): string =>
  [
    `Moved ${counted(
      tables.reduce((sum, { count }) => sum + count, 0),
      'record',
    )} in ${counted(tables.length, 'table')} from ${from} to ${to}; counts and contents are equal.`,
    ...(way === 'to-postgres'
      ? [
          'Now set STORE_URL to this database. The first start builds the lists that records are found by.',
          `The former database is kept as ${copyBeforeMove} in DATA_DIR for 7 days, or until somebody has their data deleted.`,
        ]
      : [
          'Now set STORE_URL=sqlite. No bot starts on the PostgreSQL database any more; drop it once the bot runs, because deletions no longer reach it.',
        ]),
  ].join('\n');
