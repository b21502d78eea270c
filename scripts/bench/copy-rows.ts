/** Fills a store with copies of the one image that a bot has made, without its bot: a million take minutes. */
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';

const copies = 'WITH RECURSIVE copies(nth) AS (SELECT 1 UNION ALL SELECT nth + 1 FROM copies WHERE nth < ?)';
const nthMark = "'bench-' || nth || '-'";

/**
 * The one row of a table, as often as said, with the references that it is found by: each with another mark where it has
 * this one. What the bot's own triggers would do for each row is done for all of them.
 */
async function copyRows(sqlite: KeyvSqlite, table: string, mark: string, count: number): Promise<void> {
  const triggers = (await sqlite.query(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
    table,
  )) as { name: string; sql: string }[];
  await sqlite.query('BEGIN IMMEDIATE');
  for (const { name } of triggers) await sqlite.query(`DROP TRIGGER ${name}`);
  // Each shows a picture of its own.
  const [row] = (await sqlite.query(`SELECT value FROM ${table} WHERE key LIKE '%' || ?`, mark)) as {
    value: string;
  }[];
  const sha256 = /"sha256":"([0-9a-f]{64})"/.exec(row?.value ?? '')?.[1] ?? mark;
  const marked = (column: string) =>
    `replace(replace(${column}, ?, ${nthMark}), ?, CASE WHEN length(?) = 64 THEN printf('%064x', nth) ELSE ${nthMark} END)`;
  await sqlite.query(
    `INSERT INTO ${table} (key, value) ${copies}
     SELECT replace(key, ?, ${nthMark}), ${marked('value')} FROM ${table}, copies WHERE key LIKE '%' || ?`,
    ...[count, mark, mark, sha256, sha256, mark],
  );
  if (triggers.length > 0)
    await sqlite.query(
      `INSERT INTO ${table}_refs (idx, val, rank, id, tag) ${copies}
       SELECT idx, ${marked('val')}, rank, replace(id, ?, ${nthMark}), tag FROM ${table}_refs, copies WHERE id LIKE '%' || ?`,
      ...[count, mark, sha256, sha256, mark, mark],
    );
  for (const { sql } of triggers) await sqlite.query(sql);
  await sqlite.query('COMMIT');
}

/** A bot's store: the folder of one that uses SQLite, or the address of a PostgreSQL database. */
export type Place = { folder: string } | { url: string };

/** Of the image that the bot made; there has to be one. No bot may run meanwhile. */
export async function copyGenerations(place: Place, count: number): Promise<void> {
  if ('url' in place) return copyInPostgres(place.url, count);
  const sqlite = new KeyvSqlite({ uri: `sqlite://${join(place.folder, 'bot.sqlite')}`, table: 'bench' });
  const [made] = (await sqlite.query('SELECT key FROM generations LIMIT 1')) as { key: string }[];
  const id = made?.key.split(':').at(-1);
  if (!id) throw new Error('the bot stored no generation');
  if (count > 0) await copyRows(sqlite, 'generations', id, count);
  await sqlite.query('DROP TABLE bench');
  await sqlite.disconnect();
}

async function copyInPostgres(url: string, count: number): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ key: string; value: string }>(
    'SELECT key, value FROM generations LIMIT 1',
  );
  const [made] = rows;
  const id = made?.key.split(':').at(-1);
  const sha256 = /"sha256":"([0-9a-f]{64})"/.exec(made?.value ?? '')?.[1];
  if (!id || !sha256) throw new Error('the bot stored no generation');
  const marked = (column: string) =>
    `replace(replace(${column}, $1, ${nthMark}), $2, lpad(to_hex(nth), 64, '0'))`;
  // Indexes are faster made at the end.
  await client.query('ALTER TABLE generations_refs DROP CONSTRAINT generations_refs_pkey');
  await client.query('DROP INDEX generations_refs_of');
  // The refs of the one image alone: what is inserted meanwhile is no part of it.
  await client.query('CREATE TEMP TABLE made AS SELECT * FROM generations_refs WHERE id = $1', [id]);
  await client.query(
    `INSERT INTO generations (key, value, written)
     SELECT replace(key, $1, ${nthMark}), ${marked('value')}, 1
     FROM (SELECT key, value FROM generations LIMIT 1) AS made, generate_series(1, $3::int) AS nth`,
    [id, sha256, count],
  );
  await client.query(
    `INSERT INTO generations_refs (idx, val, rank, id, tag)
     SELECT idx, ${marked('val')}, rank, replace(id, $1, ${nthMark}), tag
     FROM made, generate_series(1, $3::int) AS nth`,
    [id, sha256, count],
  );
  await client.query('ALTER TABLE generations_refs ADD PRIMARY KEY (idx, val, rank, id)');
  await client.query('CREATE INDEX generations_refs_of ON generations_refs (id)');
  await client.query('ANALYZE');
  await client.end();
}
