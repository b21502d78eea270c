import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import Keyv from 'keyv';
import type { z } from 'zod';
import { type Collection, createCollection } from './collection.ts';

export interface Store {
  collection<Schema extends z.ZodType>(name: string, schema: Schema): Promise<Collection<z.infer<Schema>>>;
  close(): Promise<void>;
}

/**
 * Opens the SQLite file of the bot. Each collection has a Keyv, a connection and a table of its own: two Keyvs
 * on one adapter see each other's rows when they are listed. WAL, because it makes a write ten times faster and
 * keeps what was acknowledged when the process is killed.
 */
export async function openStore(dataDir: string): Promise<Store> {
  await mkdir(dataDir, { recursive: true });
  const keyvs: Keyv[] = [];
  return {
    async collection(name, schema) {
      const sqlite = new KeyvSqlite({
        uri: `sqlite://${join(dataDir, 'bot.sqlite')}`,
        table: name,
        busyTimeout: 5_000,
        iterationLimit: 500,
      });
      await sqlite.query('PRAGMA journal_mode=WAL');
      await sqlite.query('PRAGMA synchronous=NORMAL');
      const keyv = new Keyv({ store: sqlite, namespace: name, throwOnErrors: true });
      keyvs.push(keyv);
      return createCollection(name, schema, keyv);
    },
    async close() {
      await Promise.all(keyvs.map(keyv => keyv.disconnect()));
    },
  };
}

/** The same without a file, for tests of what stands on collections. */
export function openMemoryStore(): Store {
  const maps = new Map<string, Map<string, unknown>>();
  return {
    async collection(name, schema) {
      const rows = maps.get(name) ?? new Map<string, unknown>();
      maps.set(name, rows);
      return createCollection(name, schema, new Keyv({ store: rows, namespace: name }));
    },
    async close() {},
  };
}
