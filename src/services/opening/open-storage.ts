import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AwayError, unreachableIn } from '../../away.ts';
import { type Config, ConfigError, ownShards } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { leads } from '../../shards.ts';
import { type Blobs, createFileBlobs } from '../storage/blobs.ts';
import { claimDataFolder } from '../storage/data-folder.ts';
import { databaseName } from '../storage/database-file.ts';
import { newId } from '../storage/id.ts';
import { movedName } from '../storage/moved.ts';
import type { ClaimedAs } from '../storage/postgres/claim.ts';
import { openS3Blobs } from '../storage/s3-blobs.ts';
import { parseS3Url } from '../storage/s3-place.ts';
import { openStore, type Store } from '../storage/store.ts';
import { expendable } from './expendable.ts';
import type { OneOfMany } from './ground.ts';
import { onlyListed, storedRecords } from './stored-records.ts';

/** Whatever STORE_URL says the records are in; no other bot may use it meanwhile. */
export interface OpenedStorage {
  store: Store;
  /** Says to a bot that starts meanwhile that this one is about to let go, so that it waits. */
  leaving(): Promise<unknown>;
  process: OneOfMany | undefined;
}

/** @throws ConfigError if another bot uses it, or if it can't be used; AwayError while it doesn't answer */
export async function openStorage({
  config,
  onClose,
  onLost,
  logger,
}: {
  config: Config;
  onClose: (close: () => Promise<unknown> | unknown) => void;
  /** Another bot has taken the database, which only an end of this one can mend. */
  onLost: () => void;
  logger: Logger;
}): Promise<OpenedStorage> {
  const { DATA_DIR: dataDir, STORE_URL: url } = config;
  const folder = await claimDataFolder(dataDir, { logger });
  onClose(() => folder.release());
  if (url === 'sqlite') {
    await requireHere(dataDir);
    const store = await openStore(dataDir, { expendable, logger });
    onClose(() => store.close());
    return { store, leaving: folder.leaving, process: undefined };
  }
  await requireMoved(dataDir);
  // The client is loaded where there is a database for it: it takes 15 MB of memory.
  const [{ claimDatabase, leader }, { explainPostgres }, { formOf }, { openPostgresStore }] =
    await Promise.all([
      import('../storage/postgres/claim.ts'),
      import('../storage/postgres/connection.ts'),
      import('../storage/postgres/form.ts'),
      import('../storage/postgres/store.ts'),
    ]);
  const id = newId();
  const isWorker = config.ROLE === 'worker';
  const as: ClaimedAs =
    config.REDIS_URL === undefined
      ? { role: 'alone' }
      : {
          ...{ id, form: formOf(storedRecords) },
          ...(isWorker ? { role: 'worker' } : { role: 'gateway', shards: ownShards(config) }),
        };
  const claim = await claimDatabase(url, { logger, onLost, as }).catch(async error => {
    throw await asAway(explainPostgres(error), isDatabaseAway);
  });
  onClose(() => claim.release());
  const store = await openPostgresStore(url, { dataDir, expendable, logger }).catch(async error => {
    throw await asAway(error, isDatabaseAway);
  });
  onClose(() => store.close());
  return {
    store: as.role === 'alone' ? store : onlyListed(store),
    leaving: () => Promise.all([folder.leaving(), claim.leaving()]),
    process:
      as.role === 'alone'
        ? undefined
        : {
            ...{ id, isWorker, leads: as.role === 'gateway' && leads(ownShards(config)) },
            ...{ isThere: claim.isThere, hasLeader: () => claim.isThere(leader), locks: claim.locks },
          },
  };
}

/** The same words, where the cause is that something does not answer: then nobody has to change a setting. */
async function asAway(
  error: unknown,
  isAway: (cause: unknown) => boolean | Promise<boolean>,
): Promise<unknown> {
  if (!(error instanceof ConfigError)) return error;
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause)
    if (await isAway(cause))
      return new AwayError(`${error.message}.`.replace(/\?\.$/, '?'), { cause: error });
  return error;
}

const isThere = async (path: string) => (await stat(path).catch(() => undefined)) !== undefined;

/** Its records are elsewhere: starting empty would forget everybody. */
async function requireHere(dataDir: string): Promise<void> {
  const [moved, database] = [join(dataDir, movedName), join(dataDir, databaseName)];
  if (!(await isThere(moved)) || (await isThere(database))) return;
  throw new ConfigError([
    `STORE_URL is sqlite, but the records of DATA_DIR ${dataDir} were moved to ${(await readFile(moved, 'utf8')).trim()}. Set STORE_URL to that database, or delete ${moved} to start empty`,
  ]);
}

/** A bot that was told to use another database must not start empty beside the one that has everything. */
async function requireMoved(dataDir: string): Promise<void> {
  const path = join(dataDir, databaseName);
  if (!(await isThere(path))) return;
  throw new ConfigError([
    `STORE_URL names a PostgreSQL database, but the records are still in ${path}. Move them with npm run move-store -- sqlite ‹STORE_URL›, or move that file away to start empty`,
  ]);
}

const isDatabaseAway = async (cause: unknown) =>
  (await import('../storage/postgres/connection.ts')).isAway(cause);
const isStoreAway = (cause: unknown) => {
  const { name, $metadata } = cause as Error & { $metadata?: { httpStatusCode?: number } };
  return (
    unreachableIn(cause) !== undefined || name === 'TimeoutError' || ($metadata?.httpStatusCode ?? 0) >= 500
  );
};

/** Wherever BLOBS_URL says that photos and images are. @throws ConfigError, and AwayError while it doesn't answer */
export async function openBlobs({
  config,
  onClose,
  logger,
}: Pick<Parameters<typeof openStorage>[0], 'config' | 'onClose' | 'logger'>): Promise<Blobs> {
  const folder = join(config.DATA_DIR, 'blobs');
  if (config.BLOBS_URL !== 'folder') {
    const place = parseS3Url(config.BLOBS_URL);
    for await (const _left of createFileBlobs(folder).pages())
      throw new ConfigError([
        `BLOBS_URL names an object store, but photos and images are still in ${folder}. Copy that folder into the bucket (docs/operate.md), then move it away`,
      ]);
    const blobs = await openS3Blobs(place, { logger }).catch(async error => {
      throw await asAway(error, isStoreAway);
    });
    onClose(blobs.close);
    return blobs;
  }
  const blobs = createFileBlobs(folder, { logger });
  // The folder is this process's alone: every unfinished file is from one that was killed.
  const cleared = blobs
    .removeUnfinished()
    .catch(error => logger.warn({ err: error }, 'unfinished files could not be deleted'));
  onClose(() => cleared);
  return blobs;
}
