import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { accountPauseSchema, createAccountPause } from '../huggingface/account/account-pause.ts';
import { createOutbox } from '../outbox.ts';
import { createSettingsService, guildSettingsSchema } from '../settings/settings-service.ts';
import { openPostgresStore } from '../storage/postgres/store.ts';
import { describeOnPostgres } from '../storage/testing/on-postgres.ts';
import { hearChanges } from './hear-changes.ts';

const logger = pino({ level: 'silent' });

describeOnPostgres('of several processes', server => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'actor-hear-'));
  });
  afterAll(async () => {
    await rm(dataDir, { recursive: true, force: true });
  });

  async function open(url: string) {
    const store = await openPostgresStore(url, { dataDir });
    const plain = z.object({ text: z.string() });
    for (const name of ['guild_models', 'training_jobs', 'albums', 'erasures'])
      await store.collection(name, plain);
    const outbox = createOutbox();
    return {
      ...{ store, outbox },
      approvals: await store.collection('approvals', plain),
      settings: await createSettingsService({
        collection: await store.collection('guild_settings', guildSettingsSchema),
      }),
      account: await createAccountPause({
        collection: await store.collection('account', accountPauseSchema),
        onPaused: outbox.accountPaused.put,
        now: Date.now,
      }),
    };
  }

  test('one knows what another has written, and tells what is to be told', async () => {
    const url = await server().database();
    const [here, there] = [await open(url), await open(url)];
    await there.settings.update('early', current => ({ ...current, paused: true }));
    const refreshed: (string | undefined)[] = [];
    const others = { refresh: async (id?: string) => void refreshed.push(id) };
    const heard: (string | undefined)[] = [];
    const privacy = { heard: async (id?: string) => void heard.push(id) };
    await hearChanges(here.store, { ...here, models: others, training: others, privacy, logger });
    expect(here.settings.get('early').paused).toBe(true);
    expect(refreshed).toEqual([undefined, undefined]);

    await there.settings.update('g', current => ({ ...current, paused: true }));
    await expect.poll(() => here.settings.get('g').paused).toBe(true);
    await there.settings.remove('g');
    await expect.poll(() => here.settings.get('g').paused).toBe(false);

    await there.account.refused();
    await expect.poll(() => here.account.paused()?.since).toBe(there.account.paused()?.since);
    await (await there.store.collection('erasures', z.object({ text: z.string() }))).put('e', {
      text: 'all',
    });
    await expect.poll(() => heard).toEqual(['e']);
    await there.approvals.put('a', { text: 'asked' });
    for (const news of [here.outbox.accountPaused, here.outbox.approvalDue, here.outbox.approvalGiven]) {
      const { value } = await news[Symbol.asyncIterator]().next();
      expect(value).toBe(news === here.outbox.accountPaused ? there.account.paused()?.since : true);
    }
    for (const { store } of [here, there]) await store.close();
  }, 60_000);
});
