import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';
import { openStore } from './store.ts';

const counter = z.object({ count: z.number() });
let dir: string;
let lines: string[];
const logger = pino({}, { write: (line: string) => void lines.push(line) });
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-damaged-'));
  lines = [];
  const store = await openStore(dir);
  for (const name of ['image_cache', 'actors']) {
    const things = await store.collection(name, counter);
    await things.put('whole', { count: 1 });
    await things.put('broken', { count: 2 });
  }
  await store.close();
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Writes into a row what no bot would. */
async function spoil(table: string, value: unknown, key = `${table}:broken`): Promise<void> {
  const raw = new KeyvSqlite({ uri: `sqlite://${join(dir, 'bot.sqlite')}`, table });
  await raw.query(`UPDATE ${table} SET value = ? WHERE key = ?`, value, key);
  await raw.disconnect();
}
const open = () => openStore(dir, { expendable: ['image_cache'], logger });
const copies = async () => {
  const names = await readdir(join(dir, 'damaged')).catch(() => []);
  return Promise.all(names.map(async name => JSON.parse(await readFile(join(dir, 'damaged', name), 'utf8'))));
};

const unreadable: [string, unknown, RegExp][] = [
  ['cut off', '{"value":{"count":2', /not JSON/],
  ['empty', '', /not JSON/],
  ['of other bytes', '\u0001\u0002 not a record', /not JSON/],
  ['without a value', null, /empty/],
  ['JSON of something else', '[1,2]', /not a record/],
  ['a number in the place of text', 17, /not a record/],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x7b]), /not JSON/],
];

describe.each(unreadable)('a row that is %s', (_how, value, why) => {
  test('of a cache is named, put aside in a file, and gone', async () => {
    await spoil('image_cache', value);
    const store = await open();
    const things = await store.collection('image_cache', counter);
    expect(await things.all()).toEqual([{ count: 1 }]);
    expect(await things.get('broken')).toBeUndefined();
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      { table: 'image_cache', key: 'image_cache:broken', copy: expect.stringContaining('damaged') },
    ]);
    const [copy, ...others] = await copies();
    expect(others).toEqual([]);
    expect(copy).toMatchObject({ table: 'image_cache', key: 'image_cache:broken' });
    expect(copy.why).toMatch(why);
    await store.close();
  });

  test('of anything else ends the start with its name and the way out, and stays where it is', async () => {
    await spoil('actors', value);
    for (let start = 0; start < 2; start++) {
      const error = await open().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).message).toMatch(
        /table actors, key actors:broken .*backup|backup.*table actors, key actors:broken/,
      );
    }
    expect(await copies()).toMatchObject([{ table: 'actors', key: 'actors:broken' }]);
  });
});

test('all damaged rows are named at once', async () => {
  await spoil('actors', '{');
  await spoil('actors', '{', 'actors:whole');
  const error = await open().catch((reason: unknown) => reason);
  expect(String(error)).toContain('actors:broken');
  expect(String(error)).toContain('actors:whole');
});

test('a record of a cache that does not fit its schema is put aside too, from a list and by its id', async () => {
  await spoil('image_cache', '{"value":{"count":"two"},"expires":null}');
  await spoil('image_cache', '{"value":{"count":"one"},"expires":null}', 'image_cache:whole');
  const store = await open();
  const things = await store.collection('image_cache', counter);
  expect(await things.get('whole')).toBeUndefined();
  expect(await things.all()).toEqual([]);
  expect((await copies()).map(({ key }) => key).sort()).toEqual(['image_cache:broken', 'image_cache:whole']);
  await things.put('whole', { count: 3 });
  expect(await things.all()).toEqual([{ count: 3 }]);
  await store.close();
});

test('a file that is no database at all is named, with the way out', async () => {
  await writeFile(join(dir, 'bot.sqlite'), 'this is no database, whatever its name says'.repeat(200));
  await rm(join(dir, 'bot.sqlite-wal'), { force: true });
  const error = await open().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toMatch(/damaged database.*backup/);
});

test('copies go with the person whom they are about, and after 30 days', async () => {
  await spoil('image_cache', '{"value":{"by":"900000000000000011"');
  await spoil('image_cache', '{"value":{"by":"900000000000000012"', 'image_cache:whole');
  const store = await open();
  expect(await copies()).toHaveLength(2);
  await store.putAside.forget(['900000000000000011']);
  expect(await copies()).toMatchObject([{ key: 'image_cache:whole' }]);
  await store.putAside.prune(Date.now() + 29 * 24 * 3_600_000);
  expect(await copies()).toHaveLength(1);
  const [name = ''] = await readdir(join(dir, 'damaged'));
  const old = new Date(Date.now() - 31 * 24 * 3_600_000);
  await utimes(join(dir, 'damaged', name), old, old);
  await store.putAside.prune(Date.now());
  expect(await copies()).toEqual([]);
  await store.close();
});

describe('a table too large to be read before the start', () => {
  beforeEach(async () => {
    const raw = new KeyvSqlite({ uri: `sqlite://${join(dir, 'bot.sqlite')}`, table: 'actors' });
    for (const table of ['actors', 'image_cache'])
      await raw.query(
        `INSERT INTO ${table} WITH RECURSIVE copies(nth) AS (SELECT 1 UNION ALL SELECT nth + 1 FROM copies WHERE nth < 6000)
         SELECT ? || ':copy' || nth, '{"value":{"count":1}}' FROM copies`,
        table,
      );
    await raw.disconnect();
  });
  const named = () => lines.map(line => JSON.parse(line).key);

  test('is read afterwards: a damaged row is named then, and ends the next start, until it is mended', async () => {
    await spoil('actors', '{', 'actors:copy5999');
    const store = await open();
    await expect.poll(named, { timeout: 60_000 }).toContain('actors:copy5999');
    expect(await copies()).toMatchObject([{ table: 'actors', key: 'actors:copy5999' }]);
    await store.close();
    for (let start = 0; start < 2; start++) await expect(open()).rejects.toThrow(/actors:copy5999/);
    await spoil('actors', '{"value":{"count":2}}', 'actors:copy5999');
    const again = await open();
    expect(await (await again.collection('actors', counter)).get('copy5999')).toEqual({ count: 2 });
    await again.close();
  });

  test('loses its damaged rows where they cost nothing but time', async () => {
    await spoil('image_cache', '{', 'image_cache:copy5999');
    const store = await open();
    await expect.poll(named, { timeout: 60_000 }).toContain('image_cache:copy5999');
    const things = await store.collection('image_cache', counter);
    await expect.poll(() => things.get('copy5999')).toBeUndefined();
    await store.close();
    await (await open()).close();
  });
});
