import { createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Dialect, Table } from '../engine.ts';
import { createGroupedWrites } from '../grouped-writes.ts';
import type { RefsOf } from '../open-collection.ts';
import type { RefRow } from '../refs.ts';
import type { Postgres, Query } from './connection.ts';

/** A table of records in PostgreSQL. */
export interface PostgresTable extends Table {
  /** Resolves once no write is under way. */
  idle(): Promise<void>;
}

const dialect: Dialect = {
  isIn: column => `${column} = ANY (?::text[])`,
  list: values => values,
  given: 'unnest(?::text[]) AS given(value)',
  contains: column => `strpos(${column}, ?) > 0`,
  // Its planner knows how many rows each way would read.
  unindexed: '',
  number: column => `${column}::double precision`,
};

/** PostgreSQL's texts hold no NUL, which a member can type in a name or for an id. In JSON it is written as an escape. */
const storable = (text: string) => text.replaceAll('\0', '\u2400');
const storableParameter = (parameter: unknown): unknown => {
  if (typeof parameter === 'string') return storable(parameter);
  return Array.isArray(parameter) ? parameter.map(storableParameter) : parameter;
};

/** Question marks become numbers; none stands in a text of a statement. */
function numbered(sql: string): string {
  let at = 0;
  return sql.replaceAll('?', () => `$${++at}`);
}

/** The columns of these references, for `unnest`. */
function columnsOf(refs: readonly (readonly [id: string, ...RefRow])[]): string[][] {
  return [0, 1, 2, 3, 4].map(at => refs.map(ref => storable(ref[at] ?? '')));
}

type Write = { kind: 'put'; key: string; value: string } | { kind: 'delete'; key: string };

/** The table is there already: see layout.ts. */
export function createPostgresTable(postgres: Postgres, name: string, refsOf?: RefsOf): PostgresTable {
  const idOf = (key: string) => storable(key).slice(name.length + 1);
  const found = (key: string, value: string) =>
    (refsOf?.(key, value) ?? []).map(ref => [idOf(key), ...ref] as const);
  const known = refsOf !== undefined;

  /** Many writes are one statement; what comes while it is under way waits for the next. */
  const writes = createGroupedWrites<Write>({
    kindOf: ({ kind }) => kind,
    most: 50,
    write(group) {
      const keys = [...new Set(group.map(({ key }) => storable(key)))];
      if (group[0]?.kind === 'delete')
        return postgres.write(`DELETE FROM ${name} WHERE key = ANY ($1)`, [keys]);
      // A statement writes each record once: the latest text of it.
      const texts = new Map(group.map(one => [storable(one.key), one.kind === 'put' ? one.value : '']));
      const refs = [...texts].flatMap(([key, value]) => found(key, value));
      return postgres.write(`SELECT ${name}_put($1, $2, $3, $4, $5, $6, $7, $8)`, [
        ...[[...texts.keys()], [...texts.values()], known],
        ...columnsOf(refs),
      ]);
    },
  });

  const text = (by: Query) => async (key: string) => {
    const [row] = await by<{ value: string }>(`SELECT value FROM ${name} WHERE key = $1`, [storable(key)]);
    return row?.value;
  };

  const store = Object.assign(new EventEmitter(), {
    opts: {},
    get: text(postgres.read),
    async getMany(keys: string[]) {
      const rows = await postgres.read<{ key: string; value: string }>(
        `SELECT key, value FROM ${name} WHERE key = ANY ($1)`,
        [keys.map(storable)],
      );
      const texts = new Map(rows.map(({ key, value }) => [key, value]));
      return keys.map(key => texts.get(storable(key)));
    },
    async set(key: string, value: string) {
      await writes.add({ kind: 'put', key, value });
    },
    async delete(key: string) {
      await writes.add({ kind: 'delete', key });
      return true;
    },
    async clear() {
      await postgres.write(`DELETE FROM ${name}`);
    },
  });
  store.setMaxListeners(0);

  return {
    store: store as unknown as Table['store'],
    dialect,
    shared: true,
    // A change that must not be lost begins with it.
    text: text(postgres.write),
    async swap(key, value, was) {
      const before = was === undefined ? null : createHash('sha256').update(was).digest();
      const number = randomBytes(8).readBigInt64BE().toString();
      const [row] = await postgres.write<{ swapped: boolean }>(
        `SELECT ${name}_swap($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS swapped`,
        [storable(key), value, before, number, known, ...columnsOf(found(key, value))],
      );
      return row?.swapped === true;
    },
    async keys(after, limit) {
      const rows = await postgres.read<{ at: string; key: string }>(
        `SELECT at, key FROM ${name} WHERE at > $1 ORDER BY at LIMIT ${limit}`,
        [after],
      );
      return rows.map(({ at, key }) => ({ at: Number(at), key }));
    },
    async read<Row>(sql: string, ...parameters: unknown[]) {
      const rows = await postgres.read<Record<string, unknown>>(
        numbered(sql),
        parameters.map(storableParameter),
      );
      for (const row of rows) if (typeof row.many === 'string') row.many = Number(row.many);
      return rows as Row[];
    },
    building: {
      async version() {
        const [row] = await postgres.read<{ index_version: number | null }>(
          'SELECT index_version FROM store_tables WHERE name = $1',
          [name],
        );
        return row?.index_version ?? undefined;
      },
      begin: version =>
        postgres.transact(async query => {
          await query(`DELETE FROM ${name}_refs`);
          await query(`INSERT INTO ${name}_due SELECT key FROM ${name} ON CONFLICT DO NOTHING`);
          await query('UPDATE store_tables SET index_version = $2 WHERE name = $1', [name, version]);
        }),
      async due() {
        const [row] = await postgres.read<{ many: string }>(`SELECT count(*) AS many FROM ${name}_due`);
        return Number(row?.many ?? 0);
      },
      async next(limit) {
        const rows = await postgres.read<{ key: string; value: string | null }>(
          `SELECT due.key, mine.value FROM ${name}_due AS due LEFT JOIN ${name} AS mine USING (key)
           ORDER BY due.key LIMIT ${limit}`,
        );
        return rows.map(({ key, value }) => ({ key, value: value ?? undefined }));
      },
      async done(keys, refs) {
        await postgres.write(`SELECT ${name}_refer($1, true, $2, $3, $4, $5, $6)`, [
          keys,
          ...columnsOf(refs),
        ]);
      },
    },
    idle: writes.idle,
  };
}
