import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outcome, RequestQueue } from './request-queue.ts';
import { openQueue, quick } from './testing/lines.ts';
import { hasRedis, type RedisServer, startRedis } from './testing/redis-server.ts';

const patience = { timeout: 20_000, interval: 50 };

describe.skipIf(!hasRedis)('the queue over Redis', () => {
  let redis: RedisServer;
  const opened: RequestQueue[] = [];
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  }, 60_000);
  afterAll(() => redis.close());
  beforeEach(() => redis.empty());
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(opened.splice(0).map(queue => queue.close()));
  });

  async function open(given: Parameters<typeof openQueue>[0] = {}): Promise<RequestQueue> {
    const queue = await openQueue({ pace: quick, ...given }, redis.url);
    opened.push(queue);
    return queue;
  }
  const one = (id: string, memberId = 'ana', pictures = 1) => ({ id, memberId, pictures });

  /** Another process that works at requests and ends with none. Resolves once it has so many. */
  async function otherProcess(requests: number): Promise<{ kill(): void; has: string[] }> {
    const path = fileURLToPath(new URL('./testing/killed-worker.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), path, redis.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    let said = '';
    while (said.split('\n').length <= requests) said += String((await once(child.stdout, 'data'))[0]);
    return { kill: () => void child.kill('SIGKILL'), has: said.trim().split('\n') };
  }

  test('the same request twice is there once, and again once it is done', async () => {
    const queue = await open();
    await queue.add(one('r1'));
    await queue.add(one('r1'));
    expect(await queue.length()).toBe(1);
    const handled: string[] = [];
    await queue.work(async id => {
      handled.push(id);
      return 'done';
    });
    await vi.waitFor(() => expect(handled).toEqual(['r1']), patience);
    await vi.waitFor(async () => expect(await queue.length()).toBe(0), patience);
    await queue.add(one('r1'));
    await vi.waitFor(() => expect(handled).toEqual(['r1', 'r1']), patience);
  });

  test('what a killed process had comes to another one, before what waits, and its places are free again', async () => {
    const queue = await open();
    await queue.add(one('r1'));
    await queue.add(one('r2'));
    const other = await otherProcess(2);
    await queue.add(one('r3', 'ben'));
    const handled: string[] = [];
    let [now, most] = [0, 0];
    await queue.work(async id => {
      most = Math.max(most, ++now);
      handled.push(id);
      await new Promise(resolve => setTimeout(resolve, 50));
      now--;
      return 'done';
    });
    // Both places are taken for as long as it lives.
    await new Promise(resolve => setTimeout(resolve, 4 * quick.lockMs));
    expect(handled).toEqual([]);
    other.kill();
    const killedAt = performance.now();
    await vi.waitFor(() => expect(handled).toHaveLength(3), patience);
    expect(performance.now() - killedAt).toBeLessThan(quick.lockMs + 2 * quick.lookEveryMs + 2_000);
    expect(handled.slice(0, 2).sort()).toEqual(['r1', 'r2']);
    expect(most).toBe(2);
  }, 60_000);

  test('what is handed back comes first again, and what another one has comes a little later', async () => {
    const queue = await open({ maxConcurrent: 1 });
    const handled: string[] = [];
    const outcomes: Outcome[] = ['back', 'later'];
    for (const id of ['r1', 'r2']) await queue.add(one(id, id));
    await queue.work(async id => {
      handled.push(id);
      return outcomes.shift() ?? 'done';
    });
    await vi.waitFor(() => expect(handled).toEqual(['r1', 'r1', 'r2', 'r1']), patience);
  });

  test('nobody is handed a request while its place is shown, however long that takes', async () => {
    const queue = await open();
    await queue.add(one('r1'));
    const order: string[] = [];
    const shown = queue.whileWaiting('r1', async ahead => {
      expect(ahead).toBe(0);
      const other = await open();
      await other.work(async id => {
        order.push(id);
        return 'done';
      });
      await new Promise(resolve => setTimeout(resolve, 3 * quick.shownMs));
      order.push('shown');
    });
    expect(await shown).toBe(true);
    await vi.waitFor(() => expect(order).toEqual(['shown', 'r1']), patience);
    expect(await queue.whileWaiting('r1', async () => void order.push('too late'))).toBe(false);
  });

  test('a request for twelve pictures lets eleven others go first that its member asks for later than another', async () => {
    const queue = await open({ maxConcurrent: 1 });
    const handled: string[] = [];
    await queue.add(one('pack', 'ana', 12));
    await queue.add(one('ana again', 'ana'));
    for (let nth = 0; nth < 12; nth++) await queue.add(one(`ben ${nth}`, 'ben'));
    await queue.work(async id => {
      handled.push(id);
      return 'done';
    });
    await vi.waitFor(() => expect(handled).toHaveLength(14), patience);
    expect(handled.indexOf('ana again')).toBeGreaterThanOrEqual(12);
  });

  test('calls of all processes keep their distance, and wait where one was asked to', async () => {
    const [first, second] = [await open({ minTimeMs: 400 }), await open({ minTimeMs: 400 })];
    const waits = [await first.nextCall(), await second.nextCall(), await first.nextCall()];
    expect(waits[0]).toBe(0);
    expect(waits[1]).toBeGreaterThan(0);
    expect(waits[2]).toBeGreaterThan(400);
    await first.hold(5_000);
    expect(await second.nextCall()).toBeGreaterThan(4_500);
  });

  test('an emptied Redis keeps to the concurrency as soon as anything is added', async () => {
    const queue = await open({ maxConcurrent: 1 });
    const workers = [await open({ maxConcurrent: 1 }), await open({ maxConcurrent: 1 })];
    let [now, most, done] = [0, 0, 0];
    for (const worker of workers)
      await worker.work(async () => {
        most = Math.max(most, ++now);
        await new Promise(resolve => setTimeout(resolve, 50));
        now--;
        done++;
        return 'done';
      });
    await redis.empty();
    for (let nth = 0; nth < 6; nth++) await queue.add(one(`r${nth}`));
    await vi.waitFor(() => expect(done).toBe(6), patience);
    expect(most).toBe(1);
  });

  test('while Redis is away nothing is added, which is said at once; afterwards it goes on by itself', async () => {
    const queue = await open();
    const handled: string[] = [];
    await queue.work(async id => {
      handled.push(id);
      return 'done';
    });
    let returned = 0;
    queue.onReturn(() => returned++);
    await redis.stop();
    const from = performance.now();
    await expect(queue.add(one('r1'))).rejects.toThrow();
    expect(performance.now() - from).toBeLessThan(5_000);
    await redis.start();
    await vi.waitFor(() => queue.add(one('r1')), patience);
    await vi.waitFor(() => expect(handled).toEqual(['r1']), patience);
    expect(returned).toBe(1);
  }, 60_000);

  test('no id of a member is written into it', async () => {
    const queue = await open();
    await queue.add(one('r1', '987654321098765432'));
    const client = new Redis(redis.url);
    const kept: unknown[] = [];
    for (const key of await client.keys('*')) {
      kept.push(key, (await client.dumpBuffer(key))?.toString('latin1'));
    }
    client.disconnect();
    expect(kept.length).toBeGreaterThan(4);
    expect(JSON.stringify(kept)).not.toContain('987654321098765432');
  });

  test('an address that cannot be used is told in words, without its password', async () => {
    const wrong = redis.url.replace(/127.*/, ':s3cr3t-word@127.0.0.1:9');
    await expect(openQueue({}, wrong)).rejects.toThrow(
      /^REDIS_URL names a Redis that does not answer \(ECONNREFUSED\)\.$/,
    );
  });
});
