import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type Collection, StoredRecordError } from './collection.ts';
import { timeRank } from './refs.ts';
import { openStore } from './store.ts';
import { engines, type TestDatabase } from './testing/engines.ts';

const { Database } = createRequire(import.meta.url)('sqlite3') as typeof import('sqlite3');

const counter = z.object({ count: z.number() });
type Counter = z.infer<typeof counter>;
const named = z.object({ name: z.string(), at: z.number() });
const namedIndexes = {
  version: 1,
  by: {
    name: ({ name, at }: z.infer<typeof named>) => [{ value: name, rank: timeRank(at), tag: String(at) }],
    all: ({ name, at }: z.infer<typeof named>) => [{ value: 'all', rank: name, tag: String(at) }],
  },
};

describe.each(engines)('collections in $name', engine => {
  if (engine.missing) {
    test.skip(`NOT TESTED: ${engine.missing}`);
    return;
  }
  let database: TestDatabase;
  beforeAll(() => engine.begin());
  afterAll(() => engine.end());
  beforeEach(async () => {
    database = await engine.create();
  });
  afterEach(() => database.drop());

  test('records outlive the process that wrote them', async () => {
    const first = await database.open();
    await (await first.collection('things', counter)).put('a', { count: 1 });
    await first.close();
    const second = await database.open();
    expect(await (await second.collection('things', counter)).get('a')).toEqual({ count: 1 });
    await second.close();
  });

  test('records that are kept in memory are what is stored, whatever happens to them', async () => {
    const store = await database.open();
    const things = await store.collection('things', counter, undefined, { recentMost: 2 });
    expect(await things.get('a')).toBeUndefined();
    await things.put('a', { count: 1 });
    expect(await things.get('a')).toEqual({ count: 1 });
    await things.update('a', current => ({ count: (current?.count ?? 0) + 1 }));
    // More than are kept.
    for (const id of ['b', 'c', 'd']) await things.put(id, { count: 0 });
    expect(await things.get('a')).toEqual({ count: 2 });
    await expect(things.put('a', { count: 'x' } as never)).rejects.toThrow(StoredRecordError);
    expect(await things.get('a')).toEqual({ count: 2 });
    await Promise.all([things.get('a'), things.put('a', { count: 3 }), things.get('a')]);
    expect(await things.get('a')).toEqual({ count: 3 });
    await things.delete('a');
    expect(await things.get('a')).toBeUndefined();
    await store.close();
    await expect(things.put('b', { count: 5 })).rejects.toThrow();
    const again = await database.open();
    expect(await (await again.collection('things', counter)).all()).toHaveLength(3);
    await again.close();
  });

  test('200 updates of one record at once lose none', async () => {
    const store = await database.open();
    const things = await store.collection('things', counter);
    await Promise.all(
      Array.from({ length: 200 }, () =>
        things.update('a', current => ({ count: (current?.count ?? 0) + 1 })),
      ),
    );
    expect(await things.get('a')).toEqual({ count: 200 });
    await store.close();
  });

  test('a failed change leaves the record and lets the next one through', async () => {
    const store = await database.open();
    const things = await store.collection('things', counter);
    await things.put('a', { count: 1 });
    await expect(
      things.update('a', () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await things.update('a', current => ({ count: (current?.count ?? 0) + 1 }))).toEqual({ count: 2 });
    await store.close();
  });

  test('a listing has every record of its collection, and of no other', async () => {
    const store = await database.open();
    const things = await store.collection('things', counter);
    const others = await store.collection('things_too', counter);
    await Promise.all(Array.from({ length: 1_203 }, (_, count) => things.put(`t${count}`, { count })));
    await others.put('x', { count: -1 });
    const listed = await things.all();
    expect(new Set(listed.map(record => record.count)).size).toBe(1_203);
    expect(listed.some(record => record.count === -1)).toBe(false);
    await store.close();
  });

  test('a record that does not fit its schema is an error that names it', async () => {
    const store = await database.open();
    await (await store.collection('things', z.object({ count: z.string() }))).put('old', { count: 'three' });
    const things = await store.collection('things', counter);
    await expect(things.get('old')).rejects.toThrow(StoredRecordError);
    await expect(things.get('old')).rejects.toThrow(/things\/old/);
    await store.close();
  });

  test('text is kept and found as it was written, whatever is in it', async () => {
    const store = await database.open();
    const people = await store.collection('people', named, namedIndexes);
    const names = [
      'Ä',
      'a',
      'B',
      'z',
      '?',
      "'; DROP TABLE people; --",
      ':colon',
      '\u{1f9d1}',
      'a\0b',

      '%',
      '_',
      '$1',
      '',
    ];
    for (const [at, name] of names.entries()) await people.put(`p${at}`, { name, at });
    for (const [at, name] of names.entries()) {
      expect(await people.get(`p${at}`)).toEqual({ name, at });
      expect(await people.find({ index: 'name', value: name }, { limit: 9 })).toEqual([
        { id: `p${at}`, rank: timeRank(at) },
      ]);
    }
    const inOrder = await people.find({ index: 'all', value: 'all' }, { limit: 20, order: 'up' });
    const bytes = (text: string) =>
      Buffer.from(text.replaceAll('\0', engine.name === 'SQLite' ? '\0' : '\u2400'));
    const byBytes = [...names.keys()].sort((a, b) =>
      Buffer.compare(bytes(names[a] ?? ''), bytes(names[b] ?? '')),
    );
    expect(inOrder.map(({ id }) => id)).toEqual(byBytes.map(at => `p${at}`));
    expect(await people.sum('all', 'all')).toBe(78);
    expect(await people.sum('all', 'none')).toBe(0);
    await store.close();
  });

  test('an id that a member made up is no error, whatever is in it', async () => {
    const store = await database.open();
    const things = await store.collection('things', counter);
    for (const id of ['a\0b', '\ud800', "'", 'x'.repeat(5_000)]) {
      expect(await things.get(id)).toBeUndefined();
      expect(await things.see(id)).toEqual({ record: undefined, text: undefined });
      expect(await things.some([id, 'none'])).toEqual([]);
      await things.delete(id);
    }
    await store.close();
  });

  test('a listing has its records in the order in which they were first written', async () => {
    const store = await database.open();
    const things = await store.collection('things', counter);
    for (const id of ['c', 'a', 'b']) await things.put(id, { count: id.charCodeAt(0) });
    await things.put('c', { count: 0 });
    expect((await things.all()).map(({ count }) => count)).toEqual([0, 97, 98]);
    await store.close();
  });

  test.each([
    ['without indexes', undefined],
    [
      'with indexes',
      { version: 1, by: { count: ({ count }: Counter) => [{ value: String(count), rank: '' }] } },
    ],
  ])('a record %s is swapped only while it is what was seen', async (_what, indexes) => {
    const store = await database.open();
    const things = await store.collection('things', counter, indexes);
    const nothing = await things.see('a');
    expect(nothing).toEqual({ record: undefined, text: undefined });
    const first = await things.swap('a', { count: 1 }, nothing);
    expect(first?.record).toEqual({ count: 1 });
    expect(await things.swap('a', { count: 7 }, nothing)).toBeUndefined();
    expect(await things.swap('a', { count: 2 }, await things.see('a'))).toBeDefined();
    expect(await things.swap('a', { count: 7 }, first ?? nothing)).toBeUndefined();
    expect(await things.get('a')).toEqual({ count: 2 });
    if (indexes) expect(await things.values('count')).toEqual(['2']);
    await things.delete('a');
    expect(await things.swap('a', { count: 7 }, first ?? nothing)).toBeUndefined();
    expect(await things.get('a')).toBeUndefined();
    await store.close();
  });

  test('of many connections that swap one record at once, none loses what another counted', async () => {
    const stores = [await database.open(), await database.open(), await database.open()];
    const counters: Collection<Counter>[] = [];
    for (const store of stores) counters.push(await store.collection('things', counter));
    const add = async (things: Collection<Counter>) => {
      for (;;) {
        const seen = await things.see('a');
        if (await things.swap('a', { count: (seen.record?.count ?? 0) + 1 }, seen)) return;
      }
    };
    const each = 40;
    await Promise.all(
      counters.map(async things => {
        for (let n = 0; n < each; n++) await add(things);
      }),
    );
    expect(await counters[0]?.get('a')).toEqual({ count: each * counters.length });
    for (const store of stores) await store.close();
  });

  test('what is left of a former database goes after a week, or with the first deletion', async () => {
    const store = await database.open();
    const left = join(database.dataDir, 'before-move.sqlite');
    const isLeft = async () => (await readdir(database.dataDir)).includes('before-move.sqlite');
    await writeFile(left, 'everybody');
    await store.putAside.forget([]);
    await store.putAside.prune(Date.now());
    expect(await isLeft()).toBe(true);
    await store.putAside.forget(['somebody']);
    expect(await isLeft()).toBe(false);
    await writeFile(left, 'everybody');
    const old = new Date(Date.now() - 8 * 24 * 60 * 60_000);
    await utimes(left, old, old);
    await store.putAside.prune(Date.now());
    expect(await isLeft()).toBe(false);
    await store.close();
  });

  test('it says how large it is', async () => {
    const store = await database.open();
    const things = await store.collection('things', z.object({ text: z.string() }));
    const before = await store.bytes();
    for (let n = 0; n < 20; n++)
      await things.put(`t${n}`, { text: Array.from({ length: 9_000 }, (_, at) => (at * n) % 7).join('') });
    expect(await store.bytes()).toBeGreaterThan(before);
    await store.flush();
    await store.tidy();
    await store.close();
  });
});

test('a record that was read or written a moment ago is not read again, and a new one is not looked for', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'actor-store-'));
  const { all } = Database.prototype;
  const read: string[] = [];
  vi.spyOn(Database.prototype, 'all').mockImplementation(function (this: unknown, ...given: unknown[]) {
    if (String(given[0]).startsWith('SELECT')) read.push(String(given[0]));
    return all.apply(this as never, given as never);
  });
  const store = await openStore(dir);
  const things = await store.collection('things', counter, undefined, { recentMost: 10 });
  read.length = 0;
  expect(await things.get('a')).toBeUndefined();
  expect(read).toHaveLength(1);
  await things.put('a', { count: 1 });
  await things.update('a', () => ({ count: 2 }));
  expect(await things.get('a')).toEqual({ count: 2 });
  things.isNew('b');
  await things.update('b', current => current ?? { count: 7 });
  expect(read).toHaveLength(1);
  vi.restoreAllMocks();
  await store.close();
  await rm(dir, { recursive: true });
});
