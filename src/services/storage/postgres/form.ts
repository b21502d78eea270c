import { createHash } from 'node:crypto';
import { z } from 'zod';
import { steps } from '../migrations/steps.ts';
import { layoutVersion } from './layout.ts';

/** What a version of the bot says of the records in one table. */
export interface FormOfRecords {
  schema: z.ZodType;
  indexes?: { version: number };
}

/**
 * A number for the form in which this version of the bot keeps what is stored. Processes of another form would spoil each
 * other's records: an index that one rebuilds is missing for the others meanwhile, what they write lacks its entries, and a
 * field that an older one doesn't know is lost when it writes the record.
 */
export function formOf(records: Readonly<Record<string, FormOfRecords>>): number {
  const tables = Object.keys(records)
    .sort()
    .map(name => {
      const { schema, indexes } = records[name] as FormOfRecords;
      return [name, indexes?.version, z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })];
    });
  const hash = createHash('sha256').update(JSON.stringify([steps.length, layoutVersion, tables]));
  // PostgreSQL has four bytes with a sign for the number of a lock.
  return hash.digest().readUInt32BE() >>> 1;
}
