import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import pg from 'pg';
import { openPostgresStore } from '../postgres/store.ts';
import { openStore, type Store } from '../store.ts';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';

/** A database that a test has for itself. */
export interface TestDatabase {
  dataDir: string;
  open(options?: { expendable?: readonly string[] }): Promise<Store>;
  /** As another program would. Parameters are `$1`, `$2`. */
  raw<Row>(sql: string, ...parameters: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

export interface TestEngine {
  name: string;
  /** What is missing on this machine; undefined where its tests can run. */
  missing: string | undefined;
  begin(): Promise<void>;
  create(): Promise<TestDatabase>;
  end(): Promise<void>;
}

const sqlite: TestEngine = {
  name: 'SQLite',
  missing: undefined,
  begin: async () => {},
  async create() {
    const dir = await mkdtemp(join(tmpdir(), 'actor-store-'));
    return {
      dataDir: dir,
      open: options => openStore(dir, options),
      async raw<Row>(sql: string, ...parameters: unknown[]) {
        const connection = new KeyvSqlite({ uri: `sqlite://${join(dir, 'bot.sqlite')}`, table: 'upkeep' });
        const rows = await connection.query(sql.replaceAll(/\$(\d)/g, '?$1'), ...parameters);
        await connection.disconnect();
        return rows as Row[];
      },
      drop: () => rm(dir, { recursive: true, force: true }),
    };
  },
  end: async () => {},
};

let server: PostgresServer | undefined;
const postgres: TestEngine = {
  name: 'PostgreSQL',
  missing: hasPostgres ? undefined : 'PostgreSQL is not installed here',
  async begin() {
    server = await startPostgres();
  },
  async create() {
    const url = (await server?.database()) ?? '';
    const dataDir = await mkdtemp(join(tmpdir(), 'actor-store-'));
    return {
      dataDir,
      open: options => openPostgresStore(url, { dataDir, ...options }),
      async raw<Row>(sql: string, ...parameters: unknown[]) {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        const { rows } = await client.query(sql, parameters);
        await client.end();
        return rows as Row[];
      },
      drop: () => rm(dataDir, { recursive: true, force: true }),
    };
  },
  async end() {
    await server?.close();
  },
};

/** What the contract of the store is tested with. */
export const engines: readonly TestEngine[] = [sqlite, postgres];
