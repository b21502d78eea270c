import type { Building } from './engine.ts';
import { patiently } from './patience.ts';
import type { SqliteTable } from './table.ts';

/** How SQLite keeps, beside the records of a table, where each is found. */
export const createSqliteBuilding = (table: Omit<SqliteTable, 'building'>, name: string): Building => ({
  async version() {
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
  },

  begin: version =>
    table.transact(async query => {
      for (const statement of schemaOf(name)) await query(statement);
      await query(`INSERT OR IGNORE INTO ${name}_due SELECT key FROM ${name}`);
      await query(
        'INSERT INTO index_versions VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version',
        ...[name, version],
      );
    }),

  async due() {
    const [row] = await table.read<{ many: number }>(`SELECT count(*) AS many FROM ${name}_due`);
    return row?.many ?? 0;
  },

  async next(limit) {
    const rows = await table.read<{ id: string; value: string | null; found: number }>(
      `SELECT due.id, CAST(${name}.value AS TEXT) AS value, ${name}.key IS NOT NULL AS found
       FROM ${name}_due AS due LEFT JOIN ${name} ON ${name}.key = due.id ORDER BY due.id LIMIT ${limit}`,
    );
    return rows.map(({ id, value, found }) => ({ key: id, value: found ? (value ?? '') : undefined }));
  },

  done: (keys, refs) =>
    table.transact(async query => {
      const done = JSON.stringify(keys);
      await query(
        `DELETE FROM ${name}_refs WHERE id IN (SELECT ${idIn(name, 'value')} FROM json_each(?))`,
        done,
      );
      await query(
        `INSERT OR REPLACE INTO ${name}_refs (id, idx, val, rank, tag)
         SELECT value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?)`,
        JSON.stringify(refs),
      );
      await query(`DELETE FROM ${name}_due WHERE id IN (SELECT value FROM json_each(?))`, done);
    }),
});

/** Keyv puts the name of the table before the id. */
const idIn = (name: string, key: string) => `substr(${key}, ${name.length + 2})`;

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
  // A record written without its references is marked; the triggers are the file's, not this process's.
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
