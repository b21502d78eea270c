import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ids } from '@ai-actor/playground/discord';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openPostgresStore } from '../../src/services/storage/postgres/store.ts';
import { openStore, type Store } from '../../src/services/storage/store.ts';
import {
  hasPostgres,
  type PostgresServer,
  startPostgres,
} from '../../src/services/storage/testing/postgres-server.ts';
import { end } from '../bot-process.ts';
import { keepPeople } from '../kept-person.ts';

vi.setConfig({ testTimeout: 300_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const thing = z.object({ n: z.number(), text: z.string() });
const indexes = {
  version: 1,
  by: { text: ({ text, n }: z.infer<typeof thing>) => [{ value: text, rank: String(n) }] },
};

describe('npm run move-store', () => {
  if (!hasPostgres) {
    test.skip('NOT TESTED: PostgreSQL is not installed here');
    return;
  }
  let postgres: PostgresServer;
  let dir: string;
  let data: string;
  let url: string;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'actor-move-'));
    data = join(dir, 'data');
    url = await postgres.database();
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  function operate(words: string[]) {
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(root, 'src/operate.ts'), ...words],
      { cwd: dir, env: { PATH: process.env.PATH ?? '', DATA_DIR: data }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
    return { child, said: () => said, done: once(child, 'close').then(([code]) => ({ code, said })) };
  }
  const names = ['a', 'b', 'c', 'd'];
  const many = 3_000;
  async function fill(store: Store): Promise<void> {
    for (const name of names) {
      const things = await store.collection(`things_${name}`, thing, indexes);
      await Promise.all(
        Array.from({ length: many }, (_, n) => things.put(`k${(n * 7) % many}`, { n, text: `${name}\0é:"` })),
      );
    }
  }
  async function requireAll(store: Store): Promise<void> {
    for (const name of names) {
      const things = await store.collection(`things_${name}`, thing, indexes);
      expect((await things.all()).map(({ n }) => n).sort((a, b) => a - b)).toEqual([...Array(many).keys()]);
      expect(await things.count({ index: 'text', value: `${name}\0é:"` })).toBe(many);
    }
    await store.close();
  }
  const openHere = () => openStore(data);
  const openThere = () => openPostgresStore(url, { dataDir: data });

  test('there and back, killed in between: everything is there, found and in its order, and each is started on in turn', async () => {
    await keepPeople(data, [
      {
        ...{ id: 'stays', name: 'Kept', memberId: ids.members.priya, repo: 'playground/stays' },
        post: { channelId: ids.channels.studio, messageId: '123456789012345678' },
      },
    ]);
    const before = await openHere();
    await fill(before);
    const order = (await (await before.collection('things_a', thing, indexes)).all()).map(({ n }) => n);
    await before.close();

    // It waits for the third table, which somebody else is making.
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('BEGIN; CREATE TABLE things_c (key text)');
    const cut = operate(['move-store', 'sqlite', url]);
    await vi.waitUntil(() => cut.said().includes('things_b'), { timeout: 120_000 });
    await end(cut.child, 'SIGKILL');
    await other.end();
    await expect(openThere()).rejects.toThrow(/being filled from another.*Run npm run move-store again/);

    const moved = await operate(['move-store', 'sqlite', url]).done;
    expect(moved.said).toMatch(/things_a: 3000 records, equal \(begun earlier\)/);
    expect(moved.said).toMatch(/counts and contents are equal[\s\S]*set STORE_URL/);
    expect(moved.code).toBe(0);
    expect(await readdir(data)).toEqual(expect.arrayContaining(['before-move.sqlite', 'records-moved.txt']));
    expect(await readdir(data)).not.toContain('bot.sqlite');
    const there = await openThere();
    expect((await (await there.collection('things_a', thing, indexes)).all()).map(({ n }) => n)).toEqual(
      order,
    );
    await requireAll(there);

    expect(await operate(['move-store', 'sqlite', url]).done).toMatchObject({
      code: 1,
      said: expect.stringMatching(/There is nothing to move/),
    });
    const back = await operate(['move-store', url, 'sqlite']).done;
    expect(back).toMatchObject({ code: 0, said: expect.stringMatching(/drop it once the bot runs/) });
    await expect(openThere()).rejects.toThrow(/were moved to DATA_DIR/);
    await requireAll(await openHere());
    // Never into something that has records already.
    expect(await operate(['move-store', 'sqlite', url]).done).toMatchObject({
      code: 1,
      said: expect.stringMatching(/has records already, and nothing was changed/),
    });
    await requireAll(await openHere());
  });

  test('cut short between its last record and the switch, it goes on, there and back', async () => {
    const before = await openHere();
    const things = await before.collection('things', thing, indexes);
    for (let n = 0; n < 5; n++) await things.put(`k${n}`, { n, text: 'x' });
    await before.close();
    const rested = new Date(Date.now() - 30 * 24 * 60 * 60_000);
    await utimes(join(data, 'bot.sqlite'), rested, rested);
    expect(await operate(['move-store', 'sqlite', url]).done).toMatchObject({ code: 0 });
    expect((await stat(join(data, 'before-move.sqlite'))).mtimeMs).toBeGreaterThan(Date.now() - 60 * 60_000);
    // As it was a moment before.
    await rename(join(data, 'before-move.sqlite'), join(data, 'bot.sqlite'));
    await rm(join(data, 'records-moved.txt'));
    expect(await operate(['move-store', 'sqlite', url]).done).toMatchObject({
      code: 0,
      said: expect.stringMatching(/things: 5 records, equal \(moved earlier\)[\s\S]*set STORE_URL/),
    });
    expect(await readdir(data)).toEqual(expect.arrayContaining(['before-move.sqlite', 'records-moved.txt']));

    // What a killed bot leaves beside a database that was moved away by hand.
    await writeFile(join(data, 'bot.sqlite-wal'), 'somebody else’s');
    expect(await operate(['move-store', url, 'sqlite']).done).toMatchObject({ code: 0 });
    expect(await readdir(data)).not.toContain('bot.sqlite-wal');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('UPDATE store_version SET moving = NULL');
    await client.end();
    expect(await operate(['move-store', url, 'sqlite']).done).toMatchObject({
      code: 0,
      said: expect.stringMatching(/equal \(moved earlier\)/),
    });
    await expect(openThere()).rejects.toThrow(/were moved to DATA_DIR/);
    const after = await openHere();
    const again = await after.collection('things', thing, indexes);
    expect(await again.all()).toHaveLength(5);
    await again.put('k9', { n: 9, text: 'y' });
    await after.close();
    await rm(join(data, 'records-moved.txt'), { force: true });
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('UPDATE store_version SET moving = NULL');
    await other.end();
    // A bot has gone on with one of them.
    for (const words of [
      ['sqlite', url],
      [url, 'sqlite'],
    ])
      expect(await operate(['move-store', ...words]).done).toMatchObject({
        code: 1,
        said: expect.stringMatching(/already, and nothing was changed/),
      });
  });

  test('what differs afterwards is named, and no bot starts on it', async () => {
    const before = await openHere();
    await fill(before);
    await before.close();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('BEGIN; CREATE TABLE things_b (key text)');
    const cut = operate(['move-store', 'sqlite', url]);
    await vi.waitUntil(() => cut.said().includes('things_a'), { timeout: 120_000 });
    await end(cut.child, 'SIGKILL');
    await client.query('ROLLBACK');
    await client.query(`UPDATE things_a SET value = '{"value":{}}' WHERE key = 'things_a:k5'`);
    await client.end();
    const moved = await operate(['move-store', 'sqlite', url]).done;
    expect(moved).toMatchObject({
      code: 1,
      said: expect.stringMatching(/things_a is not the same in .*: 3000 and 3000 records of other contents/),
    });
    await expect(openThere()).rejects.toThrow(/being filled/);
    await requireAll(await openHere());
  });

  test('is refused in words with other words', async () => {
    for (const words of [[], ['sqlite'], ['sqlite', 'sqlite'], ['sqlite', 'mysql://x/y'], [url, url]])
      expect(await operate(['move-store', ...words]).done).toMatchObject({
        code: 1,
        said: expect.stringMatching(/move-store -- FROM TO/),
      });
  });
});
