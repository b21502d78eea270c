import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hasRedis } from '../../src/services/queue/testing/redis-server.ts';
import { hasPostgres } from '../../src/services/storage/testing/postgres-server.ts';
import { ask, patienceMs } from '../acting.ts';
import { end } from '../bot-process.ts';
import { startManyBots, startShared } from '../many-bots.ts';
import { freePort, picturesOf, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

describe('a gateway and workers', () => {
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
    world = await startManyBots(shared);
    ({ start, gate, mara, env } = world);
  });
  afterEach(context => world.close(context.task.result?.state === 'fail'));

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
    const [gatewayPort, workerPort] = [await freePort(), await freePort()];
    const gateway = start('gateway', 'gateway', { OPS_PORT: String(gatewayPort) });
    await gateway.ready;
    const worker = start('worker', 'worker', { OPS_PORT: String(workerPort) });
    await worker.ready;
    await generate('a barn owl');
    await vi.waitUntil(() => gate.calls() === 1, patienceMs);
    const places = async (words: RegExp) =>
      (await mara.messages()).filter(message => words.test(wordsOf(message)));
    await generate('a red fox');
    // Its place is known before the other one is asked for: an acknowledgement waits for no queue.
    await vi.waitUntil(async () => (await places(/next/i)).length === 1, patienceMs);
    await generate('a green frog');
    await vi.waitUntil(async () => (await places(/1 image (is )?ahead|One image/)).length === 1, patienceMs);
    const figures = async (port: number) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    // An operator sees the queue of all in each, and the connection to Discord where there is one.
    for (const port of [gatewayPort, workerPort])
      expect(await figures(port)).toMatch(/^image_queue_length 3$/m);
    expect(await figures(gatewayPort)).toMatch(/^discord_shards_connected 1$/m);
    expect(await figures(workerPort)).not.toContain('discord_');
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
    // The gateway looks for what processes that are gone have left every half minute.
    await vi.waitUntil(async () => /unknown|may have/i.test(wordsOf(await ask(mara, '/quota'))), {
      ...{ timeout: patienceMs, interval: 2_000 },
    });
  });
});
