/** What a bot of a bench keeps its records in, and what that costs: SQLite in a folder, or a real PostgreSQL. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  end(): Promise<void>;
}

/** @throws Error where there is no PostgreSQL */
export async function startEngine(name: EngineName): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'actor-bench-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  if (name === 'sqlite')
    return { place: { folder }, folder, env: { DATA_DIR: folder }, open: () => openStore(folder), end: drop };
  const server = await startPostgres();
  const url = await server.database();
  return {
    ...{ place: { url }, folder, env: { DATA_DIR: folder, STORE_URL: url } },
    open: () => openPostgresStore(url, { dataDir: folder }),
    async end() {
      await server.close();
      await drop();
    },
  };
}
