import type { KeyvStoreAdapter } from 'keyv';
import type { RefRow } from './refs.ts';

/*
 * All that the store needs of a database. SQLite (table.ts) and PostgreSQL (postgres/) implement it, and one set of
 * tests runs against both.
 */

/** What keeps the records of one collection. Keys are Keyv's: the name of the collection, a colon, the id. */
export interface Table {
  /** For Keyv. What it sets is there together with its references, or not at all. */
  store: Pick<KeyvStoreAdapter, 'get' | 'set' | 'delete'>;
  /** The stored text, as `swap` compares it. */
  text(key: string): Promise<string | undefined>;
  /**
   * Writes a record only if its text is still `was` (undefined: if there is none), in one statement or transaction.
   * Resolves to whether it did.
   */
  swap(key: string, value: string, was: string | undefined): Promise<boolean>;
  /** Keys in the order in which they were first written, from behind `after` (0: from the first). */
  keys(after: number, limit: number): Promise<{ at: number; key: string }[]>;
  /** One reading statement with question marks for its parameters, in words that `dialect` helps to choose. */
  read<Row>(sql: string, ...parameters: unknown[]): Promise<Row[]>;
  dialect: Dialect;
  /** Whether other processes may write to it, so that a change has to be a swap. */
  shared: boolean;
  /** Where it has references: how they are built for records that are there already. */
  building: Building;
}

/** Where the engines' SQL differs in what searches need. */
export interface Dialect {
  /** A condition on a column: its value is in the list that is this one parameter. */
  isIn(column: string): string;
  /** The parameter for it. */
  list(values: readonly string[]): unknown;
  /** A list parameter as a table called `given` with one column `value`. */
  given: string;
  /** A condition: the column contains the text. */
  contains(column: string): string;
  /** Written before a column so that its index is not used. */
  unindexed: string;
  /** The column, a number written as text, as a number. */
  number(column: string): string;
}

export interface Building {
  /** The version of the declaration that the references were last built for. */
  version(): Promise<number | undefined>;
  /** Forgets all references, and marks every record as due, in one transaction. */
  begin(version: number): Promise<void>;
  /** How many records are due. */
  due(): Promise<number>;
  /** Some of them; `value` is undefined where the record is gone. */
  next(limit: number): Promise<{ key: string; value: string | undefined }[]>;
  /** Stores the references of these records instead of earlier ones, and notes that they are done. */
  done(keys: readonly string[], refs: readonly (readonly [id: string, ...RefRow])[]): Promise<void>;
}
