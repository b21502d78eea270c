import type KeyvSqlite from '@keyv/sqlite';
import { createGroupedWrites } from './grouped-writes.ts';
import { patiently } from './patience.ts';
import type { RefRow } from './refs.ts';

/** A table of records on its own connection, as a store for Keyv. */
export interface Table {
  /** For Keyv. */
  sqlite: KeyvSqlite;
  /** One statement, in turn with the writes of this table. */
  write(sql: string, ...parameters: unknown[]): Promise<unknown[]>;
  /** Runs the statements as one transaction, in turn with the writes of this table. */
  transact(work: (query: KeyvSqlite['query']) => Promise<void>): Promise<void>;
  read<Row>(sql: string, ...parameters: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

type Write =
  | { kind: 'put'; key: string; value: string; refs: string }
  | { kind: 'delete'; key: string }
  | { kind: 'own'; run: () => Promise<unknown> };

/** `refsOf` says from the stored text where the record is found; without it there is no table of references. */
export function createTable(
  sqlite: KeyvSqlite,
  name: string,
  refsOf?: (key: string, value: string) => RefRow[],
): Table {
  const query: KeyvSqlite['query'] = (sql, ...parameters) => sqlite.query(sql, ...parameters);
  /**
   * One write of a connection at a time. A statement that found the database locked stays open until its driver resets
   * it: another that succeeds meanwhile is not committed, and is rolled back with it although it was acknowledged.
   */
  const writes = createGroupedWrites<Write>({
    kindOf: ({ kind }) => kind,
    most: 50,
    write: group => (group[0]?.kind === 'own' ? ownWrites(group) : patiently(() => statement(group))),
  });

  async function ownWrites(group: Write[]): Promise<void> {
    for (const one of group) if (one.kind === 'own') await one.run();
  }

  function statement(group: Write[]): Promise<unknown> {
    const puts = group.filter(one => one.kind === 'put');
    if (puts.length === 0) {
      const keys = group.flatMap(one => (one.kind === 'delete' ? [one.key] : []));
      return query(`DELETE FROM ${name} WHERE key IN (${keys.map(() => '?').join()})`, ...keys);
    }
    if (!refsOf) {
      return query(
        `INSERT INTO ${name} (key, value) VALUES ${puts.map(() => '(?, ?)').join()}
         ON CONFLICT(key) DO UPDATE SET value = excluded.value`,
        ...puts.flatMap(({ key, value }) => [key, value]),
      );
    }
    return query(
      `INSERT INTO ${name}_put (key, value, refs) VALUES ${puts.map(() => '(?, ?, ?)').join()}`,
      ...puts.flatMap(({ key, value, refs }) => [key, value, refs]),
    );
  }

  /** In turn with the others; its own failure is its caller's alone. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    let outcome: { value: T } | { error: unknown } | undefined;
    await writes.add({
      kind: 'own',
      run: async () => {
        outcome = await patiently(work).then(
          value => ({ value }),
          (error: unknown) => ({ error }),
        );
      },
    });
    if (outcome && 'value' in outcome) return outcome.value;
    throw outcome?.error;
  }

  Object.assign(sqlite, {
    async set(key: string, value: string) {
      await writes.add({ kind: 'put', key, value, refs: JSON.stringify(refsOf?.(key, value) ?? []) });
    },
    async delete(key: string) {
      await writes.add({ kind: 'delete', key });
      return true;
    },
  });

  return {
    sqlite,
    write: (sql, ...parameters) => inTurn(() => query(sql, ...parameters)),
    transact: work =>
      inTurn(async () => {
        await query('BEGIN IMMEDIATE');
        try {
          await work(query);
          await query('COMMIT');
        } catch (error) {
          await query('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }),
    read: (sql, ...parameters) => patiently(() => query(sql, ...parameters)),
    async close() {
      await writes.idle();
      await sqlite.disconnect();
    },
  };
}
