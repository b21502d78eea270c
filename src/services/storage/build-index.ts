import type { Logger } from '../../logger.ts';
import { patiently } from './patience.ts';
import type { RefRow } from './refs.ts';
import type { Table } from './table.ts';

const rowsAtOnce = 500;

/**
 * Makes sure that every record of the table is found by its references. They are built once, and again where the
 * declaration has another version. What is still to be done stands in a table of its own, so that a process that is
 * killed in between goes on where it was; whatever writes a record without its references (an earlier version of the
 * bot, a person with an SQLite tool) leaves the record there, too.
 */
export async function buildIndex({
  table,
  name,
  version,
  refsOf,
  onDamaged,
  logger,
}: {
  table: Table;
  name: string;
  version: number;
  /** @throws what `onDamaged` is asked about */
  refsOf: (key: string, value: string) => RefRow[];
  /** A record that nothing can be read from. Rejects where the bot cannot do without it. */
  onDamaged: (error: unknown, key: string, value: string) => Promise<void>;
  logger?: Logger | undefined;
}): Promise<void> {
  if ((await builtVersion(table, name)) !== version) await begin(table, name, version);
  const [due] = await table.read<{ many: number }>(`SELECT count(*) AS many FROM ${name}_due`);
  if (!due?.many) return;
  logger?.info({ table: name, records: due.many }, 'the index of a table is being built');
  for (;;) {
    const rows = await table.read<{ id: string; value: string | null; found: number }>(
      `SELECT due.id, CAST(${name}.value AS TEXT) AS value, ${name}.key IS NOT NULL AS found
       FROM ${name}_due AS due LEFT JOIN ${name} ON ${name}.key = due.id ORDER BY due.id LIMIT ${rowsAtOnce}`,
    );
    if (rows.length === 0) return;
    const refs: (readonly [string, ...RefRow])[] = [];
    for (const { id, value, found } of rows) {
      try {
        if (found) refs.push(...refsOf(id, value ?? '').map(ref => [idOf(name, id), ...ref] as const));
      } catch (error) {
        await onDamaged(error, id, value ?? '');
      }
    }
    const keys = JSON.stringify(rows.map(({ id }) => id));
    await table.transact(async query => {
      await query(
        `DELETE FROM ${name}_refs WHERE id IN (SELECT ${idIn(name, 'value')} FROM json_each(?))`,
        keys,
      );
      await query(
        `INSERT OR REPLACE INTO ${name}_refs (id, idx, val, rank, tag)
         SELECT value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?)`,
        JSON.stringify(refs),
      );
      await query(`DELETE FROM ${name}_due WHERE id IN (SELECT value FROM json_each(?))`, keys);
    });
  }
}

/** Keyv puts the name of the table before the id. */
const idIn = (name: string, key: string) => `substr(${key}, ${name.length + 2})`;
const idOf = (name: string, key: string) => key.slice(name.length + 1);

async function builtVersion(table: Table, name: string): Promise<number | undefined> {
  await patiently(() =>
    table.write(
      'CREATE TABLE IF NOT EXISTS index_versions (name TEXT PRIMARY KEY, version INTEGER NOT NULL)',
    ),
  );
  const [row] = await table.read<{ version: number }>(
    'SELECT version FROM index_versions WHERE name = ?',
    name,
  );
  return row?.version;
}

/** Everything in one transaction: the tables, and the note that all records are still to be done. */
async function begin(table: Table, name: string, version: number): Promise<void> {
  await table.transact(async query => {
    for (const statement of schemaOf(name)) await query(statement);
    await query(`INSERT OR IGNORE INTO ${name}_due SELECT key FROM ${name}`);
    await query(
      'INSERT INTO index_versions VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version',
      ...[name, version],
    );
  });
}

const schemaOf = (name: string): string[] => [
  ...['put_one', 'inserted', 'updated', 'deleted'].map(what => `DROP TRIGGER IF EXISTS ${name}_${what}`),
  `DROP VIEW IF EXISTS ${name}_put`,
  `DROP TABLE IF EXISTS ${name}_refs`,
  `DROP TABLE IF EXISTS ${name}_due`,
  `CREATE TABLE ${name}_refs (
    idx TEXT NOT NULL, val TEXT NOT NULL, rank TEXT NOT NULL, id TEXT NOT NULL, tag TEXT NOT NULL,
    PRIMARY KEY (idx, val, rank, id)
  ) WITHOUT ROWID`,
  `CREATE INDEX ${name}_refs_of ON ${name}_refs (id)`,
  `CREATE TABLE ${name}_due (id TEXT PRIMARY KEY) WITHOUT ROWID`,
  // Whoever writes a record without its references leaves a mark; the triggers are the file's, not this process's.
  `CREATE TRIGGER ${name}_inserted AFTER INSERT ON ${name} BEGIN
    INSERT OR IGNORE INTO ${name}_due VALUES (new.key);
  END`,
  `CREATE TRIGGER ${name}_updated AFTER UPDATE ON ${name} BEGIN
    INSERT OR IGNORE INTO ${name}_due VALUES (new.key);
  END`,
  `CREATE TRIGGER ${name}_deleted AFTER DELETE ON ${name} BEGIN
    DELETE FROM ${name}_refs WHERE id = ${idIn(name, 'old.key')};
    DELETE FROM ${name}_due WHERE id = old.key;
  END`,
  // A record and its references, written by one statement: both are there, or neither.
  `CREATE VIEW ${name}_put AS SELECT key, value, '[]' AS refs FROM ${name}`,
  `CREATE TRIGGER ${name}_put_one INSTEAD OF INSERT ON ${name}_put BEGIN
    INSERT INTO ${name} (key, value) VALUES (new.key, new.value)
      ON CONFLICT (key) DO UPDATE SET value = excluded.value;
    DELETE FROM ${name}_refs WHERE id = ${idIn(name, 'new.key')} AND (idx, val, rank, tag) NOT IN (
      SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(new.refs)
    );
    INSERT OR IGNORE INTO ${name}_refs (id, idx, val, rank, tag)
      SELECT ${idIn(name, 'new.key')}, value->>0, value->>1, value->>2, value->>3 FROM json_each(new.refs);
    DELETE FROM ${name}_due WHERE id = new.key;
  END`,
];
