import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createFileBlobs } from './blobs.ts';
import { StoredRecordError } from './collection.ts';
import { openStore } from './store.ts';

const counter = z.object({ count: z.number() });
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-store-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('collections on a real SQLite file', () => {
  test('records outlive the process that wrote them', async () => {
    const first = await openStore(dir);
    await (await first.collection('things', counter)).put('a', { count: 1 });
    await first.close();
    const second = await openStore(dir);
    expect(await (await second.collection('things', counter)).get('a')).toEqual({ count: 1 });
    await second.close();
  });

  test('200 updates of one record at once lose none', async () => {
    const store = await openStore(dir);
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
    const store = await openStore(dir);
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
    const store = await openStore(dir);
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
    const store = await openStore(dir);
    await (await store.collection('things', z.object({ count: z.string() }))).put('old', { count: 'three' });
    const things = await store.collection('things', counter);
    await expect(things.get('old')).rejects.toThrow(StoredRecordError);
    await expect(things.get('old')).rejects.toThrow(/things\/old/);
    await store.close();
  });
});

describe('blobs', () => {
  test('the same bytes are one file, and no half-written file is left', async () => {
    const blobs = createFileBlobs(dir);
    const bytes = Buffer.from('picture');
    const [one, two] = await Promise.all([blobs.put(bytes), blobs.put(bytes)]);
    expect(one).toBe(two);
    expect(await blobs.get(one)).toEqual(bytes);
    expect(await readdir(join(dir, one.slice(0, 2)))).toEqual([one]);
    await blobs.delete(one);
    expect(await blobs.get(one)).toBeUndefined();
  });

  test('only a SHA-256 is a name', async () => {
    const blobs = createFileBlobs(dir);
    await expect(async () => blobs.get('../../etc/passwd')).rejects.toThrow();
  });
});
