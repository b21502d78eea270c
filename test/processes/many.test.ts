import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from '@ai-actor/playground';
import { connectMember, ids, type Member } from '@ai-actor/playground/discord';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../../src/services/queue/testing/redis-server.ts';
import {
  hasPostgres,
  type PostgresServer,
  startPostgres,
} from '../../src/services/storage/testing/postgres-server.ts';
import { startS3 } from '../../src/services/storage/testing/s3-server.ts';
import { ask, patienceMs } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { startGate } from '../gate.ts';
import { picturesOf, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

describe('a gateway and workers', () => {
  if (!hasPostgres || !hasRedis) {
    test.skip('NOT TESTED: PostgreSQL or Redis is not installed here');
    return;
  }
  let postgres: PostgresServer;
  let redis: RedisServer;
  let s3: Awaited<ReturnType<typeof startS3>>;
  let dir: string;
  let playground: Awaited<ReturnType<typeof startPlayground>>;
  let gate: Awaited<ReturnType<typeof startGate>>;
  let mara: Member;
  let env: Record<string, string>;
  const bots: ReturnType<typeof startBot>[] = [];
  const start = (
    role: 'gateway' | 'worker' | 'all',
    name: string = role,
    more: Record<string, string> = {},
  ) => {
    const bot = startBot({ ...env, ROLE: role, DATA_DIR: join(dir, name), ...more }, dir);
    bots.push(bot);
    return bot;
  };
  beforeAll(async () => {
    [postgres, redis, s3] = await Promise.all([startPostgres(), startRedis(), startS3()]);
  });
  afterAll(() => Promise.all([postgres.close(), redis.close(), s3.close()]));
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'actor-many-'));
    await redis.empty();
    playground = await startPlayground();
    gate = await startGate(playground.env.INFERENCE_ENDPOINT_URL ?? '');
    env = {
      ...playground.env,
      HTTP_PORT: '0',
      STORE_URL: await postgres.database(),
      REDIS_URL: redis.url,
      INFERENCE_ENDPOINT_URL: gate.url,
      ...s3.keys,
      BLOBS_URL: `s3://pictures/bot?endpoint=${encodeURIComponent(s3.endpoint)}`,
    };
    mara = await connectMember(playground.url, ids.members.mara);
  });
  afterEach(async context => {
    for (const { child, output } of bots.splice(0)) {
      await end(child, 'SIGKILL');
      if (context.task.result?.state === 'fail') console.log(output().slice(-4_000));
    }
    await mara.close();
    gate.close();
    gate.server.close();
    await playground.close();
    await rm(dir, { recursive: true, force: true });
  });

  const model = 'runwayml/stable-diffusion-v1-5';
  const generate = (prompt: string, more: Record<string, string | number> = {}) =>
    mara.command('/generate', { prompt, model, ...more });
  const showing = async (prompt: string) =>
    (await mara.messages()).filter(message => picturesOf(message).some(({ alt }) => alt.includes(prompt)));
  const shown = (prompt: string) =>
    vi.waitUntil(async () => (await showing(prompt)).length === 1, patienceMs);

  test('what the gateway acknowledges, a worker makes and posts; settings reach it at once', async () => {
    const gateway = start('gateway');
    await gateway.ready;
    const worker = start('worker');
    await worker.ready;
    gate.open();
    await generate('a barn owl');
    await shown('a barn owl');
    expect(gateway.output()).not.toContain('"request_end"');
    expect(wordsOf(await ask(mara, '/gallery'))).toContain('barn owl');
    // What admins decide holds for what is made from then on, wherever.
    await ask(mara, '/settings pause', { state: 'on' });
    expect(wordsOf(await ask(mara, '/generate', { prompt: 'a red fox', model }))).toMatch(/paused/);
    await ask(mara, '/settings pause', { state: 'off' });
    await generate('a red fox');
    await shown('a red fox');
    expect(gate.calls()).toBe(2);
    for (const bot of [worker, gateway]) {
      expect(await end(bot.child, 'SIGTERM')).toBe(0);
      expect(bot.output()).not.toContain('"level":50');
    }
  });

  test('members see their place in the queue, and can call off what waits and what is next', async () => {
    env.HF_MAX_CONCURRENT = '1';
    const gateway = start('gateway');
    await gateway.ready;
    const worker = start('worker');
    await worker.ready;
    await generate('a barn owl');
    await vi.waitUntil(() => gate.calls() === 1, patienceMs);
    await generate('a red fox');
    await generate('a green frog');
    const places = async (words: RegExp) =>
      (await mara.messages()).filter(message => words.test(wordsOf(message)));
    await vi.waitUntil(async () => (await places(/1 image (is )?ahead|One image/)).length === 1, patienceMs);
    const [next] = await places(/next/i);
    await mara.click(next as never, 'Cancel');
    await vi.waitUntil(async () => (await places(/Cancelled/)).length > 0, patienceMs);
    gate.open();
    await shown('a barn owl');
    await shown('a green frog');
    expect(gate.calls()).toBe(2);
    expect(await showing('a red fox')).toEqual([]);
    for (const bot of [worker, gateway]) expect(await end(bot.child, 'SIGTERM')).toBe(0);
  });

  test('a worker that is killed loses nothing: another one goes on, and does not pay twice', async () => {
    env.HF_MAX_CONCURRENT = '2';
    const gateway = start('gateway');
    await gateway.ready;
    const first = start('worker', 'first');
    await first.ready;
    await generate('a barn owl');
    await vi.waitUntil(() => gate.calls() === 1, patienceMs);
    const second = start('worker', 'second');
    await second.ready;
    await end(first.child, 'SIGKILL');
    const killedAt = performance.now();
    await generate('a red fox');
    gate.open();
    await shown('a red fox');
    await mara.waitForMessage(message => /restarted while/.test(wordsOf(message)), patienceMs);
    expect(performance.now() - killedAt).toBeLessThan(60_000);
    expect(gate.calls()).toBe(2);
    // The place of the call that nobody waits for any more is free again.
    await Promise.all([generate('a green frog'), generate('a blue heron')]);
    await shown('a green frog');
    await shown('a blue heron');
    expect(wordsOf(await ask(mara, '/quota'))).toMatch(/unknown|may have/i);
  });
});
