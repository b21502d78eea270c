import Keyv from 'keyv';
import type { z } from 'zod';
import type { Logger } from '../../logger.ts';
import { buildIndex } from './build-index.ts';
import { type Collection, createCollection, type Losing, loseRow, StoredRecordError } from './collection.ts';
import type { Table } from './engine.ts';
import { createRecordIndex } from './record-index.ts';
import { type Indexes, type RefRow, refRowsOf } from './refs.ts';
import { deserialize, serialize } from './serializing.ts';

/** Says from a stored text where the record is found. @throws SyntaxError */
export type RefsOf = (key: string, value: string) => RefRow[];

interface Opening<Schema extends z.ZodType, T extends Table> {
  name: string;
  schema: Schema;
  indexes?: Indexes<z.infer<Schema>> | undefined;
  losing?: Losing | undefined;
  /** So many records are kept in memory, where no other process writes. */
  recentMost?: number | undefined;
  logger?: Logger | undefined;
  /** Opens the table at an engine; with `refsOf`, records are written together with where they are found. */
  table: (refsOf?: RefsOf) => T;
}

const recordIn = (text: string) => (deserialize(text) as { value: unknown }).value;

/**
 * A collection on a table of whichever engine, found by its indexes once every stored record is in them.
 * @throws StoredRecordError for a record that the index needs, and that nothing can be read from
 */
export async function openCollection<Schema extends z.ZodType, T extends Table>({
  name,
  schema,
  indexes,
  losing,
  recentMost,
  logger,
  table: openTable,
}: Opening<Schema, T>): Promise<{ table: T; collection: Collection<z.infer<Schema>> }> {
  const table = openTable(
    indexes ? (_key, value) => refRowsOf(indexes, recordIn(value) as z.infer<Schema>) : undefined,
  );
  const keyv = new Keyv({ store: table.store, namespace: name, throwOnErrors: true, serialize, deserialize });
  if (indexes) {
    await buildIndex({
      building: table.building,
      name,
      version: indexes.version,
      // As an earlier version wrote it, perhaps: the schema fills in what it lacks.
      refsOf: (_key, value) => refRowsOf(indexes, schema.parse(recordIn(value))),
      async onDamaged(cause, key, value) {
        const error = new StoredRecordError(name, key.slice(name.length + 1), cause);
        if (!losing) throw error;
        await loseRow(table, losing, { table: name, key, value, why: error.message });
      },
      logger,
    });
  }
  const index = createRecordIndex(table, name);
  return { table, collection: createCollection({ name, schema, keyv, table, index, losing, recentMost }) };
}
