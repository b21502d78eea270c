import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openStore } from './store.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-store-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Whether any file below a folder holds the text. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = [];
  for (const entry of entries.filter(each => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).includes(text)) found.push(entry.name);
  }
  return found;
}

describe('what was deleted', () => {
  const words = z.object({ words: z.string() });

  test('is in no file any more after a flush, whatever its size and neighbours', async () => {
    const store = await openStore(dir);
    const things = await store.collection('things', words);
    const others = await store.collection('others', words);
    const sizes = [10, 900, 3_000, 5_000, 40_000, 200_000];
    for (let round = 0; round < 120; round++) {
      const size = sizes[round % sizes.length] ?? 10;
      await things.put(`marker-${round}`, { words: `marker${'x'.repeat(size)}marker` });
      await others.put(`k${round}`, { words: 'y'.repeat(sizes[(round * 7) % sizes.length] ?? 10) });
    }
    expect(await filesWith(dir, 'marker')).toContain('bot.sqlite-wal');
    for (let round = 0; round < 120; round += 2) await things.delete(`marker-${round}`);
    // An update to something shorter must not leave the longer text behind.
    for (let round = 1; round < 120; round += 2) await things.put(`marker-${round}`, { words: 'short' });
    for (let round = 1; round < 120; round += 2) await things.delete(`marker-${round}`);
    await store.flush();
    expect(await filesWith(dir, 'marker')).toEqual([]);
    expect((await others.all()).length).toBe(120);
    await store.close();
  });

  /** Moves everything from the journal into the database, as it comes, from outside. */
  async function checkpoint(): Promise<void> {
    const outside = new KeyvSqlite({ uri: `sqlite://${join(dir, 'bot.sqlite')}`, table: 'upkeep' });
    const [outcome] = (await outside.query('PRAGMA wal_checkpoint(TRUNCATE)')) as { busy: number }[];
    expect(outcome?.busy).toBe(0);
    await outside.disconnect();
  }
  const database = async () => (await readFile(join(dir, 'bot.sqlite'))).toString('latin1');

  test('is overwritten when it is deleted, long before anything is flushed', async () => {
    const store = await openStore(dir);
    const things = await store.collection('things', words);
    for (let index = 0; index < 50; index++) await things.put(`k${index}`, { words: 'marker'.repeat(100) });
    await checkpoint();
    expect(await database()).toContain('marker');
    for (let index = 0; index < 50; index++) await things.delete(`k${index}`);
    await checkpoint();
    expect(await database()).not.toContain('marker');
    await store.close();
  });

  test('is in no gap of a page either, where SQLite left a copy of what it moved', async () => {
    const store = await openStore(dir);
    const things = await store.collection('things', words);
    const digest = (number: number) => createHash('sha256').update(`1/${number}`).digest();
    const ids = Array.from({ length: 800 }, (_, number) => digest(number).toString('hex').slice(0, 16));
    // Keys in no order, records of many sizes: pages are split, and their rows are moved.
    for (const [number, id] of ids.entries()) {
      await things.put(id, { words: id + 'y'.repeat(10 + 4 * (digest(number)[31] ?? 0)) });
    }
    const dead = ids.filter((_, number) => (digest(number)[30] ?? 0) < 128);
    for (const id of dead) await things.delete(id);
    await checkpoint();
    const before = await database();
    // Some of these rows are overwritten and still there: without any the test would show nothing.
    expect(dead.filter(id => before.includes(id))).not.toEqual([]);
    await store.flush();
    const after = await database();
    expect(dead.filter(id => after.includes(id))).toEqual([]);
    expect(await things.all()).toHaveLength(ids.length - dead.length);
    await store.close();
  });

  test('is not in the journal after a flush, which is empty then', async () => {
    const store = await openStore(dir);
    const things = await store.collection('things', words);
    await things.put('k', { words: 'marker' });
    await things.delete('k');
    expect(await filesWith(dir, 'marker')).toEqual(['bot.sqlite-wal']);
    await store.flush();
    expect((await stat(join(dir, 'bot.sqlite-wal'))).size).toBe(0);
    await store.close();
  });

  test('by an older bot, which left its bytes, is gone after the next start', async () => {
    const old = new KeyvSqlite({ uri: `sqlite://${join(dir, 'bot.sqlite')}`, table: 'things' });
    await old.query('PRAGMA journal_mode=WAL');
    await old.query('PRAGMA secure_delete=OFF');
    for (let index = 0; index < 50; index++) await old.set(`things:k${index}`, `marker${'x'.repeat(900)}`);
    await old.query("DELETE FROM things WHERE key LIKE 'things:k%'");
    await old.disconnect();
    expect(await filesWith(dir, 'marker')).not.toEqual([]);
    const store = await openStore(dir);
    await store.collection('things', words);
    await store.flush();
    expect(await filesWith(dir, 'marker')).toEqual([]);
    await store.close();
  });
});
