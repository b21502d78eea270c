import { lookup } from 'node:dns/promises';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openStore, type Store } from './store.ts';
import { holdLock } from './testing/hold-lock.ts';

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-lock-'));
  store = await openStore(dir);
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});
const open = (name: string) => store.collection(name, z.object({ n: z.number() }));

test('while another process locks the database, writes wait, and files and host names do not', async () => {
  const collections = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(open));
  await collections[0]?.put('before', { n: 0 });
  const lock = await holdLock(join(dir, 'bot.sqlite'));
  let [written, letGo] = [0, false];
  const writes = collections.map((collection, n) =>
    collection.put('x', { n }).then(() => {
      written++;
      expect(letGo).toBe(true);
    }),
  );
  await setTimeout(300);
  // Each of these needs one of libuv's four threads, which SQLite would hold for as long as it waits.
  const began = performance.now();
  await Promise.all([
    readFile(fileURLToPath(import.meta.url)),
    lookup('localhost'),
    collections[0]?.get('before'),
  ]);
  const waited = performance.now() - began;
  await setTimeout(Math.max(0, 2_700 - waited));
  expect(written).toBe(0);
  letGo = true;
  await lock.letGo();
  await Promise.all(writes);
  expect(await Promise.all(collections.map(collection => collection.get('x')))).toEqual(
    collections.map((_, n) => ({ n })),
  );
  // Held for the whole 3 s, they would have waited as long.
  expect(waited).toBeLessThan(2_000);
});

test('of many writes to one collection while it is locked, every acknowledged one is there', async () => {
  const collection = await open('a');
  for (let round = 0; round < 4; round++) {
    const lock = await holdLock(join(dir, 'bot.sqlite'));
    const names = Array.from({ length: 12 }, (_, n) => `${round}-${n}`);
    const writes = names.map(name => collection.put(name, { n: round }));
    await setTimeout(300);
    await lock.letGo();
    await Promise.all(writes);
    const found = await Promise.all(names.map(name => collection.get(name)));
    expect(found).toEqual(names.map(() => ({ n: round })));
  }
});
