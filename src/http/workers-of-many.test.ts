import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkers } from '../services/opening/open-workers.ts';
import { createSettingsService, guildSettingsSchema } from '../services/settings/settings-service.ts';
import { openPostgresStore } from '../services/storage/postgres/store.ts';
import { describeOnPostgres } from '../services/storage/testing/on-postgres.ts';
import { createWorkerDouble } from '../services/workers/testing/worker-double.ts';
import { withWorkerKey } from '../services/workers/worker-keys.ts';
import { createHttpServer } from './server.ts';

const logger = pino({ level: 'silent' });

describeOnPostgres('computers of servers, of several processes', server => {
  let dataDir: string;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'actor-workers-'));
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function open(url: string, leads: boolean) {
    const store = await openPostgresStore(url, { dataDir });
    closing.push(store.close);
    const settings = await createSettingsService({
      collection: await store.collection('guild_settings', guildSettingsSchema),
    });
    const ground = {
      ...{ store, logger, now: Date.now, onClose: (close: () => unknown) => void closing.push(close) },
      config: { DISCORD_TOKEN: 'a token of tests', PUBLIC_URL: 'https://bot.example' },
      process: { leads, hasLeader: async () => true },
    };
    return { settings, ...(await openWorkers(ground as never, { settings })) };
  }

  test('hear from any of them which models to drop, and of requests that are for them', async () => {
    const url = await server().database();
    const [leader, other] = [await open(url, true), await open(url, false)];
    const http = createHttpServer({
      ...{ config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 }, training: {} as never, logger },
      workers: leader.workers.calls,
    });
    const { url: address } = await http.start();
    closing.push(http.stop);
    // Made in the other one, with an address to show.
    expect(other.workers.address).toBe('https://bot.example');
    const { id, text } = other.workers.keys.fresh();
    await other.settings.update('g', withWorkerKey(id, { name: 'basement', at: 0 }));
    await leader.settings.refresh('g');
    const computer = createWorkerDouble(address, text, { bases: ['sdxl'] });
    expect((await computer.ask()).status).toBe(204);

    const asked = computer.ask({ waitS: 25 });
    await expect.poll(() => leader.workers.shown('g').length).toBe(1);
    await other.forget('owner/nova');
    expect(await (await asked).json()).toEqual({ work: [], forget: ['owner/nova'] });

    // A training that is called off in the other one.
    const job = { kind: 'training', id: 'training-1', guildId: 'g', memberId: 'ana', base: 'sdxl' } as const;
    const work = leader.workers.line.add({ ...job, begin: async () => ({}) });
    work.catch(() => undefined);
    await other.workers.line.cancel('training-1');
    await expect(work).rejects.toThrow('stopping');

    const heard: (string | undefined)[] = [];
    await leader.ownRequests.listen?.(word => void heard.push(word));
    expect(other.ownRequests.listen).toBeUndefined();
    await leader.workers.settle('g');
    await other.settings.refresh('g');
    expect([await other.ownRequests.isFor('g'), await other.ownRequests.isFor('elsewhere')]).toEqual([
      true,
      false,
    ]);
    await other.ownRequests.tell('one');
    await leader.ownRequests.tell('two');
    await expect.poll(() => heard).toEqual(['one', 'two']);
  }, 60_000);
});
