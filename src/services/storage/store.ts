import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import type { z } from 'zod';
import { ConfigError } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { checkLargeTables, checkRows } from './check-rows.ts';
import type { Collection } from './collection.ts';
import { createPrivate, privateFolder } from './data-folder.ts';
import { databaseName } from './database-file.ts';
import { withCopies } from './migrations/kept-copies.ts';
import { migrate } from './migrations/migrate.ts';
import { openCollection, type RefsOf } from './open-collection.ts';
import { busyTimeoutMs, patiently } from './patience.ts';
import { createPutAside, type PutAside } from './put-aside.ts';
import type { Indexes } from './refs.ts';
import { createSqliteTable, type SqliteTable } from './table.ts';

export interface Store {
  /**
   * With `indexes`, records are found by more than their ids. Resolves once every stored one is in them. With
   * `recentMost`, so many records are kept in memory where no other process writes; such a collection is opened once.
   */
  collection<Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    indexes?: Indexes<z.infer<Schema>>,
    options?: { recentMost: number },
  ): Promise<Collection<z.infer<Schema>>>;
  /**
   * Where other processes write, too: `changed` is called with the id of each record of a collection that is written or
   * deleted, by whichever process, and without one where any may have been.
   */
  watch?(collection: string, changed: (id?: string) => void): Promise<void>;
  /** There, too: `heard` is called with what any process calls under this name, and without it where a call may have been missed. */
  listen?(name: string, heard: (word?: string) => void): Promise<void>;
  /** Calls to those that listen now; nothing of it is stored. */
  call?(name: string, word: string): Promise<void>;
  /** Removes deleted data from the files too, journal included. @throws Error while a reader is active */
  flush(): Promise<void>;
  /** The same now and then: of a large store, which takes long to rewrite, mostly the journal alone. */
  tidy(): Promise<void>;
  /** Copies of rows that were damaged, and of the database from before an update. */
  putAside: Pick<PutAside, 'forget' | 'prune'>;
  /** How large it is, journal included. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

/** So many bytes are rewritten in a moment. */
const quicklyRewritten = 64 * 1024 * 1024;
/** While a larger file is rewritten, whatever writes has to wait: at most so often, and for so small a part of the time. */
const rewriteEveryMs = 60 * 60_000;
const rewriteRests = 500;

/**
 * Opens the SQLite file of the bot. Each collection has a Keyv, a connection and a table of its own: two Keyvs
 * on one adapter see each other's rows when they are listed. WAL, because it makes a write ten times faster and
 * keeps every acknowledged write when the process is killed. Deleted rows are overwritten with zeros; what else is
 * left of them is removed by `flush`.
 * @throws ConfigError if rows are damaged that the bot cannot do without, or if a newer bot has used the file
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
  const tables: SqliteTable[] = [];

  const checking = { dataDir, putAside, expendable: mayLose, logger };
  let large: string[] = [];
  let upkeep: KeyvSqlite | undefined;
  try {
    // Its table stays empty.
    upkeep = await openTable(path, 'upkeep');
    await migrate(upkeep, { dataDir, logger });
    large = await checkRows({ sqlite: upkeep, ...checking });
  } catch (error) {
    await upkeep?.disconnect();
    throw explained(error, path);
  }
  const connection = upkeep;
  await waitElsewhere(connection);
  const stopping = new AbortController();
  const checked = large.length > 0 ? checkElsewhere() : undefined;

  /** On a connection of its own: nothing can be rewritten on one that is reading. */
  async function checkElsewhere(): Promise<void> {
    const sqlite = await openTable(path, 'upkeep');
    await waitElsewhere(sqlite);
    const patient = {
      query: (...[sql, ...of]: Parameters<typeof sqlite.query>) => patiently(() => sqlite.query(sql, ...of)),
    };
    await checkLargeTables(large, { ...checking, sqlite: patient, signal: stopping.signal }).catch(error =>
      logger?.error({ err: error }, 'large tables could not be checked'),
    );
    await sqlite.disconnect();
  }

  let rewrote = { at: performance.now(), tookMs: 0 };
  async function rewrite(): Promise<void> {
    const at = performance.now();
    // A row that SQLite moved to another page may have left a copy in the gaps of the old one.
    await patiently(() => connection.query('VACUUM'));
    rewrote = { at, tookMs: performance.now() - at };
  }
  async function emptyJournal(): Promise<void> {
    const [outcome] = (await connection.query('PRAGMA wal_checkpoint(TRUNCATE)')) as { busy: number }[];
    if (outcome?.busy) throw new Error('the journal of the store could not be emptied: a reader is active');
  }
  async function isRewriteDue(): Promise<boolean> {
    if ((await stat(path)).size < quicklyRewritten) return true;
    return performance.now() - rewrote.at > Math.max(rewriteEveryMs, rewriteRests * rewrote.tookMs);
  }

  return {
    putAside: withCopies(putAside, dataDir),
    async collection(name, schema, indexes, { recentMost } = { recentMost: 0 }) {
      const sqlite = await openTable(path, name);
      await waitElsewhere(sqlite);
      const losing = mayLose.has(name) ? { putAside, logger } : undefined;
      const { table, collection } = await openCollection({
        ...{ name, schema, indexes, losing, recentMost, logger },
        table: refsOf => createSqliteTable(sqlite, name, refsOf),
      });
      tables.push(table);
      return collection;
    },
    async flush() {
      await rewrite();
      await emptyJournal();
    },
    async tidy() {
      if (await isRewriteDue()) await rewrite();
      await emptyJournal();
    },
    async bytes() {
      const sizes = await Promise.all(
        [path, `${path}-wal`].map(each =>
          stat(each).then(
            ({ size }) => size,
            () => 0,
          ),
        ),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    async close() {
      stopping.abort();
      await checked;
      await Promise.all(tables.map(table => table.close()));
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

/** The same without a file, for tests of code that uses collections. */
export function openMemoryStore(): Store {
  const connections = new Map<string, KeyvSqlite>();
  // By name: whoever opens a collection once more writes what it is found by, too.
  const declared = new Map<string, Indexes<unknown>>();
  return {
    async collection(name, schema, given) {
      const sqlite = connections.get(name) ?? new KeyvSqlite({ uri: 'sqlite://:memory:', table: name });
      connections.set(name, sqlite);
      if (given) declared.set(name, given as Indexes<unknown>);
      const indexes = declared.get(name) as typeof given;
      // A Keyv for each time that the collection is opened.
      sqlite.setMaxListeners(0);
      const table = (refsOf?: RefsOf) => createSqliteTable(sqlite, name, refsOf);
      return (await openCollection({ name, schema, indexes, table })).collection;
    },
    async flush() {},
    async tidy() {},
    bytes: async () => 0,
    putAside: { async forget() {}, async prune() {} },
    async close() {},
  };
}
