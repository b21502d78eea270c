import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { parseConfig } from '../../config.ts';
import { claimDatabase } from '../storage/postgres/claim.ts';
import { formOf } from '../storage/postgres/form.ts';
import { describeOnPostgres } from '../storage/testing/on-postgres.ts';
import { openStorage } from './open-storage.ts';
import { storedRecords } from './stored-records.ts';

const logger = pino({ level: 'silent' });

test('the records of this version have one form, however often it is looked at', () => {
  expect(formOf(storedRecords)).toBe(formOf(storedRecords));
});

describeOnPostgres('beside a process of another version', server => {
  test.each(['gateway', 'worker'] as const)('a %s changes nothing in the store', async role => {
    const url = await server().database();
    const dataDir = await mkdtemp(join(tmpdir(), 'actor-version-'));
    const closing: (() => unknown)[] = [];
    const config = parseConfig({
      ...{ DISCORD_TOKEN: 'token-of-tests', HF_TOKEN: 'hf_test', DATA_DIR: dataDir, ROLE: role },
      ...{ STORE_URL: url, REDIS_URL: 'redis://127.0.0.1:9', BLOBS_URL: 's3://pictures' },
    });
    const open = () =>
      openStorage({ config, onClose: close => closing.unshift(close), onLost: () => {}, logger });
    const close = async () => {
      for (const one of closing.splice(0)) await one();
    };
    const as = { role: 'worker', id: 'older', form: formOf(storedRecords) - 1 } as const;
    const older = await claimDatabase(url, { logger, onLost: () => {}, as });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const hasStore = async () =>
      (await client.query("SELECT to_regclass('store_version') AS store")).rows[0].store !== null;
    try {
      await expect(open()).rejects.toThrow(/another version of this bot/);
      expect(await hasStore()).toBe(false);
      await close();
      await older.release();
      const { store } = await open();
      expect(await hasStore()).toBe(true);
      // Nothing is opened that the fence doesn't know of.
      const { schema } = storedRecords.account ?? {};
      if (!schema) throw new Error('no table of that name');
      await store.collection('account', schema);
      await expect(async () => store.collection('unheard_of', schema)).rejects.toThrow(/stored-records/);
    } finally {
      await close();
      await client.end();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
