import { join } from 'node:path';
import { ConfigError } from '../../../config.ts';
import type { Logger } from '../../../logger.ts';
import { withCopies } from '../migrations/kept-copies.ts';
import { storeVersion } from '../migrations/migrate.ts';
import { steps } from '../migrations/steps.ts';
import { openCollection } from '../open-collection.ts';
import { createPutAside } from '../put-aside.ts';
import type { Store } from '../store.ts';
import { connectPostgres, explainPostgres, type Postgres, type Query } from './connection.ts';
import { layoutVersion, storeLayout, tableLayout } from './layout.ts';
import { createPostgresTable, type PostgresTable } from './table.ts';

/** One process at a time makes tables: two that start together would be in each other's way. */
const oneAtATime = "SELECT pg_advisory_xact_lock(hashtext('ai-actor layout'), hashtext(current_schema()))";

/**
 * Opens the bot's store in a PostgreSQL database, whose tables it makes itself. What is damaged in its files is
 * PostgreSQL's to notice; a row that is no record is named when it is read, or put aside where it may be lost.
 * @throws ConfigError in words
 */
export async function openPostgresStore(
  url: string,
  {
    dataDir,
    expendable = [],
    logger,
  }: {
    /** Where rows are put aside. */
    dataDir: string;
    expendable?: readonly string[];
    logger?: Logger;
  },
): Promise<Store> {
  const postgres = connectPostgres(url, { logger });
  const putAside = createPutAside(join(dataDir, 'damaged'));
  const mayLose = new Set(expendable);
  const tables = new Map<string, PostgresTable[]>();
  try {
    await prepare(postgres, logger);
  } catch (error) {
    await postgres.close();
    throw explainPostgres(error);
  }
  const vacuum = async () => {
    for (const name of tables.keys()) await postgres.long(`VACUUM ${name}, ${name}_refs, ${name}_due`);
  };

  return {
    putAside: withCopies(putAside, dataDir),
    async collection(name, schema, indexes) {
      await prepareTable(postgres, name);
      const losing = mayLose.has(name) ? { putAside, logger } : undefined;
      const { table, collection } = await openCollection({
        ...{ name, schema, indexes, losing, logger },
        table: refsOf => createPostgresTable(postgres, name, refsOf),
      });
      tables.set(name, [...(tables.get(name) ?? []), table]);
      return collection;
    },
    flush: vacuum,
    tidy: async () => {},
    async bytes() {
      const [row] = await postgres.read<{ bytes: string }>(
        `SELECT coalesce(sum(pg_total_relation_size(oid)), 0) AS bytes FROM pg_class
         WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`,
      );
      return Number(row?.bytes ?? 0);
    },
    async close() {
      await Promise.all([...tables.values()].flat().map(table => table.idle()));
      await postgres.close();
    },
  };
}

/** Makes what is there once for the store, and brings an earlier version to this bot's. @throws ConfigError */
async function prepare(postgres: Postgres, logger: Logger | undefined): Promise<void> {
  await postgres.transact(async query => {
    await query(oneAtATime);
    for (const statement of storeLayout) await query(statement);
    const [found] = await query<{ version: number; moving: string | null }>(
      'SELECT version, moving FROM store_version',
    );
    if (!found) {
      await query('INSERT INTO store_version (version) VALUES ($1)', [storeVersion]);
      return;
    }
    if (found.moving === 'filling')
      throw new ConfigError([
        'STORE_URL names a database that is being filled from another, and that was cut short. Run npm run move-store again with the same words',
      ]);
    if (found.moving !== null)
      throw new ConfigError([
        'STORE_URL names a database whose records were moved to DATA_DIR. Set STORE_URL=sqlite, and drop this database',
      ]);
    if (found.version > storeVersion)
      throw new ConfigError([
        `STORE_URL names a database that was last used by a newer version of the bot: its store has version ${found.version}, and this bot knows versions up to ${storeVersion}. Nothing was changed. Start the newer bot again, or restore a dump from before the update`,
      ]);
    await migrate(query, found.version, logger);
  });
}

/** Every step, or none. */
async function migrate(query: Query, from: number, logger: Logger | undefined): Promise<void> {
  for (const [at, step] of steps.entries()) {
    if (at < from) continue;
    logger?.info({ version: at + 1, step: step.what }, 'the stored records are brought to a newer version');
    await step.postgres?.(query);
  }
  await query('UPDATE store_version SET version = $1', [storeVersion]);
}

/** Makes the tables of a collection, where they are not there as they should be. */
export async function prepareTable(postgres: Postgres, name: string): Promise<void> {
  const [known] = await postgres.read<{ layout: number }>('SELECT layout FROM store_tables WHERE name = $1', [
    name,
  ]);
  if (known?.layout === layoutVersion) return;
  await postgres.transact(async query => {
    await query(oneAtATime);
    for (const statement of tableLayout(name)) await query(statement);
    await query(
      `INSERT INTO store_tables (name, layout) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET layout = excluded.layout`,
      [name, layoutVersion],
    );
  });
}
