import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import Keyv from 'keyv';
import type { z } from 'zod';
import { ConfigError } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { checkRows } from './check-rows.ts';
import { type Collection, createCollection } from './collection.ts';
import { createPrivate, privateFolder } from './data-folder.ts';
import { busyTimeoutMs, patiently } from './patience.ts';
import { createPutAside, type PutAside } from './put-aside.ts';

export interface Store {
  collection<Schema extends z.ZodType>(name: string, schema: Schema): Promise<Collection<z.infer<Schema>>>;
  /** Removes deleted data from the files too, journal included. @throws Error while a reader is active */
  flush(): Promise<void>;
  /** Copies of rows that were damaged. */
  putAside: Pick<PutAside, 'forget' | 'prune'>;
  close(): Promise<void>;
}

const databaseName = 'bot.sqlite';

/**
 * Opens the SQLite file of the bot. Each collection has a Keyv, a connection and a table of its own: two Keyvs
 * on one adapter see each other's rows when they are listed. WAL, because it makes a write ten times faster and
 * keeps every acknowledged write when the process is killed. Deleted rows are overwritten with zeros; what else is
 * left of them is removed by `flush`.
 * @throws ConfigError if rows are damaged that the bot cannot do without
 */
export async function openStore(
  dataDir: string,
  {
    expendable = [],
    logger,
  }: {
    /** Collections whose damaged rows are put aside, because they cost nothing but time to fill anew. */
    expendable?: readonly string[];
    logger?: Logger;
  } = {},
): Promise<Store> {
  await mkdir(dataDir, { recursive: true, mode: privateFolder });
  const path = join(dataDir, databaseName);
  await createPrivate(path);
  const putAside = createPutAside(join(dataDir, 'damaged'));
  const mayLose = new Set(expendable);
  const keyvs: Keyv[] = [];

  let upkeep: KeyvSqlite | undefined;
  try {
    // Its table stays empty.
    upkeep = await openTable(path, 'upkeep');
    await cleanOnce(upkeep);
    await checkRows({ sqlite: upkeep, dataDir, putAside, expendable: mayLose, logger });
  } catch (error) {
    await upkeep?.disconnect();
    throw explained(error, path);
  }
  const connection = upkeep;
  await waitElsewhere(connection);
  return {
    putAside,
    async collection(name, schema) {
      const sqlite = await openTable(path, name);
      await waitElsewhere(sqlite);
      const keyv = new Keyv({ store: sqlite, namespace: name, throwOnErrors: true });
      keyvs.push(keyv);
      return createCollection(name, schema, keyv, mayLose.has(name) ? { putAside, logger } : undefined);
    },
    async flush() {
      // A row that SQLite moved to another page may have left a copy in the gaps of the old one.
      await patiently(() => connection.query('VACUUM'));
      const [outcome] = (await connection.query('PRAGMA wal_checkpoint(TRUNCATE)')) as { busy: number }[];
      if (outcome?.busy) throw new Error('the journal of the store could not be emptied: a reader is active');
    },
    async close() {
      await Promise.all(keyvs.map(keyv => keyv.disconnect()));
      await connection.disconnect();
    },
  };
}

async function openTable(path: string, table: string): Promise<KeyvSqlite> {
  const sqlite = new KeyvSqlite({
    uri: `sqlite://${path}`,
    table,
    busyTimeout: 5_000,
    iterationLimit: 500,
  });
  // Each query rejects with it, too.
  sqlite.on('error', () => undefined);
  await sqlite.query('PRAGMA journal_mode=WAL');
  await sqlite.query('PRAGMA synchronous=NORMAL');
  await sqlite.query('PRAGMA secure_delete=ON');
  return sqlite;
}

/** From here on, waiting for a lock is not done on a thread: see `patiently`. */
const waitElsewhere = (sqlite: KeyvSqlite) => sqlite.query(`PRAGMA busy_timeout=${busyTimeoutMs}`);

/** The file is no database, or is damaged as a whole. */
function explained(error: unknown, path: string): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code !== 'SQLITE_CORRUPT' && code !== 'SQLITE_NOTADB') return error;
  return new ConfigError([
    `DATA_DIR has a damaged database: ${path} cannot be read (${message}). Restore it from a backup, or move it away to begin anew`,
  ]);
}

/** Files from before deletions overwrote their rows hold old bytes in free pages: rewritten once. */
async function cleanOnce(sqlite: KeyvSqlite): Promise<void> {
  const [row] = (await sqlite.query('PRAGMA user_version')) as { user_version: number }[];
  if ((row?.user_version ?? 0) >= 1) return;
  await sqlite.query('VACUUM');
  await sqlite.query('PRAGMA user_version=1');
}

/** The same without a file, for tests of code that uses collections. */
export function openMemoryStore(): Store {
  const maps = new Map<string, Map<string, unknown>>();
  return {
    async collection(name, schema) {
      const rows = maps.get(name) ?? new Map<string, unknown>();
      maps.set(name, rows);
      return createCollection(name, schema, new Keyv({ store: rows, namespace: name }));
    },
    async flush() {},
    putAside: { async forget() {}, async prune() {} },
    async close() {},
  };
}
