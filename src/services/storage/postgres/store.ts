import { join } from 'node:path';
import type { Logger } from '../../../logger.ts';
import { withCopies } from '../migrations/kept-copies.ts';
import { openCollection } from '../open-collection.ts';
import { createPutAside } from '../put-aside.ts';
import type { Store } from '../store.ts';
import { createChanges } from './changes.ts';
import { connectPostgres, explainPostgres } from './connection.ts';
import { prepareStore, prepareTable } from './prepare.ts';
import { createPostgresTable, type PostgresTable } from './table.ts';

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
  const changes = createChanges(url, { postgres, logger });
  const putAside = createPutAside(join(dataDir, 'damaged'));
  const mayLose = new Set(expendable);
  const tables = new Map<string, PostgresTable[]>();
  try {
    await prepareStore(postgres, { logger });
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
    watch: changes.watch,
    listen: changes.listen,
    call: changes.call,
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
      await changes.close();
      await postgres.close();
    },
  };
}
