import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import Keyv from 'keyv';
import type { z } from 'zod';
import { type Collection, createCollection } from './collection.ts';
import { createPrivate, privateFolder } from './data-folder.ts';

const databaseName = 'bot.sqlite';

export interface Store {
  collection<Schema extends z.ZodType>(name: string, schema: Schema): Promise<Collection<z.infer<Schema>>>;
  /** Removes deleted data from the files too, journal included. @throws Error while a reader is active */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the SQLite file of the bot. Each collection has a Keyv, a connection and a table of its own: two Keyvs
 * on one adapter see each other's rows when they are listed. WAL, because it makes a write ten times faster and
 * keeps every acknowledged write when the process is killed. Deleted rows are overwritten with zeros; old pages
 * that the journal still holds are removed by `flush`.
 */
export async function openStore(dataDir: string): Promise<Store> {
  await mkdir(dataDir, { recursive: true, mode: privateFolder });
  await createPrivate(join(dataDir, databaseName));
  const keyvs: Keyv[] = [];
  const connections: KeyvSqlite[] = [];
  return {
    async collection(name, schema) {
      const sqlite = new KeyvSqlite({
        uri: `sqlite://${join(dataDir, databaseName)}`,
        table: name,
        busyTimeout: 5_000,
        iterationLimit: 500,
      });
      await sqlite.query('PRAGMA journal_mode=WAL');
      await sqlite.query('PRAGMA synchronous=NORMAL');
      await sqlite.query('PRAGMA secure_delete=ON');
      if (connections.length === 0) await cleanOnce(sqlite);
      connections.push(sqlite);
      const keyv = new Keyv({ store: sqlite, namespace: name, throwOnErrors: true });
      keyvs.push(keyv);
      return createCollection(name, schema, keyv);
    },
    async flush() {
      const [first] = connections;
      if (!first) return;
      const [outcome] = (await first.query('PRAGMA wal_checkpoint(TRUNCATE)')) as { busy: number }[];
      if (outcome?.busy) throw new Error('the journal of the store could not be emptied: a reader is active');
    },
    async close() {
      await Promise.all(keyvs.map(keyv => keyv.disconnect()));
    },
  };
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
    async close() {},
  };
}
