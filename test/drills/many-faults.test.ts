import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasRedis } from '../../src/services/queue/testing/redis-server.ts';
import { hasPostgres } from '../../src/services/storage/testing/postgres-server.ts';
import { mayMount, mountSmallDisk } from '../../src/services/storage/testing/small-disk.ts';
import { patienceMs } from '../acting.ts';
import { createCrowd } from './crowd.ts';
import { type Asked, askFor, callsByPrompt, chargedCalls, standing, wordsIn } from './drill-world.ts';
import { type ManyWorld, startManyWorld } from './many-world.ts';

/** `FAULT_SECONDS=20 npx vitest run test/drills/many-faults.test.ts` for what a real outage takes. */
const outageMs = Number(process.env.FAULT_SECONDS ?? 5) * 1_000;
const workers = ['worker0', 'worker1'];
const callsAtOnce = 2;
const fastClock = {
  NODE_OPTIONS: `--import=${new URL('shifted-clock.mjs', import.meta.url).href}`,
  CLOCK_AHEAD_MS: '300000',
};
const patience = { timeout: patienceMs, interval: 50 };

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

describe.skipIf(!hasPostgres || !hasRedis)('a gateway and two workers', () => {
  let world: ManyWorld;
  let release = () => {};
  let unmount = () => {};
  beforeAll(async () => {
    world = await startManyWorld({ callsAtOnce, generationDelayMs: 100 });
    if (mayMount) unmount = mountSmallDisk(join(world.dir, 'gateway'), '4m');
    await world.start('gateway', 'gateway');
    await world.ready();
    for (const name of workers) await start(name);
    await world.ready();
    const [, readyAt] = /"time":(\d+)/.exec(world.bot('worker1').output()) ?? [];
    expect(Number(readyAt) - Date.now()).toBeGreaterThan(100_000);
  });
  afterAll(async () => {
    // The disk is part of what is cleared away then.
    await world?.kill('gateway');
    unmount();
    await world?.close();
  });
  beforeEach(() => {
    world.calls.most({ reset: true });
    release = world.calls.hold();
  });
  afterEach(() => release());

  /** In all of these, the clock of one worker is five minutes ahead. */
  const start = (name: string) => world.start(name, 'worker', name === 'worker1' ? fastClock : {});
  const calling = (many: number) => vi.waitUntil(() => world.calls.open().length === many, patience);

  /** Members ask for more than the account may make at once. Resolves once as many calls as may be are open. */
  async function underWay(what: string) {
    const crowd = createCrowd(world, what);
    await crowd.ask(4);
    await calling(callsAtOnce);
    return crowd;
  }
  /** Everybody has their picture, and none of it was asked for or told twice. */
  async function allMade(crowd: ReturnType<typeof createCrowd>): Promise<void> {
    release();
    const outcomes = await crowd.end();
    expect([...outcomes.values()].filter(({ pictures }) => pictures.length !== 1)).toEqual([]);
    expect(world.calls.most()).toBe(callsAtOnce);
  }
  async function inRedis<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(world.redis.url);
    return question(client).finally(() => client.disconnect());
  }
  const standingOf = (asked: Asked[]) => {
    // By their reply alone: what they ask for may be the same.
    const each = asked.map((one, nth) => ({ ...one, prompt: `\0${nth}` }));
    return [...standing(world.discord, each).values()];
  };
  const picturesFor = (asked: Asked[]) =>
    standingOf(asked).filter(({ pictures }) => pictures.length === 1).length;
  const active = () => inRedis(client => client.llen('{ai-actor}:requests:active'));
  async function inDatabase(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: world.storeUrl() });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  test('Redis is emptied while calls run: it hands out more, and no more calls leave', async () => {
    const crowd = await underWay('barn');
    await world.redis.empty();
    // The gateway fills it again; what runs is handed out once more, and so is the rest.
    await vi.waitUntil(async () => (await active()) === callsAtOnce, patience);
    await sleep(3_000);
    await allMade(crowd);
  });

  test('members ask for the same at the same moment, in two workers: it is paid for once', async () => {
    const { discord, huggingFace } = world;
    const prompt = 'one and the same windmill';
    const asked = await Promise.all([0, 1].map(nth => askFor(discord, nth, prompt)));
    // Both are handed out, and one call leaves.
    await vi.waitUntil(async () => (await active()) === 2, patience);
    await calling(1);
    await sleep(2_000);
    release();
    await vi.waitUntil(() => picturesFor(asked) === 2, patience);
    expect(callsByPrompt(huggingFace).get(prompt)).toEqual([200]);
  });

  test('where the one who has it made is killed, the other one has it made anew', async () => {
    const { discord, huggingFace } = world;
    const prompt = 'one and the same watermill';
    const asked = await Promise.all([0, 1].map(nth => askFor(discord, nth, prompt)));
    await vi.waitUntil(async () => (await active()) === 2, patience);
    await calling(1);
    const maker = world.calls.open()[0]?.by ?? '';
    const isOver = () => standingOf(asked).filter(one => one.pictures.length + one.sentences.length === 1);
    await world.kill(maker);
    await calling(1);
    expect(world.calls.open()[0]?.by).not.toBe(maker);
    release();
    await start(maker);
    await vi.waitUntil(
      () => isOver().length === 2 && standingOf(asked).every(one => one.waiting.length === 0),
      patience,
    );
    // The one whose call was cut off is told so, or gets what the other one had made.
    expect(picturesFor(asked)).toBeGreaterThanOrEqual(1);
    expect(callsByPrompt(huggingFace).get(prompt)).toHaveLength(2);
    await world.ready();
  });

  test('Redis stops while calls run, and comes back empty', async () => {
    const crowd = await underWay('chapel');
    await world.redis.stop();
    // What comes now is acknowledged, and waits.
    await crowd.ask(1);
    await vi.waitUntil(() => crowd.areHeard(), patience);
    await sleep(outageMs);
    await world.redis.start();
    await world.redis.empty();
    await vi.waitUntil(async () => (await active()) === callsAtOnce, patience);
    await allMade(crowd);
  });

  test('PostgreSQL stops while calls run', async () => {
    const crowd = await underWay('mill');
    await world.postgres.stop();
    // Pictures come while nothing can be written.
    release();
    await calling(0);
    await sleep(outageMs);
    await world.postgres.start();
    await allMade(crowd);
  });

  test('a worker can’t reach Redis while its call runs, and the queue gives its request to another one', async () => {
    const crowd = await underWay('bridge');
    const { by } = world.calls.open()[0] ?? { by: '' };
    const { redis } = await world.waysOf(by);
    redis.cut();
    // Longer than the queue waits for a word of it.
    await sleep(35_000);
    expect(world.calls.open()).toHaveLength(callsAtOnce);
    redis.mend();
    await allMade(crowd);
  });

  test('a worker can’t reach PostgreSQL while its call runs, and the database gives it up', async () => {
    const crowd = await underWay('castle');
    const { by } = world.calls.open()[0] ?? { by: '' };
    const { postgres } = await world.waysOf(by);
    postgres.cut();
    // As it does with a machine that does not answer.
    await inDatabase(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'ai-actor%${world.bot(by).child.pid}@%'`,
    );
    await sleep(outageMs);
    postgres.mend();
    await allMade(crowd);
  });

  test('a worker can’t reach either while its call runs: another one goes on, and its member is told once', async () => {
    const crowd = await underWay('tower');
    const { by } = world.calls.open()[0] ?? { by: '' };
    const cutOff = world.calls.open().filter(call => call.by === by);
    const { postgres, redis } = await world.waysOf(by);
    postgres.cut();
    redis.cut();
    await inDatabase(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'ai-actor%${world.bot(by).child.pid}@%'`,
    );
    const toldOf = () =>
      standingOf(crowd.acknowledged().filter(one => cutOff.some(({ prompt }) => prompt === one.prompt)));
    await vi.waitUntil(() => toldOf().every(({ sentences }) => sentences.length === 1), patience);
    postgres.mend();
    redis.mend();
    release();
    const outcomes = await crowd.end();
    const without = [...outcomes.values()].filter(({ pictures }) => pictures.length === 0);
    expect(without).toHaveLength(cutOff.length);
    for (const { sentences } of without)
      expect(sentences.map(wordsIn).join()).toMatch(/may already have been paid for/);
  });

  test('PostgreSQL fails over to a copy while calls run', async () => {
    const copy = await world.postgres.startCopy();
    const crowd = await underWay('temple');
    await world.postgres.stop();
    release();
    await calling(0);
    await sleep(2_000);
    await copy.promote();
    world.databaseMoved(copy.port);
    await allMade(crowd);
    // Nobody has lost what the first one knew.
    await crowd.ask(2);
    await allMade(crowd);
  });

  test.skipIf(!mayMount)(
    'the disk of the gateway is full: what members ask for is still noted, and made',
    async () => {
      const filler = join(world.dir, 'gateway', 'filler');
      const full = await open(filler, 'w');
      for (const size of [1 << 20, 4_096, 1])
        for (let wrote = true; wrote; )
          wrote = await full.write(Buffer.alloc(size)).then(
            () => true,
            () => false,
          );
      await full.close();
      const crowd = await underWay('harbour');
      await allMade(crowd);
      await rm(filler);
      await crowd.ask(1);
      await allMade(crowd);
    },
  );

  test('after all that, the books know of every call that was charged', async () => {
    await vi.waitUntil(async () => (await world.books()).reserved === 0, { ...patience, interval: 2_000 });
    expect((await world.books()).pictures).toBeGreaterThanOrEqual(await chargedCalls(world.huggingFace));
    expect(await world.stop()).toEqual([0, 0, 0]);
  });
});
