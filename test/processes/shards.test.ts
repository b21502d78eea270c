import { ids } from '@ai-actor/playground/discord';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasRedis } from '../../src/services/queue/testing/redis-server.ts';
import { hasPostgres } from '../../src/services/storage/testing/postgres-server.ts';
import { ask, patienceMs } from '../acting.ts';
import { end } from '../bot-process.ts';
import { startManyBots, startShared } from '../many-bots.ts';
import { picturesOf, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const { studio, backlot } = ids.channels;

describe('a bot with several shards', () => {
  if (!hasPostgres || !hasRedis) {
    test.skip('NOT TESTED: PostgreSQL or Redis is not installed here');
    return;
  }
  let shared: Awaited<ReturnType<typeof startShared>>;
  let world: Awaited<ReturnType<typeof startManyBots>>;
  let { start, gate, mara, env } = {} as typeof world;
  beforeAll(async () => {
    shared = await startShared();
  });
  afterAll(() => shared.close());
  beforeEach(async () => {
    const sharding = { shards: 2, paced: true, guildsMost: 1 };
    world = await startManyBots(shared, { annex: true, sharding });
    ({ start, gate, mara, env } = world);
  });
  afterEach(context => world.close(context.task.result?.state === 'fail'));

  const model = 'runwayml/stable-diffusion-v1-5';
  const generate = (prompt: string, channelId: string) =>
    mara.command('/generate', { prompt, model }, channelId);
  const shown = (prompt: string, channelId: string) =>
    vi.waitUntil(
      async () =>
        (await mara.messages(channelId)).filter(message =>
          picturesOf(message).some(({ alt }) => alt.includes(prompt)),
        ).length === 1,
      patienceMs,
    );
  async function storedOf(guildId: string): Promise<Record<string, unknown> | undefined> {
    const client = new pg.Client({ connectionString: env.STORE_URL });
    await client.connect();
    const sql = 'SELECT value FROM guild_settings WHERE key = $1';
    const { rows } = await client.query(sql, [`guild_settings:${guildId}`]).finally(() => client.end());
    return rows[0] && JSON.parse(rows[0].value).value;
  }
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  test('each process serves its own servers, keeps off those of the others, and is the only one of its shard', async () => {
    const first = start('gateway', 'first', { SHARDS: '0/2' });
    await first.ready;
    const second = start('gateway', 'second', { SHARDS: '1/2' });
    await second.ready;
    expect(world.playground.discord.sessions().map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const worker = start('worker');
    await worker.ready;
    gate.open();
    await generate('a barn owl', studio);
    await generate('a red fox', backlot);
    await Promise.all([shown('a barn owl', studio), shown('a red fox', backlot)]);

    // Of each server something is stored, and no process takes the other's for one that the bot has left.
    await ask(mara, '/settings pause', { state: 'on' }, backlot);
    await ask(mara, '/settings pause', { state: 'on' });
    for (const { child } of [first, second]) expect(await end(child, 'SIGTERM')).toBe(0);
    const again = [
      start('gateway', 'first', { SHARDS: '0/2' }),
      start('gateway', 'second', { SHARDS: '1/2' }),
    ] as const;
    await Promise.all(again.map(({ ready }) => ready));
    expect(wordsOf(await ask(mara, '/generate', { prompt: 'a newt', model }, backlot))).toMatch(/paused/);

    for (const [SHARDS, words] of [
      ['1/2', /SHARDS makes this process shard 1, which another process is already \(ai-actor/],
      ['0,1/4', /SHARDS makes this one of 4 shards, but others .*of 2 shards/],
      ['1', /in use by another bot/],
    ] as const) {
      const refused = start('gateway', `refused-${SHARDS.replace('/', '-')}`, { SHARDS });
      await expect(refused.ready).rejects.toThrow(words);
      expect(refused.child.exitCode).toBe(1);
    }
    for (const guild of [ids.guild, ids.annex]) expect(await storedOf(guild)).not.toHaveProperty('leftAt');
    world.playground.discord.removeBot(ids.annex);
    await vi.waitUntil(async () => (await storedOf(ids.annex))?.leftAt !== undefined, patienceMs);
    for (const { child, output } of [...again, worker]) {
      expect(await end(child, 'SIGTERM')).toBe(0);
      expect(output()).not.toContain('"level":50');
    }
  });

  test('one process starts a process for each shard, another where one is killed, and ends with all of them', async () => {
    const bot = start('all', 'all', { SHARDS: 'auto', HF_MAX_CONCURRENT: '2' });
    const said = (words: string, times = 1) =>
      vi.waitUntil(() => bot.output().split(words).length > times, patienceMs);
    await said('all shards are ready');
    const pids = () =>
      [...bot.output().matchAll(/"shard":(\d),"pid":(\d+)/g)].map(([, shard, pid]) => ({
        ...{ shard: Number(shard), pid: Number(pid) },
      }));
    const [zero, one] = pids();
    expect([zero?.shard, one?.shard]).toEqual([0, 1]);
    gate.open();
    await generate('a barn owl', studio);
    await generate('a red fox', backlot);
    await Promise.all([shown('a barn owl', studio), shown('a red fox', backlot)]);

    process.kill(one?.pid ?? 0, 'SIGKILL');
    await said('"msg":"ready"', 3);
    await generate('a newt', backlot);
    await shown('a newt', backlot);
    expect(pids().map(({ shard }) => shard)).toEqual([0, 1, 1]);
    expect(await end(bot.child, 'SIGTERM')).toBe(0);
    for (const { pid } of pids()) expect(isAlive(pid)).toBe(false);

    // What starts the others is killed: they end in order, and the next one takes over.
    const next = start('all', 'all', { SHARDS: '2' });
    await vi.waitUntil(() => next.output().includes('all shards are ready'), patienceMs);
    await end(next.child, 'SIGKILL');
    const last = start('all', 'all', { SHARDS: '2' });
    await vi.waitUntil(() => last.output().includes('all shards are ready'), patienceMs);
    expect(await end(last.child, 'SIGTERM')).toBe(0);
  });

  test('where a shard can’t start, none stays', async () => {
    const holder = start('gateway', 'holder', { SHARDS: '1/2' });
    await holder.ready;
    const bot = start('gateway', 'bot', { SHARDS: '2' });
    await vi.waitUntil(() => bot.child.exitCode !== null, patienceMs);
    expect(bot.child.exitCode).toBe(1);
    expect(bot.output()).toMatch(/shard 1, which another process is already/);
    expect(bot.output()).toMatch(/Shard 1 ended before it was ready/);
    for (const [, pid] of bot.output().matchAll(/"pid":(\d+)/g)) expect(isAlive(Number(pid))).toBe(false);
  });
});
