import { connectPostgres, explainPostgres, type Postgres, type Query } from './connection.ts';
import { storeLayout } from './layout.ts';
import { prepareTable } from './prepare.ts';

/** The rows of a store as they are, for an operator's commands. */
export interface PostgresRecords {
  /** Undefined where there is no store yet. */
  state(): Promise<{ version: number; moving: string | null } | undefined>;
  isEmpty(): Promise<boolean>;
  mark(version: number, moving: 'filling' | 'moved' | null): Promise<void>;
  tables(): Promise<string[]>;
  begin(table: string): Promise<void>;
  /** The key of the row that was written last. */
  last(table: string): Promise<string | undefined>;
  add(table: string, rows: readonly Row[]): Promise<void>;
  rows(table: string, behind: string | undefined): AsyncIterable<Row[]>;
  byKey(table: string): AsyncIterable<Row[]>;
  close(): Promise<void>;
}

interface Row {
  key: string;
  value: string;
}

const rowsAtOnce = 500;

/** With `snapshot`, everything is read as it is in one moment. @throws ConfigError */
export async function openPostgresRecords(
  url: string,
  { snapshot }: { snapshot: boolean },
): Promise<PostgresRecords> {
  const postgres = connectPostgres(url);
  const { query, end } = snapshot
    ? await inSnapshot(postgres)
    : { query: postgres.write, end: async () => {} };

  async function* pages(table: string, column: 'at' | 'key', from: string | number): AsyncIterable<Row[]> {
    for (let after = from; ; ) {
      const rows = await query<Row & { at: string }>(
        `SELECT at, key, value FROM ${table} WHERE ${column} > $1 ORDER BY ${column} LIMIT ${rowsAtOnce}`,
        [after],
      );
      if (rows.length > 0) yield rows.map(({ key, value }) => ({ key, value }));
      const last = rows.at(-1);
      if (!last || rows.length < rowsAtOnce) return;
      after = last[column];
    }
  }
  const tables = async () => {
    const rows = await query<{ name: string }>('SELECT name FROM store_tables ORDER BY name');
    return rows.map(({ name }) => name);
  };

  return {
    async state() {
      const [there] = await query<{ store: string | null }>(
        "SELECT to_regclass('store_version') AS store",
      ).catch(error => {
        throw explainPostgres(error);
      });
      if (!there?.store) return undefined;
      const [row] = await query<{ version: number; moving: string | null }>(
        'SELECT version, moving FROM store_version',
      );
      return row;
    },
    async isEmpty() {
      for (const table of await tables())
        if ((await query(`SELECT 1 FROM ${table} LIMIT 1`)).length > 0) return false;
      return true;
    },
    async mark(version, moving) {
      for (const statement of storeLayout) await query(statement);
      await query(
        `INSERT INTO store_version (version, moving) VALUES ($1, $2)
         ON CONFLICT (single) DO UPDATE SET version = excluded.version, moving = excluded.moving`,
        [version, moving],
      );
    },
    tables,
    begin: table => prepareTable(postgres, table),
    async last(table) {
      const [row] = await query<Row>(`SELECT key FROM ${table} ORDER BY at DESC LIMIT 1`);
      return row?.key;
    },
    async add(table, rows) {
      // Sent again where the connection was cut, it changes nothing.
      await query(
        `INSERT INTO ${table} (key, value) SELECT key, value FROM unnest($1::text[], $2::text[])
         WITH ORDINALITY AS given(key, value, nth) ORDER BY nth ON CONFLICT (key) DO NOTHING`,
        [rows.map(({ key }) => key), rows.map(({ value }) => value)],
      );
    },
    async *rows(table, behind) {
      const [row] =
        behind === undefined
          ? []
          : await query<{ at: string }>(`SELECT at FROM ${table} WHERE key = $1`, [behind]);
      yield* pages(table, 'at', row?.at ?? 0);
    },
    byKey: table => pages(table, 'key', ''),
    async close() {
      await end();
      await postgres.close();
    },
  };
}

/** Statements of one transaction that sees one moment, until `end`. */
async function inSnapshot(postgres: Postgres): Promise<{ query: Query; end(): Promise<void> }> {
  let end = () => {};
  const open = new Promise<void>(resolve => {
    end = resolve;
  });
  let done: Promise<void> = Promise.resolve();
  const query = await new Promise<Query>((resolve, reject) => {
    done = postgres
      .transact(async each => {
        await each('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        resolve(each);
        await open;
      })
      .catch(error => reject(explainPostgres(error)));
  });
  return {
    query,
    async end() {
      end();
      await done;
    },
  };
}
