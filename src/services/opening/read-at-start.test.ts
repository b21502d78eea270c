import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseConfig } from '../../config.ts';
import { createLogger } from '../../logger.ts';
import { unwatched } from '../../watch.ts';
import { entryIndexes, entrySchema, headIndexes, headSchema } from '../audit/entry.ts';
import { failureIndexes, failureSchema } from '../log/failure-log.ts';
import { openServices } from '../open-services.ts';
import { type Erasure, erasureSchema, newErasure } from '../privacy/erasure.ts';
import { erasureIndexes } from '../privacy/erasure-index.ts';
import { emptyDay, quotaDaySchema } from '../quota/quota-day.ts';
import { trainingWeekSchema } from '../quota/training-week.ts';
import { safetyEntryIndexes, safetyEntrySchema } from '../safety/safety-entry.ts';
import { settingChangeIndexes, settingChangeSchema } from '../settings/setting-change.ts';
import { openStore, type Store } from '../storage/store.ts';
import { tombstoneIndexes, tombstoneSchema } from '../training/job/job.ts';
import { createVision } from '../vision/create-vision.ts';

const { Database } = createRequire(import.meta.url)('sqlite3') as typeof import('sqlite3');

const many = 1_200;
const nth = Array.from({ length: many }, (_, at) => at);
const now = Date.now();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-actor-start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const done = (id: string): Erasure => {
  const { work: _done, ...rest } = newErasure({ id, what: 'actor', why: 'deleted', at: now }, {});
  return { ...rest, doneAt: now };
};

/** What a bot has that has run for years, and nothing that is still to be done. */
async function fill(store: Store): Promise<void> {
  const [guildId, memberId] = ['g', 'm'];
  async function write<T>(
    collection: { put(id: string, record: T): Promise<void> },
    record: (id: string, at: number) => T,
  ): Promise<void> {
    await Promise.all(nth.map(at => collection.put(`id${at}`, record(`id${at}`, at))));
  }
  await write(await store.collection('erasures', erasureSchema, erasureIndexes), done);
  await write(await store.collection('erased_jobs', tombstoneSchema, tombstoneIndexes), id => ({
    ...{ id, at: now, machines: [] },
  }));
  await write(await store.collection('failures', failureSchema, failureIndexes), id => ({
    ...{ id, guildId, memberId, at: now, code: 'unexpected', errorId: 'e' },
  }));
  await write(await store.collection('safety_log', safetyEntrySchema, safetyEntryIndexes), id => ({
    ...{ id, guildId, memberId, at: now, where: 'prompt' as const, rule: 'blocked-word' as const },
  }));
  await write(
    await store.collection('setting_changes', settingChangeSchema, settingChangeIndexes),
    (id, at) => ({ id, guildId, at, by: memberId, parts: [{ key: 'paused', after: true }] }),
  );
  await write(await store.collection('audit_heads', headSchema, headIndexes), chain => ({
    ...{ chain, seq: 1, hash: 'h' },
  }));
  await store.collection('audit', entrySchema, entryIndexes);
  await write(await store.collection('training_weeks', trainingWeekSchema), id => ({
    ...{ guildId: id, begun: [] },
  }));
  const days = await store.collection('quota_days', quotaDaySchema);
  for (const at of nth.slice(0, 60)) {
    const day = new Date(now - at * 86_400_000).toISOString().slice(0, 10);
    await days.put(day, emptyDay(day));
  }
}

test('a start reads hardly any record, however many there are', async () => {
  const store = await openStore(folder);
  await fill(store);
  await store.close();

  const read: Record<string, number> = {};
  const { all } = Database.prototype;
  const spied = vi.spyOn(Database.prototype, 'all').mockImplementation(function (
    this: InstanceType<typeof Database>,
    ...given: unknown[]
  ) {
    const [answer] = given.splice(-1) as [(error: unknown, rows?: { value?: unknown }[]) => void];
    const table = /FROM (\w+)/.exec(String(given[0]))?.[1] ?? '';
    return all.call(this, ...(given as [string]), (error: unknown, rows?: { value?: unknown }[]) => {
      const records = rows?.filter(row => 'value' in row).length ?? 0;
      if (records > 0) read[table] = (read[table] ?? 0) + records;
      answer(error, rows);
    });
  } as never);
  const config = parseConfig({
    ...{ DISCORD_TOKEN: 'token-of-tests', HF_TOKEN: 'hf_test', DATA_DIR: folder },
    ...{ HF_ENDPOINT: 'http://127.0.0.1:9', HF_ROUTER_URL: 'http://127.0.0.1:9' },
  });
  const logger = createLogger({ ...config, LOG_LEVEL: 'fatal' });
  const closers: (() => unknown)[] = [];
  const { services } = await openServices({
    ...{ config, logger, now: Date.now, vision: createVision({ logger }) },
    deleteMessage: async () => 'absent',
    discord: () => ({ pingMs: undefined, shards: 1, connected: true }),
    watch: unwatched,
    onClose: close => closers.unshift(close),
    onLost: () => {},
  });
  await services.privacy.resume();
  expect(read).toEqual({ quota_days: 2 });

  // What is kept is found all the same.
  expect(await services.failures.recent('g')).toHaveLength(many);
  expect(await services.privacy.receipt('id7')).toMatchObject({ doneAt: now });
  for (const close of closers) await close();
  spied.mockRestore();
}, 120_000);
