import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { hasRedis, startRedis } from '../../src/services/queue/testing/redis-server.ts';
import { hasPostgres, startPostgres } from '../../src/services/storage/testing/postgres-server.ts';
import { startS3 } from '../../src/services/storage/testing/s3-server.ts';
import { patienceMs } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import {
  type Asked,
  askFor,
  callsByPrompt,
  type Standing,
  standing,
  startDrillWorld,
  whileItGoesOn,
  wordsIn,
} from './drill-world.ts';

/** `MANY_KILLS=100 npx vitest run test/drills/many.test.ts` for a long one. */
const kills = Number(process.env.MANY_KILLS ?? 5);
const workers = 3;
const burst = 24;
const callsAtOnce = 4;

/** Passes calls on, and counts how many are open at a time. */
async function countOpen(to: string) {
  let [open, most] = [0, 0];
  const server = createServer((incoming, outgoing) => {
    most = Math.max(most, ++open);
    outgoing.once('close', () => open--);
    const { method, url = '/', headers } = incoming;
    const target = new URL(url, to);
    const passed = forward(target, { method, headers: { ...headers, host: target.host } }, answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${new URL(to).pathname.replace(/\/$/, '')}`,
    most: () => most,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test.skipIf(!hasPostgres || !hasRedis)(
  `a gateway and ${workers} workers, one of them killed ${kills} times, Redis emptied: none is lost, none is told or paid twice`,
  async () => {
    const [postgres, redis, s3] = await Promise.all([startPostgres(), startRedis(), startS3()]);
    const world = await startDrillWorld({ generationDelayMs: 700 });
    const { discord, huggingFace } = world;
    const router = await countOpen(huggingFace.routerUrl);
    const dir = await mkdtemp(join(tmpdir(), 'actor-drill-many-'));
    const env = {
      ...world.env,
      ...s3.keys,
      HTTP_PORT: '0',
      HF_ROUTER_URL: router.url,
      HF_MAX_CONCURRENT: String(callsAtOnce),
      STORE_URL: await postgres.database(),
      REDIS_URL: redis.url,
      BLOBS_URL: `s3://pictures/drill?endpoint=${encodeURIComponent(s3.endpoint)}`,
    };
    const start = (name: string) =>
      startBot(
        { ...env, ROLE: name === 'gateway' ? 'gateway' : 'worker', DATA_DIR: join(dir, name) },
        dir,
        'test/drills/drill-bot.ts',
      );
    const names = ['gateway', ...Array.from({ length: workers }, (_, nth) => `worker${nth}`)];
    const bots = new Map<string, ReturnType<typeof startBot>>();
    // The first makes the tables and the key; the others find them.
    for (const name of names) {
      const bot = start(name);
      bots.set(name, bot);
      if (name === 'gateway') await bot.ready;
    }

    const asked: Asked[] = [];
    const stateOf = ({ interactionId }: Asked) => discord.interactions.get(interactionId)?.state;
    const acknowledged = () => asked.filter(one => stateOf(one) === 'acknowledged');
    const isOver = (one: Standing | undefined) =>
      one !== undefined && one.pictures.length + one.sentences.length > 0 && one.waiting.length === 0;
    const open = () => {
      const now = standing(discord, acknowledged());
      return acknowledged().filter(({ prompt }) => !isOver(now.get(prompt)));
    };
    async function fill(): Promise<void> {
      const from = asked.length;
      const more = Array.from({ length: Math.max(0, burst - open().length) }, (_, n) =>
        askFor(discord, from + n, `lighthouse number ${from + n} in fog`),
      );
      asked.push(...(await Promise.all(more)));
    }

    try {
      await Promise.all([...bots.values()].map(({ ready }) => ready));
      for (let round = 0; round < kills; round++) {
        await bots.get('gateway')?.ready;
        await fill();
        await vi.waitUntil(() => asked.every(one => stateOf(one) !== 'pending') || round % 4 === 3, {
          timeout: patienceMs,
        });
        await sleep(randomInt(500, 4_000));
        if (round === 2) await redis.empty();
        const name = names[round % 4 === 3 ? 0 : 1 + randomInt(workers)] ?? 'gateway';
        const bot = bots.get(name);
        if (bot) await end(bot.child, 'SIGKILL');
        bots.set(name, start(name));
      }
      await bots.get('gateway')?.ready;
      await fill();
      await whileItGoesOn(() => open().length);
      expect(open().map(({ prompt }) => prompt)).toEqual([]);
      expect(acknowledged().length).toBeGreaterThanOrEqual(burst);

      // Nothing twice at Discord: each has a picture or a sentence, and one of it.
      const outcomes = [...standing(discord, acknowledged())];
      const answers = outcomes.map(([prompt, one]) => [
        prompt,
        ...[...one.pictures, ...one.sentences].map(wordsIn),
      ]);
      expect(answers.filter(({ length }) => length !== 2)).toEqual([]);
      // Nothing twice at Hugging Face, and never more at a time than the account may have.
      const calls = callsByPrompt(huggingFace);
      expect([...calls].filter(([, statuses]) => statuses.length > 1)).toEqual([]);
      expect(outcomes.filter(([prompt, one]) => one.pictures.length > 0 && !calls.has(prompt))).toEqual([]);
      expect(router.most()).toBeLessThanOrEqual(callsAtOnce);
      expect(router.most()).toBeGreaterThan(1);
      const unknown = outcomes.filter(([, one]) => one.pictures.length === 0).length;
      console.log(
        `${acknowledged().length} requests, ${kills} kills, ${unknown} told that it may have been paid for, ${router.most()} calls at a time at most`,
      );
      for (const { child } of bots.values()) expect(await end(child, 'SIGTERM')).toBe(0);
    } finally {
      for (const { child, output } of bots.values()) {
        await end(child, 'SIGKILL');
        if (process.env.DRILL_LOG) console.log(output().slice(-6_000));
      }
      router.close();
      await world.close();
      await Promise.all([postgres.close(), redis.close(), s3.close()]);
      await rm(dir, { recursive: true, force: true });
    }
  },
  1_200_000 + kills * 60_000,
);
