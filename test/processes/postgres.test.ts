import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startPlayground } from '@ai-actor/playground';
import { connectMember, ids, type Member } from '@ai-actor/playground/discord';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  hasPostgres,
  type PostgresServer,
  startPostgres,
} from '../../src/services/storage/testing/postgres-server.ts';
import { startS3 } from '../../src/services/storage/testing/s3-server.ts';
import { ask, attached, patienceMs, photos, press } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { startGate } from '../gate.ts';
import { picturesOf, wordsOf } from '../world.ts';

// Photos are really looked at, and a busy machine takes its time.
vi.setConfig({ testTimeout: 600_000 });

describe('the bot on PostgreSQL and an object store', () => {
  if (!hasPostgres) {
    test.skip('NOT TESTED: PostgreSQL is not installed here');
    return;
  }
  let postgres: PostgresServer;
  let s3: Awaited<ReturnType<typeof startS3>>;
  let dir: string;
  let url: string;
  let playground: Awaited<ReturnType<typeof startPlayground>>;
  let gate: Awaited<ReturnType<typeof startGate>>;
  let mara: Member;
  let env: Record<string, string>;
  const bots: ReturnType<typeof startBot>[] = [];
  const start = (more: Record<string, string> = {}) => {
    const bot = startBot({ ...env, ...more }, dir);
    bots.push(bot);
    return bot;
  };
  beforeAll(async () => {
    postgres = await startPostgres();
    s3 = await startS3();
  });
  afterAll(async () => {
    await postgres.close();
    await s3.close();
  });
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'actor-on-postgres-'));
    playground = await startPlayground();
    gate = await startGate(playground.env.INFERENCE_ENDPOINT_URL ?? '');
    url = await postgres.database();
    env = {
      ...playground.env,
      DATA_DIR: join(dir, 'data'),
      HTTP_PORT: '0',
      STORE_URL: url,
      INFERENCE_ENDPOINT_URL: gate.url,
      ...s3.keys,
      BLOBS_URL: `s3://pictures/bot?endpoint=${encodeURIComponent(s3.endpoint)}`,
    };
    mara = await connectMember(playground.url, ids.members.mara);
  });
  afterEach(async () => {
    for (const { child } of bots.splice(0)) await end(child, 'SIGKILL');
    await mara.close();
    gate.close();
    gate.server.close();
    await playground.close();
    await rm(dir, { recursive: true, force: true });
  });

  const model = 'runwayml/stable-diffusion-v1-5';
  const generate = (prompt: string, more: Record<string, string> = {}) =>
    mara.command('/generate', { prompt, model, ...more });
  const showing = async (prompt: string) =>
    (await mara.messages()).filter(message => picturesOf(message).some(({ alt }) => alt.includes(prompt)));
  const shown = (prompt: string, times = 1) =>
    vi.waitUntil(async () => (await showing(prompt)).length === times, patienceMs);
  const objects = async () =>
    (await readdir(s3.folder, { recursive: true })).filter(name =>
      /[0-9a-f]{64}\._S3rver_object$/.test(name),
    );
  async function rowsWith(text: string): Promise<string[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const { rows: hits } = await client.query(`SELECT 1 FROM ${name} AS one WHERE one::text LIKE $1`, [
        `%${text}%`,
      ]);
      if (hits.length > 0) found.push(name);
    }
    await client.end();
    return found.sort();
  }

  test('makes images, goes on after a kill, and forgets a member whole', async () => {
    let bot = start();
    await bot.ready;
    gate.open();
    await ask(mara, '/actor register', { name: 'Nova', ...attached(await photos('nova', 5)) });
    const photosOf = await objects();
    expect(photosOf.length).toBeGreaterThanOrEqual(5);
    await generate('a barn owl');
    await shown('a barn owl');
    expect((await objects()).length).toBeGreaterThan(photosOf.length);
    const here = await readdir(join(dir, 'data'));
    expect(here.filter(name => ['bot.sqlite', 'blobs'].includes(name))).toEqual([]);
    expect(await rowsWith(ids.members.mara)).toContain('generations');

    await end(bot.child, 'SIGKILL');
    bot = start();
    await bot.ready;
    expect(wordsOf(await ask(mara, '/gallery'))).toContain('barn owl');
    expect(wordsOf(await ask(mara, '/actor list'))).toContain('Nova');
    // The same request once more costs nothing.
    await generate('a barn owl');
    await shown('a barn owl', 2);
    expect(gate.calls()).toBe(1);

    await press(mara, await ask(mara, '/privacy delete'), 'Delete all of it', words => /Receipt/.test(words));
    await vi.waitUntil(async () => (await rowsWith(ids.members.mara)).length === 0, patienceMs);
    await vi.waitUntil(async () => (await objects()).length === 0, patienceMs);
    expect(await end(bot.child, 'SIGTERM')).toBe(0);
    expect(bot.output()).not.toContain('"level":50');
    expect(bot.output()).not.toContain(s3.keys.AWS_SECRET_ACCESS_KEY);
  });

  test('a database that stops for 20 s: members read sentences, and nothing is lost or paid for twice', async () => {
    const bot = start();
    await bot.ready;
    await generate('a barn owl');
    await vi.waitUntil(() => gate.calls() === 1, patienceMs);
    await postgres.stop();
    // Its picture comes while nothing can be stored.
    gate.open();
    await generate('a red fox');
    expect(wordsOf(await ask(mara, '/quota'))).toContain('My database isn’t answering right now');
    await setTimeout(10_000);
    await postgres.start();
    await shown('a barn owl');
    await shown('a red fox');
    expect(gate.calls()).toBe(2);
    expect(bot.child.exitCode).toBeNull();
    const gallery = wordsOf(await ask(mara, '/gallery'));
    expect(gallery).toContain('barn owl');
    expect(gallery).toContain('red fox');
    expect(wordsOf(await ask(mara, '/quota'))).not.toContain('isn’t answering');
    expect(await end(bot.child, 'SIGTERM')).toBe(0);
  });

  test('a second bot on the same database is refused in words, with a folder of its own, too', async () => {
    const bot = start();
    await bot.ready;
    const second = start({ DATA_DIR: join(dir, 'other') });
    const code = await new Promise(resolve => second.child.once('exit', resolve));
    expect(code).toBe(1);
    expect(second.output()).toMatch(
      new RegExp(`STORE_URL names a database that is in use by another bot \\(ai-actor ${bot.child.pid}@`),
    );
    expect(second.output()).not.toMatch(/\n\s+at /);
  });

  test('a database that cannot be used is told in words, without its password', async () => {
    const wrong = url.replace('bot@', 'bot:s3cr3t-word@').replace(/test\d+$/, 'nowhere');
    const bot = start({ STORE_URL: wrong });
    expect(await new Promise(resolve => bot.child.once('exit', resolve))).toBe(1);
    expect(bot.output()).toMatch(/STORE_URL was refused by PostgreSQL: database "nowhere" does not exist/);
    expect(bot.output()).not.toMatch(/s3cr3t|\n\s+at /);
  });

  test('a database that does not answer yet is told in words, and waited for', async () => {
    await postgres.stop();
    const bot = start({ STORE_URL: url.replace('bot@', 'bot:s3cr3t-word@') });
    const said = /STORE_URL names a database that does not answer \(ECONNREFUSED\)/g;
    await vi.waitUntil(() => (bot.output().match(said)?.length ?? 0) >= 2, patienceMs);
    expect(bot.child.exitCode).toBeNull();
    await postgres.start();
    await bot.ready;
    expect(bot.output()).not.toMatch(/s3cr3t|\n\s+at /);
    expect(await end(bot.child, 'SIGTERM')).toBe(0);
  });
});
