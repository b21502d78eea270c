import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ids } from '@ai-actor/playground/discord';
import { expect, test, vi } from 'vitest';
import { hasRedis } from '../../src/services/queue/testing/redis-server.ts';
import { hasPostgres } from '../../src/services/storage/testing/postgres-server.ts';
import { patienceMs } from '../acting.ts';
import { createCrowd } from './crowd.ts';
import { chargedCalls } from './drill-world.ts';
import { startManyWorld } from './many-world.ts';

/** `MANY_KILLS=100 npx vitest run test/drills/many.test.ts` for a long one. */
const kills = Number(process.env.MANY_KILLS ?? 4);
const gateways = ['gateway0', 'gateway1'];
const workers = ['worker0', 'worker1', 'worker2'];
const channels = [ids.channels.studio, ids.channels.backlot];
const callsAtOnce = 6;
/** Requests that are open in the moment of a kill. */
const burst = 30;

const pick = <T>(from: readonly T[]): T | undefined => from[randomInt(Math.max(1, from.length))];

test.skipIf(!hasPostgres || !hasRedis)(
  `${gateways.length} gateways and ${workers.length} workers, one of them killed ${kills} times: none is lost, none is told or paid twice`,
  async () => {
    const world = await startManyWorld({
      ...{ callsAtOnce, generationDelayMs: 1_000, shards: 2 },
      // A call that is kept back below is not given up.
      more: { HF_TIMEOUT_MS: String(patienceMs) },
    });
    const { calls, discord, huggingFace, redis } = world;
    const crowd = createCrowd({ discord, huggingFace }, 'lighthouse', channels);
    let cutOff = 0;

    /** A worker that has a call open. */
    async function busyWorker(): Promise<string> {
      await crowd.fill(burst);
      await vi.waitUntil(() => calls.open().length > 0, { timeout: patienceMs, interval: 5 });
      return pick(calls.open())?.by ?? 'worker0';
    }

    const start = (name: string) => {
      const shard = gateways.indexOf(name);
      return shard < 0
        ? world.start(name, 'worker')
        : world.start(name, 'gateway', { SHARDS: `${shard}/${gateways.length}` });
    };

    try {
      // The first makes the tables and the key; the others find them.
      for (const name of gateways) {
        await start(name);
        await world.ready();
      }
      for (const name of workers) await start(name);
      await world.ready();
      for (let round = 0; round < kills; round++) {
        for (const gateway of gateways) await world.bot(gateway).ready;
        const gateway = round % 4 === 3 ? pick(gateways) : undefined;
        const name = gateway ?? (await busyWorker());
        // A gateway falls while it acknowledges; workers at some moment of a call, or after it.
        if (gateway) await Promise.all([crowd.ask(10), sleep(randomInt(400))]);
        else await sleep(randomInt(1_200));
        if (round === 1) await redis.empty();
        cutOff += calls.open().filter(({ by }) => by === name).length;
        await world.kill(name);
        await start(name);
      }
      // Answers are kept back, so that each place that comes free is taken and stays taken.
      const letGo = calls.hold();
      const killedAt = performance.now();
      await world.ready();
      await crowd.fill(burst);
      await vi.waitUntil(() => calls.open().length === callsAtOnce, { timeout: patienceMs, interval: 5 });
      const slotsBackMs = Math.round(performance.now() - killedAt);
      letGo();
      const outcomes = await crowd.end();
      expect(calls.most()).toBeLessThanOrEqual(callsAtOnce);
      expect(calls.most()).toBeGreaterThan(1);

      // The books know of every call that was charged, and what may have been, and nothing is left set aside.
      await vi.waitUntil(async () => (await world.books()).reserved === 0, {
        timeout: patienceMs,
        interval: 2_000,
      });
      const { pictures, unknown } = await world.books();
      const without = [...outcomes.values()].filter(one => one.pictures.length === 0);
      expect(pictures).toBeGreaterThanOrEqual(await chargedCalls(huggingFace));
      expect(without.length === 0 || unknown > 0).toBe(true);
      console.log(
        `${outcomes.size} requests, ${kills} kills; ${cutOff} calls cut off, ${without.length} members told that it may have been paid for; at most ${calls.most()} calls of ${callsAtOnce} at a time; all places in use ${slotsBackMs} ms after the last kill`,
      );
      expect(await world.stop()).toEqual([0, 0, 0, 0, 0]);
    } finally {
      await world.close();
    }
  },
  1_200_000 + kills * 60_000,
);
