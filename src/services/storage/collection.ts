import type Keyv from 'keyv';
import type { z } from 'zod';
import { patiently } from './patience.ts';
import { createTurns } from './turns.ts';

/** Records of one kind, by id, checked against their schema on the way in and out. */
export interface Collection<T> {
  get(id: string): Promise<T | undefined>;
  put(id: string, record: T): Promise<void>;
  /**
   * Reads, changes and writes one record; no other `update` or `put` of that id comes in between.
   * `change` returns the new record, or undefined to leave it alone. Resolves to the record as stored afterwards.
   */
  update(
    id: string,
    change: (current: T | undefined) => T | undefined | Promise<T | undefined>,
  ): Promise<T | undefined>;
  delete(id: string): Promise<void>;
  /** Every record. Reads the whole table: for start-up and sweeps, not for a request. */
  all(): Promise<T[]>;
}

/** A stored record does not fit its schema. It is named, so that an operator can look at it, and never dropped. */
export class StoredRecordError extends Error {
  constructor(collection: string, id: string, cause: z.ZodError) {
    const where = cause.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    super(`stored record ${collection}/${id} is not valid: ${where}`, { cause });
    this.name = 'StoredRecordError';
  }
}

/**
 * A typed collection over one Keyv. Keyv has neither transactions nor compare-and-set, so writes to one id wait
 * for each other here; a collection must have one writing process.
 */
export function createCollection<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  keyv: Keyv,
): Collection<z.infer<Schema>> {
  type T = z.infer<Schema>;
  const inTurn = createTurns();
  const writing = createTurns();
  /**
   * One write of a connection at a time. A statement that found the database locked stays open until its driver resets
   * it: another that succeeds meanwhile is not committed, and is rolled back with it although it was acknowledged.
   */
  const alone = <R>(write: () => Promise<R>) => writing(name, () => patiently(write));

  function parse(id: string, value: unknown): T {
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new StoredRecordError(name, id, parsed.error);
    return parsed.data;
  }

  async function get(id: string): Promise<T | undefined> {
    const value = await patiently(() => keyv.get(id));
    return value === undefined ? undefined : parse(id, value);
  }

  async function write(id: string, record: T): Promise<void> {
    const parsed = parse(id, record);
    const saved = await alone(() => keyv.set(id, parsed));
    if (!saved) throw new Error(`the store did not take ${name}/${id}`);
  }

  return {
    get,
    put: (id, record) => inTurn(id, () => write(id, record)),
    update: (id, change) =>
      inTurn(id, async () => {
        const current = await get(id);
        const next = await change(current);
        if (next === undefined) return current;
        await write(id, next);
        return next;
      }),
    delete: id => inTurn(id, async () => void (await alone(() => keyv.delete(id)))),
    async all() {
      if (!keyv.iterator) throw new Error(`the store of ${name} cannot be listed`);
      const records: T[] = [];
      for await (const [id, value] of keyv.iterator({})) records.push(parse(String(id), value));
      return records;
    },
  };
}
