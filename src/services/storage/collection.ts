import type Keyv from 'keyv';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import type { Table } from './engine.ts';
import type { PutAside } from './put-aside.ts';
import { createRecent } from './recent.ts';
import type { RecordIndex } from './refs.ts';
import { deserialize, serialize } from './serializing.ts';
import { createTurns } from './turns.ts';

/** Records of one kind, by id, checked against their schema on the way in and out. */
export interface Collection<T> extends RecordIndex {
  get(id: string): Promise<T | undefined>;
  /** Those that are there, in the order of the ids. Bounded by how many ids there are. */
  some(ids: readonly string[]): Promise<T[]>;
  put(id: string, record: T): Promise<void>;
  /**
   * Reads, changes and writes one record; no other `update` or `put` of that id comes in between.
   * `change` returns the new record, or undefined to leave it alone; it is called again where another process has
   * changed the record meanwhile. Resolves to the record as stored afterwards.
   */
  update(
    id: string,
    change: (current: T | undefined) => T | undefined | Promise<T | undefined>,
  ): Promise<T | undefined>;
  delete(id: string): Promise<void>;
  /** Says that an id was made just now, so that nothing is stored under it: it need not be looked for. */
  isNew(id: string): void;
  /** The record as it is stored, for a later `swap`. */
  see(id: string): Promise<Seen<T>>;
  /**
   * Writes a record unless another process has changed it since it was seen; undefined then. Whether it has is part of
   * the statement that writes. Only one caller in a process may swap the records of a collection, and it puts none.
   */
  swap(id: string, record: T, seen: Seen<T>): Promise<Seen<T> | undefined>;
  /** Whether other processes may write to it meanwhile. */
  shared: boolean;
  /** The ids of all records, which are not read. Only for what stays few. */
  ids(): Promise<string[]>;
  /** Every record. Reads the whole table: only for what stays small. */
  all(): Promise<T[]>;
}

/** A record, and what is stored of it; both undefined where there is none. */
export interface Seen<T> {
  record: T | undefined;
  text: string | undefined;
}

/** A stored record does not fit its schema. It is named, so that an operator can look at it, and never dropped. */
export class StoredRecordError extends Error {
  readonly id: string;

  constructor(collection: string, id: string, cause: unknown) {
    super(`stored record ${collection}/${id} is not valid: ${wordsFor(cause)}`, { cause });
    this.name = 'StoredRecordError';
    this.id = id;
  }
}

function wordsFor(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return 'it is not JSON';
  return cause.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}

/** Puts a damaged record aside, if its collection may lose it. */
export interface Losing {
  putAside: Pick<PutAside, 'keep'>;
  logger?: Logger | undefined;
}

/** Removes the row, with a copy in a file. */
export async function loseRow(
  table: Pick<Table, 'store'>,
  { putAside, logger }: Losing,
  row: { table: string; key: string; value: string; why: string },
): Promise<void> {
  const copy = await putAside.keep(row);
  const { table: name, key, why } = row;
  logger?.error({ table: name, key, why, copy }, 'a damaged row was put aside');
  await table.store.delete(key);
}

const pageSize = 500;

/**
 * A typed collection over one Keyv and its table. Keyv has neither transactions nor compare-and-set, so writes to one id
 * wait for each other here; where other processes may write, too, `update` is a conditional statement on the table. With
 * `losing`, a record that is damaged is put aside and counts as missing. Where no other process writes, the `recentMost`
 * records that were read or written last are kept in memory.
 */
export function createCollection<Schema extends z.ZodType>({
  name,
  schema,
  keyv,
  table,
  index,
  losing,
  recentMost = 0,
}: {
  name: string;
  schema: Schema;
  keyv: Keyv;
  table: Table;
  index: RecordIndex;
  losing?: Losing | undefined;
  recentMost?: number | undefined;
}): Collection<z.infer<Schema>> {
  type T = z.infer<Schema>;
  const inTurn = createTurns();

  function parse(id: string, value: unknown): T {
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new StoredRecordError(name, id, parsed.error);
    return parsed.data;
  }

  /** Puts a damaged record aside, if the collection may lose it. @throws StoredRecordError otherwise */
  async function lose(error: StoredRecordError): Promise<undefined> {
    if (!losing) throw error;
    const key = keyOf(error.id);
    const value = String(await keyv.store.get(key));
    await loseRow(table, losing, { table: name, key, value, why: error.message });
  }

  async function read(id: string): Promise<T | undefined> {
    try {
      const value = await keyv.get(id);
      return value === undefined ? undefined : parse(id, value);
    } catch (error) {
      if (error instanceof StoredRecordError) return lose(error);
      if (error instanceof SyntaxError) return lose(new StoredRecordError(name, id, error));
      throw error;
    }
  }

  const recent = createRecent(table.shared ? 0 : recentMost, read);
  const { get } = recent;

  async function some(ids: readonly string[]): Promise<T[]> {
    if (ids.length === 0) return [];
    try {
      const values = await keyv.getMany<unknown>([...ids]);
      return values.flatMap((value, at) => (value === undefined ? [] : [parse(ids[at] ?? '', value)]));
    } catch (error) {
      if (!(error instanceof StoredRecordError || error instanceof SyntaxError)) throw error;
      // One by one, so that the damaged one is named or put aside.
      const records = [];
      for (const id of ids) records.push(await get(id));
      return records.filter(record => record !== undefined);
    }
  }

  async function write(id: string, record: T): Promise<void> {
    const parsed = parse(id, record);
    recent.forget(id);
    const saved = await keyv.set(id, parsed);
    if (!saved) throw new Error(`the store did not take ${name}/${id}`);
    recent.put(id, parsed);
  }

  async function remove(id: string): Promise<void> {
    recent.forget(id);
    await keyv.delete(id);
    recent.put(id, undefined);
  }

  const keyOf = (id: string) => `${name}:${id}`;
  async function see(id: string): Promise<Seen<T>> {
    const text = await table.text(keyOf(id));
    if (text === undefined) return { record: undefined, text };
    try {
      return { record: parse(id, ((await deserialize(text)) as { value: unknown }).value), text };
    } catch (error) {
      if (error instanceof StoredRecordError) return { record: await lose(error), text: undefined };
      if (error instanceof SyntaxError)
        return { record: await lose(new StoredRecordError(name, id, error)), text: undefined };
      throw error;
    }
  }

  async function swap(id: string, record: T, seen: Seen<T>): Promise<Seen<T> | undefined> {
    const parsed = parse(id, record);
    const text = await serialize({ value: parsed });
    return (await table.swap(keyOf(id), text, seen.text)) ? { record: parsed, text } : undefined;
  }

  /** @throws StoredRecordError */
  async function updateShared(id: string, change: Parameters<Collection<T>['update']>[1]) {
    for (;;) {
      const seen = await see(id);
      const next = await change(seen.record);
      if (next === undefined) return seen.record;
      if (await swap(id, next, seen)) return next;
    }
  }

  /** In the order in which they were first written. */
  async function* idPages(): AsyncIterable<string[]> {
    for (let after = 0; ; ) {
      const rows = await table.keys(after, pageSize);
      yield rows.map(({ key }) => key.slice(name.length + 1));
      after = rows.at(-1)?.at ?? 0;
      if (rows.length < pageSize) return;
    }
  }

  return {
    ...index,
    shared: table.shared,
    see,
    swap,
    get,
    some,
    put: (id, record) => inTurn(id, () => write(id, record)),
    update: (id, change) =>
      inTurn(id, async () => {
        if (table.shared) return updateShared(id, change);
        const current = await get(id);
        const next = await change(current);
        if (next === undefined) return current;
        await write(id, next);
        return next;
      }),
    delete: id => inTurn(id, () => remove(id)),
    isNew: id => recent.put(id, undefined),
    async ids() {
      const ids: string[] = [];
      for await (const page of idPages()) ids.push(...page);
      return ids;
    },
    async all() {
      const records: T[] = [];
      for await (const page of idPages()) records.push(...(await some(page)));
      return records;
    },
  };
}
