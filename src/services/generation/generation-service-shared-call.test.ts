import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import sharp from 'sharp';
import { beforeAll, expect, test, vi } from 'vitest';
import { UserError } from '../../errors.ts';
import { createActorsService } from '../actors/actors-service.ts';
import { actorCollections } from '../actors/testing/actor-collections.ts';
import { unsigned } from '../credentials/testing/unsigned.ts';
import { createModelsService } from '../models/models-service.ts';
import { guildModelsSchema } from '../models/stored-models.ts';
import { quotaDaySchema } from '../quota/quota-day.ts';
import { createQuotaService } from '../quota/quota-service.ts';
import { safetyEntryIndexes, safetyEntrySchema } from '../safety/safety-entry.ts';
import { createSafetyService } from '../safety/safety-service.ts';
import { createSettingsService, guildSettingsSchema } from '../settings/settings-service.ts';
import { createOwnLocks, type Locks } from '../storage/locks.ts';
import { createSeal } from '../storage/seal.ts';
import { openMemoryStore } from '../storage/store.ts';
import { createDecoderHere } from '../vision/testing/decoder-here.ts';
import { cachedImageIndexes, generationIndexes } from './archive/generation-index.ts';
import { cachedImageSchema, generationSchema } from './generation.ts';
import { createGenerationService } from './generation-service.ts';
import { createCheckImage } from './images/check-image.ts';
import type { ImageMaker } from './making/image-maker.ts';
import { createLimiter } from './making/limiter.ts';
import { acceptedRequestSchema, TakenOver } from './requests/accepted-request.ts';
import { createAcceptedRequests } from './requests/accepted-requests.ts';
import { makeFor } from './testing/generation-fixture.ts';
import { noIntake } from './testing/no-intake.ts';

const [ana, ben] = ['1', '2'] as const;
let png: Buffer;
beforeAll(async () => {
  png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#777' } })
    .png()
    .toBuffer();
});

/** Generation with a share of the budget for each member; the picture comes when the test lets it. */
async function world(memberDailyTokens: number, locks?: Locks) {
  const store = openMemoryStore();
  const now = () => Date.UTC(2026, 2, 29, 12);
  const logger = pino({ level: 'silent' });
  const bytesOf = new Map<string, Buffer>();
  const blobs = {
    async put(bytes: Uint8Array) {
      if (++disk.puts === 1) await disk.ready;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      bytesOf.set(sha256, Buffer.from(bytes));
      return sha256;
    },
    get: async (sha256: string) => bytesOf.get(sha256),
    delete: async (sha256: string) => void bytesOf.delete(sha256),
    requireRoom: async () => {},
    size: async (sha256: string) => bytesOf.get(sha256)?.length,
  };
  /** The first picture is kept once it is ready. */
  const disk = { puts: 0, ready: Promise.resolve() };
  const made: string[] = [];
  let answer: ImageMaker['make'] = async () => png;
  const quota = await createQuotaService({
    days: await store.collection('quota_days', quotaDaySchema),
    dailyTokens: 1_000,
    memberDailyTokens,
    now,
  });
  const settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
  });
  const generations = await store.collection('generations', generationSchema, generationIndexes);
  let confirm = async (_id: string): Promise<void> => {};
  const cache = await store.collection('image_cache', cachedImageSchema, cachedImageIndexes);
  const read = vi.spyOn(cache, 'get');
  const generation = await createGenerationService({
    words: {} as never,
    askFirst: async () => new UserError('asked', ''),
    credentials: unsigned,
    checkImage: createCheckImage(createDecoderHere()),
    generations,
    ...{ cache, locks },
    accepted: {
      ...(await createAcceptedRequests({
        intake: noIntake,
        collection: await store.collection('accepted_requests', acceptedRequestSchema),
        blobs,
        seal: createSeal('a token of tests'),
        now,
      })),
      confirm: id => confirm(id),
    },
    blobs,
    actors: await createActorsService({
      ...(await actorCollections(store)),
      photos: { take: async () => [], thumbnail: async bytes => bytes },
      blobs,
      now,
    }),
    models: await createModelsService({
      hub: {
        servedBy: async () => ({ revision: 'c'.repeat(40), providers: [] }),
        modelPage: async () => undefined,
      },
      collection: await store.collection('guild_models', guildModelsSchema),
      hasEndpoint: true,
      now,
      logger,
    }),
    quota,
    safety: await createSafetyService({
      vision: { nudity: async () => ({ explicit: 0, suggestive: 0 }), faces: async () => [] },
      settings,
      log: await store.collection('safety_log', safetyEntrySchema, safetyEntryIndexes),
      now,
    }),
    settings,
    deleteMessage: async () => 'absent',
    limiter: createLimiter({ maxConcurrent: 4, minTimeMs: 0, queueMax: 10 }),
    maker: {
      make: order => {
        made.push(order.memberId);
        return answer(order);
      },
    },
    now,
  });
  return {
    made,
    read,
    quota,
    disk,
    generations,
    confirm(next: typeof confirm) {
      confirm = next;
    },
    answer: (next: ImageMaker['make']) => {
      answer = next;
    },
    settings,
    ask: (memberId: string, prompt: string, guildId = 'g') =>
      makeFor(
        generation,
        { guildId, channelId: 'c', memberId, prompt, model: 'Stable Diffusion 1.5' },
        () => {},
      ),
  };
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );

test('a member whose own share is spent does not take the picture from another who asks the same', async () => {
  const { ask, made, quota } = await world(2);
  expect(await codeOf(ask(ana, 'two owls'))).toBe('ok');
  const both = await Promise.all([codeOf(ask(ana, 'two cats')), codeOf(ask(ben, 'two cats'))]);
  expect(both[1]).toBe('ok');
  expect(made).toEqual([ana, ben]);
  expect((await quota.today(ben)).memberUsed).toBe(2);
});

test('a server that is paused at its turn does not take the picture from a member of another', async () => {
  const { ask, made, answer, settings } = await world(0);
  let turn = () => {};
  answer(async ({ mayStart }) => {
    if (made.length === 1) await new Promise<void>(resolve => (turn = resolve));
    await mayStart();
    return png;
  });
  const here = codeOf(ask(ana, 'two hens'));
  await expect.poll(() => made.length).toBe(1);
  const there = codeOf(ask(ben, 'two hens', 'another'));
  // Long enough to wait for the same picture; on a slow machine, to ask for it afterwards.
  await sleep(200);
  await settings.update('g', current => ({ ...current, paused: true }));
  turn();
  expect(await Promise.all([here, there])).toEqual(['server-paused', 'ok']);
  expect(made).toEqual([ana, ben]);
});

test('a call that failed for good fails for all who waited for it, and is not made again for each', async () => {
  const { ask, made, answer, quota } = await world(0);
  let fail = () => {};
  answer(
    () =>
      new Promise((_resolve, reject) => {
        fail = () => reject(new UserError('provider-failed', 'The provider has trouble.'));
      }),
  );
  const asked = [ana, ben].map(member => codeOf(ask(member, 'two dogs')));
  await expect.poll(() => made.length).toBe(1);
  fail();
  expect(await Promise.all(asked)).toEqual(['provider-failed', 'provider-failed']);
  expect(made).toHaveLength(1);
  expect((await quota.today(ana)).used).toBe(0);

  answer(async () => png);
  expect(await codeOf(ask(ben, 'two dogs'))).toBe('ok');
});

test('one who asks for the same while the picture is being stored waits for that', async () => {
  const { ask, made, disk } = await world(0);
  let isReady = () => {};
  disk.ready = new Promise(resolve => {
    isReady = resolve;
  });
  const first = codeOf(ask(ana, 'two newts'));
  await expect.poll(() => disk.puts).toBe(1);
  const second = codeOf(ask(ben, 'two newts'));
  // Time to have it made.
  await sleep(300);
  isReady();
  expect(await Promise.all([first, second])).toEqual(['ok', 'ok']);
  expect(made).toEqual([ana]);
});

test('only where other processes make pictures, one is looked for again at its turn', async () => {
  const reads = async (locks?: Locks) => {
    const { ask, read } = await world(0, locks);
    expect(await codeOf(ask(ana, 'two hares'))).toBe('ok');
    return read.mock.calls.length;
  };
  expect([await reads(), await reads(createOwnLocks())]).toEqual([1, 2]);
});

test('what another process has made under the same id meanwhile stays', async () => {
  const { ask, generations, confirm } = await world(0);
  confirm(async id => {
    if (await generations.get(id)) throw new TakenOver(id);
  });
  await expect(ask(ana, 'two toads')).rejects.toThrow(TakenOver);
  expect(await generations.all()).toHaveLength(1);
});

test('an error that nobody expected counts as perhaps spent', async () => {
  const { ask, answer, quota } = await world(0);
  answer(async ({ mayStart }) => {
    await mayStart();
    throw new TypeError('a fault of our own');
  });
  expect(await codeOf(ask(ana, 'two mice'))).toMatch(/a fault of our own/);
  expect(await quota.today(ana)).toMatchObject({ used: 2, unknown: 2 });
});
