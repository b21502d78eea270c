import type { z } from 'zod';
import { storedRecords } from '../../services/opening/stored-records.ts';
import { type DatabaseFile, recordTables } from '../../services/storage/database-file.ts';
import { deserialize } from '../../services/storage/serializing.ts';

export interface Row {
  table: string;
  key: string;
  text: string;
  /** As the bot reads it; undefined where it cannot, or does not know the table. */
  record: unknown;
  /** Why it cannot; undefined where nothing is wrong. */
  fault: string | undefined;
}

const rowsAtOnce = 500;

/**
 * Every record, some at a time, each compared with its schema. Those of a table that this bot does not know, since a
 * newer one made it, come as they are: their pictures are in use, too.
 */
export async function* eachRow({ query }: DatabaseFile): AsyncIterable<Row> {
  for (const table of await recordTables(query)) {
    const schema = storedRecords[table]?.schema;
    for (let after = 0; ; ) {
      const rows = (await query(
        `SELECT rowid AS at, key, CAST(value AS TEXT) AS value FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce}`,
        after,
      )) as { at: number; key: string; value: string | null }[];
      for (const { key, value } of rows)
        yield { table, key, text: value ?? '', ...(schema ? read(schema, value ?? '') : unknown) };
      if (rows.length < rowsAtOnce) break;
      after = rows.at(-1)?.at ?? 0;
    }
  }
}

const unknown = { record: undefined, fault: undefined };

function read(schema: z.ZodType, text: string): Pick<Row, 'record' | 'fault'> {
  try {
    const parsed = schema.safeParse((deserialize(text) as { value?: unknown } | undefined)?.value);
    if (parsed.success) return { record: parsed.data, fault: undefined };
    const [first] = parsed.error.issues;
    return { record: undefined, fault: `${first?.path.join('.') || 'all of it'}: ${first?.message}` };
  } catch {
    return { record: undefined, fault: 'it is not JSON' };
  }
}
