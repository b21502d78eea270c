import type KeyvSqlite from '@keyv/sqlite';
import type { Dialect, Table } from './engine.ts';
import { createGroupedWrites } from './grouped-writes.ts';
import { patiently } from './patience.ts';
import type { RefRow } from './refs.ts';
import { createSqliteBuilding } from './sqlite-index.ts';

/** A table of records in SQLite, on its own connection. */
export interface SqliteTable extends Table {
  /** One statement, in turn with the writes of this table. */
  write(sql: string, ...parameters: unknown[]): Promise<unknown[]>;
  /** Runs the statements as one transaction, in turn with the writes of this table. */
  transact(work: (query: KeyvSqlite['query']) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export const sqliteDialect: Dialect = {
  isIn: column => `${column} IN (SELECT value FROM json_each(?))`,
  list: values => JSON.stringify(values),
  given: 'json_each(?) AS given',
  contains: column => `instr(${column}, ?) > 0`,
  unindexed: '+',
  number: column => `CAST(${column} AS INTEGER)`,
};

type Write =
  | { kind: 'put'; key: string; value: string; refs: string }
  | { kind: 'delete'; key: string }
  | { kind: 'own'; run: () => Promise<unknown> };

/** `refsOf` says from the stored text where the record is found; without it there is no table of references. */
export function createSqliteTable(
  sqlite: KeyvSqlite,
  name: string,
  refsOf?: (key: string, value: string) => RefRow[],
): SqliteTable {
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

  const refsText = (key: string, value: string) => JSON.stringify(refsOf?.(key, value) ?? []);
  const { get, getMany } = sqlite;
  const reading = Object.assign(sqlite, {
    get: (key: string) => patiently(() => get.call(sqlite, key)),
    getMany: (keys: string[]) => patiently(() => getMany.call(sqlite, keys)),
    async set(key: string, value: string) {
      await writes.add({ kind: 'put', key, value, refs: refsText(key, value) });
    },
    async delete(key: string) {
      await writes.add({ kind: 'delete', key });
      return true;
    },
  });
  const read = <Row>(sql: string, ...parameters: unknown[]) =>
    patiently(() => query(sql, ...parameters)) as Promise<Row[]>;
  const write = (sql: string, ...parameters: unknown[]) => inTurn(() => query(sql, ...parameters));
  const transact: SqliteTable['transact'] = work =>
    inTurn(async () => {
      await query('BEGIN IMMEDIATE');
      try {
        await work(query);
        await query('COMMIT');
      } catch (error) {
        await query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });

  const table = {
    store: reading,
    read,
    write,
    transact,
    dialect: sqliteDialect,
    // The folder is one process's alone.
    shared: false,
    async text(key: string) {
      const [row] = await read<{ value: string }>(`SELECT value FROM ${name} WHERE key = ?`, key);
      return row?.value;
    },
    async swap(key: string, value: string, was: string | undefined) {
      if (!refsOf) {
        const rows =
          was === undefined
            ? await write(
                `INSERT INTO ${name} (key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING RETURNING 1`,
                ...[key, value],
              )
            : await write(
                `UPDATE ${name} SET value = ? WHERE key = ? AND value = ? RETURNING 1`,
                ...[value, key, was],
              );
        return rows.length > 0;
      }
      let swapped = false;
      await transact(async each => {
        const [row] = (await each(`SELECT value FROM ${name} WHERE key = ?`, key)) as { value: string }[];
        swapped = row?.value === was;
        if (swapped)
          await each(
            `INSERT INTO ${name}_put (key, value, refs) VALUES (?, ?, ?)`,
            ...[key, value, refsText(key, value)],
          );
      });
      return swapped;
    },
    keys: (after: number, limit: number) =>
      read<{ at: number; key: string }>(
        `SELECT rowid AS at, key FROM ${name} WHERE rowid > ? ORDER BY rowid LIMIT ${limit}`,
        after,
      ),
    async close() {
      await writes.idle();
      await sqlite.disconnect();
    },
  };
  return { ...table, building: createSqliteBuilding(table, name) };
}
