/** What a bot of a bench keeps its records in, and what that costs: SQLite in a folder, or a real PostgreSQL. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseName } from '../../../src/services/storage/database-file.ts';
import { openPostgresStore } from '../../../src/services/storage/postgres/store.ts';
import { openStore, type Store } from '../../../src/services/storage/store.ts';
import { startPostgres } from '../../../src/services/storage/testing/postgres-server.ts';
import type { Place } from '../copy-rows.ts';

export type EngineName = 'sqlite' | 'postgres';

export interface Engine {
  place: Place;
  /** The folder of one bot. */
  folder: string;
  env: Record<string, string>;
  /** As the bot opens it; not while the bot runs. */
  open(): Promise<Store>;
  /** How much disk the records take. */
  bytes(): Promise<number>;
  end(): Promise<void>;
}

/** @throws Error where there is no PostgreSQL */
export async function startEngine(name: EngineName): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'actor-bench-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  if (name === 'sqlite')
    return {
      ...{ place: { folder }, folder, env: { DATA_DIR: folder } },
      open: () => openStore(folder),
      bytes: async () => (await stat(join(folder, databaseName))).size,
      end: drop,
    };
  const server = await startPostgres();
  const url = await server.database();
  return {
    ...{ place: { url }, folder, env: { DATA_DIR: folder, STORE_URL: url } },
    open: () => openPostgresStore(url, { dataDir: folder }),
    async bytes() {
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ bytes: string }>(
        'SELECT pg_database_size(current_database()) AS bytes',
      );
      await client.end();
      return Number(rows[0]?.bytes);
    },
    async end() {
      await server.close();
      await drop();
    },
  };
}
