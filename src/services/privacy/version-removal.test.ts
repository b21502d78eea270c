import { beforeEach, describe, expect, test } from 'vitest';
import { type ActorVersion, actorSchema } from '../actors/actor.ts';
import { cachedImageSchema } from '../generation/generation.ts';
import { openMemoryStore, type Store } from '../storage/store.ts';
import { trainingJobSchema } from '../training/job/job.ts';
import { memoryBlobs, outsideWorld } from './testing/outside-world.ts';
import { openPrivacy } from './testing/privacy-fixture.ts';
import { actorOf, ana, ben, cleo, guildId, jobOf, start } from './testing/records.ts';

const repo = 'studio/actor-nova-lora';
const revisionOf = (number: number) => String(number).repeat(40);
let store: Store;
let blobs: ReturnType<typeof memoryBlobs>;
let outside: ReturnType<typeof outsideWorld>;
let hashes: { own: string[]; shared: string; cached: string };
let bot: Awaited<ReturnType<typeof openPrivacy>>;

const open = () => openPrivacy({ store, blobs, outside, clock: { ms: start } });

beforeEach(async () => {
  [store, blobs, outside] = [openMemoryStore(), memoryBlobs(), outsideWorld()];
  const put = (words: string) => blobs.put(Buffer.from(words));
  const own = [await put('sample of 1'), await put('sample of 2'), await put('sample of 3')];
  hashes = { own, shared: await put('sample of all'), cached: await put('cached') };
  const versions: ActorVersion[] = own.map((sha256, at) => ({
    ...{ number: at + 1, jobId: `job-${at + 1}`, repo, revision: revisionOf(at + 1), baseModel: 'a/base' },
    ...{ steps: 800, trainedAt: start, standIn: false, samples: [sha256, hashes.shared] },
    ...(at === 1 ? { verification: { trainer: { verdict: 'failed' as const, reasons: [] } } } : {}),
  }));
  const nova = actorOf('nova', { ownerId: ben, visibility: 'guild', versions, activeVersion: 3 });
  await (await store.collection('actors', actorSchema)).put('nova', nova);
  const jobs = await store.collection('training_jobs', trainingJobSchema);
  for (const { jobId, samples, number } of versions) {
    const listed = samples.map((sha256, seed) => ({ sha256, prompt: 'p', seed }));
    await jobs.put(
      jobId,
      jobOf(jobId, 'nova', { state: 'succeeded', shown: 'succeeded', samples: listed, version: number }),
    );
  }
  const cache = await store.collection('image_cache', cachedImageSchema);
  const kept = { actorId: 'nova', nudity: { explicit: 0, suggestive: 0 }, createdAt: start };
  await cache.put('k3', { key: 'k3', ...kept, sha256: hashes.cached, revision: revisionOf(3) });
  await cache.put('k1', { key: 'k1', ...kept, revision: revisionOf(1) });
  outside.repos.add(repo);
  for (const { revision } of versions) outside.tags.add(`${repo}@${revision}`);
  bot = await open();
});

const erase = (number: number, memberId: string = ana) =>
  bot.privacy.eraseVersion({ guildId, memberId, actorId: 'nova', number });
const nova = async () => bot.actors.byId('nova');
const cacheKeys = async () =>
  (await (await store.collection('image_cache', cachedImageSchema)).all()).map(({ key }) => key);

describe('a version', () => {
  test('goes with its samples, cached images and tag; the next best one is used', async () => {
    expect(await erase(3)).toMatchObject({
      ...{ version: { number: 3 }, wasInUse: true, inUse: { number: 1 }, repoDeleted: false },
    });
    expect((await nova())?.versions.map(({ number }) => number)).toEqual([1, 2]);
    expect((await bot.training.find('job-3'))?.samples).toEqual([]);
    expect(blobs.all()).toEqual([hashes.own[0], hashes.own[1], hashes.shared].sort());
    expect(await cacheKeys()).toEqual(['k1']);
    expect([...outside.tags]).toEqual([1, 2].map(number => `${repo}@${revisionOf(number)}`));
    expect([...outside.repos]).toEqual([repo]);
    bot = await open();
    expect(await nova()).toMatchObject({ activeVersion: 1, versionsMade: 3 });
    expect((await bot.training.find('job-3'))?.samples).toEqual([]);
    await expect(erase(3)).rejects.toMatchObject({ code: 'gone' });
  });

  test('the last one takes the repo with it, also where all are deleted at once', async () => {
    const outcomes = await Promise.all([erase(1), erase(3), erase(2)]);
    // One after another, whichever came first.
    const last = outcomes.filter(({ repoDeleted }) => repoDeleted);
    expect(last).toMatchObject([{ actor: { versions: [] } }]);
    expect(last[0]?.inUse).toBeUndefined();
    expect(outside.repos.size).toBe(0);
    expect(blobs.all()).toEqual([]);
    expect(await cacheKeys()).toEqual([]);
  });

  test('twice at once is deleted once, and said so', async () => {
    const both = await Promise.allSettled([erase(2), erase(2, ben)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'gone' } });
  });

  test('with the hub away nothing is changed, and it can be tried again', async () => {
    outside.hubAway = true;
    await expect(erase(3)).rejects.toMatchObject({
      ...{ code: 'provider-failed', message: expect.stringMatching(/Hugging Face.*Try again/) },
    });
    expect((await nova())?.versions).toHaveLength(3);
    expect((await bot.training.find('job-3'))?.samples).toHaveLength(2);
    outside.hubAway = false;
    // What had gone there before is no obstacle.
    outside.tags.clear();
    outside.repos.clear();
    for (const number of [3, 2, 1]) await erase(number);
    expect((await nova())?.versions).toEqual([]);
  });

  test('the last one stays while a training writes into its repo', async () => {
    await erase(1);
    await erase(2);
    const jobs = await store.collection('training_jobs', trainingJobSchema);
    await jobs.put('job-4', jobOf('job-4', 'nova'));
    bot = await open();
    await expect(erase(3)).rejects.toMatchObject({ code: 'training-running' });
    expect([...outside.repos]).toEqual([repo]);
    await bot.training.cancel({ guildId, jobId: 'job-4', memberId: ana, admin: false });
    expect(await erase(3)).toMatchObject({ repoDeleted: true });
  });

  test('is deleted by the person shown and whoever registered them, by nobody else', async () => {
    await expect(erase(1, cleo)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(erase(9)).rejects.toMatchObject({ code: 'not-found' });
    await erase(1, ben);
    await erase(2, ana);
    expect((await nova())?.versions.map(({ number }) => number)).toEqual([3]);
  });
});
