import { createHash } from 'node:crypto';

/** A stored record, as it is kept: nothing is read into it. */
export interface KeptRow {
  key: string;
  value: string;
}

/** A store that records are read from, as it was in one moment. */
export interface Source {
  /** How it is named, without a password. */
  name: string;
  version: number;
  tables(): Promise<string[]>;
  /** In the order in which they were first written, from behind this key. */
  rows(table: string, behind: string | undefined): AsyncIterable<KeptRow[]>;
  /** In the order of their keys. */
  byKey(table: string): AsyncIterable<KeptRow[]>;
  close(): Promise<void>;
}

/** A store that is being filled; no bot starts on it until `finish`. */
export interface Target extends Pick<Source, 'name' | 'tables' | 'byKey' | 'close'> {
  /**
   * It is a store already. An earlier move may have been cut short right behind its last record: with other records
   * than those of the source it is refused in these words.
   */
  whole?: string;
  begin(table: string): Promise<void>;
  /** The key that was written last; undefined for none. */
  last(table: string): Promise<string | undefined>;
  add(table: string, rows: readonly KeptRow[]): Promise<void>;
  finish(): Promise<void>;
}

export const rowsAtOnce = 500;

/** How many records a table has, and a hash of all that is in them. */
export interface Sum {
  count: number;
  sha256: string;
}

export async function sumOf(store: Pick<Source, 'byKey'>, table: string): Promise<Sum> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of store.byKey(table)) {
    for (const row of rows) hash.update(JSON.stringify([row.key, row.value]));
    count += rows.length;
  }
  return { count, sha256: hash.digest('hex') };
}
