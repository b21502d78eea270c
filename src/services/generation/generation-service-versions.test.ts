import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ana,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  trainedActor,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeAll(async () => {
  world = await createGenerationWorld({ actors: [trainedActor()] });
});
afterAll(() => world.close());

async function train(repo: string, jobId: string) {
  const { url: hubUrl, token: accessToken } = world.huggingFace;
  const content = new Blob([writeSafetensors({}, { words: jobId }) as Uint8Array<ArrayBuffer>]);
  const files = [{ path: 'pytorch_lora_weights.safetensors', content }];
  const done = await uploadFiles({ repo, hubUrl, accessToken, files });
  return world.actors.addVersion('novaid', {
    ...{
      jobId,
      repo,
      revision: done?.commit.oid ?? '',
      standIn: true,
      samples: [],
      steps: 800,
      trainedAt: 0,
    },
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
  });
}

test('the promoted version makes the pictures, and going back brings those that were made before', async () => {
  const { url: hubUrl, token: accessToken, user } = world.huggingFace;
  const repo = `${user}/actor-novaid-lora`;
  await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
  const [one, two] = [await train(repo, 'one'), await train(repo, 'two')];
  const promote = (number: number) =>
    world.actors.promote({ guildId, memberId: ana, actorId: 'novaid', number });
  const calls = () => world.huggingFace.requests.length;
  const ask = (seed?: number) =>
    world.ask({ prompt: 'Nova at sea', actor: 'novaid', model: undefined, ...(seed ? { seed } : {}) });
  for (const seed of [undefined, 7]) {
    await promote(2);
    const newer = await ask(seed);
    expect(newer.record.actor).toMatchObject({ version: 2 });
    await promote(1);
    const before = calls();
    const older = await ask(seed);
    expect(older.record).toMatchObject({
      ...{ actor: { version: 1 }, cached: 0 },
      settings: { lora: { repo, revision: one.revision } },
    });
    expect(calls()).toBe(before + 1);
    expect(world.huggingFace.requests.at(-1)?.loras).toEqual([{ repo, revision: one.revision, scale: 0.9 }]);
    await promote(2);
    const again = await ask(seed);
    expect(calls()).toBe(before + 1);
    expect(again.record).toMatchObject({ cached: 1, settings: { lora: { revision: two.revision } } });
    expect(again.images[0]?.equals(newer.images[0] ?? Buffer.alloc(0))).toBe(true);
    expect(again.images[0]?.equals(older.images[0] ?? Buffer.alloc(0))).toBe(false);
  }
  const kept = (await world.cache.all()).map(({ revision }) => revision);
  expect(kept.filter(revision => revision === one.revision)).toHaveLength(2);
  expect(kept.filter(revision => revision === two.revision)).toHaveLength(2);
});

test('what is kept of one version goes by its commit, and what a gallery shows stays', async () => {
  const entry = { actorId: 'novaid', nudity: harmlessFigures, createdAt: world.now() };
  const sha256 = await world.blobs.put(Buffer.from('left over'));
  await world.cache.put('k1', { key: 'k1', ...entry, sha256, revision: 'one' });
  await world.cache.put('k2', { key: 'k2', ...entry, revision: 'one' });
  await world.cache.put('k3', { key: 'k3', ...entry, revision: 'two' });
  const before = (await world.cache.all()).length;
  await world.generation.dropCached('novaid', 'one');
  expect(await world.cache.all()).toHaveLength(before - 2);
  expect(await world.cache.get('k3')).toBeDefined();
  expect(await world.blobs.get(sha256)).toBeUndefined();
  const { record } = await world.ask({ prompt: 'Nova at sea', actor: 'novaid', model: undefined });
  await world.generation.dropCached('novaid', record.settings.lora?.revision);
  expect(await world.blobs.get(record.images[0]?.sha256 ?? '')).toBeDefined();
});
