import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { describeOnPostgres } from '../testing/on-postgres.ts';
import { openPostgresStore } from './store.ts';

describeOnPostgres('what several processes write', server => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'actor-changes-'));
  });
  afterAll(async () => {
    await rm(dataDir, { recursive: true, force: true });
  });

  test('is told to each, by id; after an interruption each is told that it may have missed some', async () => {
    const url = await server().database();
    const schema = z.object({ text: z.string() });
    const open = async () => {
      const store = await openPostgresStore(url, { dataDir });
      return {
        store,
        notes: await store.collection('notes', schema),
        others: await store.collection('others', schema),
      };
    };
    const [here, there] = [await open(), await open()];
    const told: (string | undefined)[] = [];
    await here.store.watch?.('notes', id => told.push(id));
    await here.store.watch?.('others', () => {});
    await there.notes.put('a:b', { text: '1' });
    await there.notes.update('a:b', () => ({ text: '2' }));
    await here.notes.put('own', { text: '3' });
    await there.others.put('c', { text: '4' });
    await there.notes.delete('a:b');
    await expect.poll(() => told).toEqual(['a:b', 'a:b', 'own', 'a:b']);

    told.length = 0;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
    await client.end();
    await expect.poll(() => told, { timeout: 20_000 }).toEqual([undefined]);
    await there.notes.put('d', { text: '5' });
    await expect.poll(() => told).toEqual([undefined, 'd']);
    for (const { store } of [here, there]) await store.close();
  }, 60_000);

  test('what one calls out is heard by those that listen for it, and by nobody else', async () => {
    const url = await server().database();
    const open = () => openPostgresStore(url, { dataDir });
    const [here, there] = [await open(), await open()];
    const heard: [string, string | undefined][] = [];
    await here.listen?.('greetings', word => heard.push(['here', word]));
    await there.listen?.('greetings', word => heard.push(['there', word]));
    await there.listen?.('others', word => heard.push(['others', word]));
    await here.call?.('greetings', 'ana: hello');
    await there.call?.('others', '');
    await expect.poll(() => heard.length).toBe(3);
    expect(heard.sort()).toEqual([
      ['here', 'ana: hello'],
      ['others', ''],
      ['there', 'ana: hello'],
    ]);
    for (const store of [here, there]) await store.close();
  }, 60_000);
});
