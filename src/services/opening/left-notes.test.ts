import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Config, parseConfig } from '../../config.ts';
import { folderOf } from '../../shards.ts';
import { acceptedRequestSchema } from '../generation/requests/accepted-request.ts';
import { forgottenIndexes, forgottenSchema } from '../generation/requests/forgotten.ts';
import { openIntake } from '../generation/requests/intake.ts';
import { createOutbox } from '../outbox.ts';
import { createFileBlobs } from '../storage/blobs.ts';
import { claimDataFolder } from '../storage/data-folder.ts';
import { createOwnLocks } from '../storage/locks.ts';
import type { Store } from '../storage/store.ts';
import { engines, type TestDatabase } from '../storage/testing/engines.ts';
import type { OneOfMany } from './ground.ts';
import { intakeName, openLeftNotes } from './left-notes.ts';
import { openRequests } from './open-requests.ts';

const logger = pino({ level: 'silent' });
const [ana, ben] = ['3', '4'] as const;
let dataDir: string;
let store: Store;
let now = 1_000;

const ofShard = (shard: number) => folderOf(dataDir, shard);
async function note(folder: string, id: string, memberId: string = ana, guildId = '1'): Promise<void> {
  await mkdir(folder, { recursive: true });
  const intake = await openIntake(join(folder, intakeName), acceptedRequestSchema);
  const request = { guildId, channelId: '2', memberId, prompt: 'a boat' };
  await intake.note(acceptedRequestSchema.parse({ id, request, answer: '', acceptedAt: now }));
  await intake.close();
}
const isEmpty = async (folder: string) => (await readFile(join(folder, intakeName), 'utf8')) === '';

async function left(): Promise<string[]> {
  const found = await openLeftNotes({ DATA_DIR: dataDir, ROLE: 'all' }, logger);
  for (const one of found) await one.close();
  return found.flatMap(one => one.left.map(({ id }) => id)).sort();
}

/** What a process takes up when it starts with this folder. */
async function start(folder: string, process?: Partial<OneOfMany>, more: Partial<Config> = {}) {
  const closers: (() => unknown)[] = [];
  const { accepted } = await openRequests({
    config: {
      ...parseConfig({ DISCORD_TOKEN: 'token-of-tests', HF_TOKEN: 'hf_test', DATA_DIR: folder }),
      ...(process ? { STORE_URL: 'postgresql://localhost/bot' } : {}),
      ...more,
    },
    process: process && {
      ...{ id: folder, isWorker: false, leads: false, locks: createOwnLocks() },
      ...{ isThere: async () => true, hasLeader: async () => true },
      ...process,
    },
    ...{ store, blobs: createFileBlobs(join(dataDir, 'blobs')), outbox: createOutbox(), logger },
    onClose: close => closers.unshift(close),
    now: () => now,
  });
  const ids = async () => (await accepted.untold()).map(({ id }) => id).sort();
  return {
    ...{ accepted, ids },
    async end() {
      for (const close of closers) await close();
    },
  };
}

for (const engine of engines) {
  describe.skipIf(engine.missing)(`what was noted and not stored, with ${engine.name}`, () => {
    let database: TestDatabase;
    beforeAll(engine.begin, 60_000);
    afterAll(engine.end);
    beforeEach(async () => {
      database = await engine.create();
      dataDir = database.dataDir;
      store = await database.open();
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    test('what a shard noted is found as long as no process has its folder', async () => {
      for (const shard of [1, 2, 10]) await note(ofShard(shard), `of-${shard}`);
      const held = await claimDataFolder(ofShard(10), { logger, byHand: true });
      // Nobody waits for one that is stopping: it has its notes in hand.
      await held.leaving();
      expect(await left()).toEqual(['of-1', 'of-2']);
      await held.release();
      expect(await left()).toEqual(['of-1', 'of-10', 'of-2']);
    });

    test('one process makes what its shards noted while there were any', async () => {
      await note(dataDir, 'of-0');
      await note(ofShard(3), 'of-3');
      const alone = await start(dataDir);
      expect(await alone.ids()).toEqual(['of-0', 'of-3']);
      expect([await isEmpty(dataDir), await isEmpty(ofShard(3))]).toEqual([true, true]);
      await alone.end();
    });

    test('a gateway that became a worker leaves what it noted to the others', async () => {
      await note(dataDir, 'of-0');
      const worker = await start(dataDir, { isWorker: true }, { ROLE: 'worker' });
      expect(await worker.ids()).toEqual(['of-0']);
      expect(await isEmpty(dataDir)).toBe(true);
    });

    test('what was deleted while its shard was away does not come back with it', async () => {
      const leader = await start(dataDir, { leads: true });
      await note(ofShard(1), 'hers');
      await note(ofShard(1), 'his', ben);
      now += 60_000;
      await leader.accepted.forget({ memberId: ana });
      const shard = await start(ofShard(1), {});
      expect(await shard.ids()).toEqual(['his']);
      expect(await isEmpty(ofShard(1))).toBe(true);
      // What she asks for afterwards is made.
      now += 60 * 60_000;
      await note(ofShard(2), 'anew');
      expect(await (await start(dataDir, { leads: true })).ids()).toEqual(['anew', 'his']);
    });

    test('what was deleted in one server alone comes back from the others', async () => {
      const leader = await start(dataDir, { leads: true });
      await note(ofShard(1), 'here');
      await note(ofShard(1), 'elsewhere', ana, '2');
      now += 60_000;
      await leader.accepted.forget({ memberId: ana, guildId: '1' });
      expect(await (await start(ofShard(1), {})).ids()).toEqual(['elsewhere']);
    });

    test('what was deleted does not come back where the process that takes it in is killed meanwhile', async () => {
      const leader = await start(dataDir, { leads: true });
      await note(ofShard(1), 'hers');
      now += 60_000;
      await leader.accepted.forget({ memberId: ana });
      const whole = store;
      // Whatever comes after it is stored is not done any more.
      store = {
        ...whole,
        async collection(...asked) {
          const collection = await whole.collection(...asked);
          return { ...collection, delete: () => Promise.reject(new Error('killed')) };
        },
      } as Store;
      await start(ofShard(1), {}).catch(() => undefined);
      store = whole;
      expect(await (await start(ofShard(1), {})).ids()).toEqual([]);
    });

    test('a deletion is remembered for as long as a note of before it would be made', async () => {
      const leader = await start(dataDir, { leads: true });
      await note(ofShard(1), 'hers');
      await leader.accepted.forget({ guildId: '1' });
      now += 366 * 24 * 60 * 60_000;
      await leader.accepted.prune();
      const marks = await store.collection('forgotten', forgottenSchema, forgottenIndexes);
      expect(await marks.all()).toEqual([]);
      const shard = await start(ofShard(1), {});
      expect(await shard.ids()).toEqual([]);
    });
  });
}
