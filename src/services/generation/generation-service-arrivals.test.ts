import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import sharp from 'sharp';
import { afterEach, beforeAll, expect, test } from 'vitest';
import {
  accepting,
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  quickModel,
  smallPictures,
  trainedActor,
} from './testing/generation-fixture.ts';

let pictures: Record<'png' | 'jpeg', Buffer>;
beforeAll(async () => {
  pictures = await smallPictures();
});
let world: GenerationWorld;
afterEach(() => world.close());

const request = (prompt: string, memberId = ana) => ({
  guildId,
  channelId: '900000000000000002',
  memberId,
  model: quickModel,
  prompt,
});
const calls = () => world.huggingFace.requests.length;
/** Resolves once the condition holds; the test's own time limit is the only clock. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setImmediate(resolve));
}
/** The classifier does not answer any more: what came waits for it in vain, as if the process ended there. */
function silence(): { waiting: number; end(): void } {
  const asked: (() => void)[] = [];
  world.vision.nudity = () => new Promise(resolve => asked.push(() => resolve(harmlessFigures)));
  return {
    get waiting() {
      return asked.length;
    },
    end: () => {
      for (const answer of asked) answer();
    },
  };
}

test('what came before the bot ended is looked at, labelled and shown after its restart, without another call', async () => {
  world = await createGenerationWorld({ pictures });
  const silent = silence();
  const accepted = await accepting(world.generation, { ...request('a lighthouse'), count: 4 }, 'answer');
  void world.generation.generate(accepted, () => {});
  await until(() => silent.waiting === 4);
  expect(calls()).toBe(4);

  world.vision.nudity = async () => harmlessFigures;
  const again = await world.open();
  const [untold] = await again.generation.untold();
  if (!untold) throw new Error('the request was lost');
  const { images, missing, record } = await again.generation.generate(untold, () => {});
  expect([images.length, missing]).toEqual([4, []]);
  expect(calls()).toBe(4);
  expect((await sharp(images[0]).metadata()).format).toBe('png');
  expect(images[0]?.includes('Seed: ')).toBe(true);
  await again.generation.told(record.id);
  // What is left is what is shown: how it came is deleted.
  expect((await world.blobs.list()).map(({ sha256 }) => sha256).sort()).toEqual(
    record.images.map(({ sha256 }) => sha256).sort(),
  );
});

test('another request for the same picture has it too, and a call that was really in flight is not repeated', async () => {
  world = await createGenerationWorld({ pictures });
  const silent = silence();
  const { generation } = world;
  const [first, second, third] = [
    await accepting(generation, request('a pier'), ''),
    await accepting(generation, request('a pier', ben), ''),
    await accepting(generation, request('a mole'), ''),
  ];
  void generation.generate(first, () => {});
  await until(() => silent.waiting === 1);
  world.huggingFace.faults.add({ kind: 'hang', match: { via: 'endpoint' } });
  const inFlight = generation.generate(third, () => {}).catch(() => 'ended with the server');
  await until(() => calls() === 2);

  world.vision.nudity = async () => harmlessFigures;
  const again = await world.open();
  const outcomes = await Promise.allSettled(
    [second, first, third].map(one => again.generation.generate(one, () => {})),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(calls()).toBe(2);
  await world.huggingFace.close();
  expect(await inFlight).toBe('ended with the server');
});

test('a picture that came and may not be shown is not shown after a restart either, nor kept', async () => {
  world = await createGenerationWorld({ pictures });
  const silent = silence();
  const accepted = await accepting(world.generation, request('a harbour'), '');
  void world.generation.generate(accepted, () => {});
  await until(() => silent.waiting === 1);
  world.vision.nudity = async () => ({ explicit: 0.9, suggestive: 0 });
  const again = await world.open();
  await expect(again.generation.generate(accepted, () => {})).rejects.toMatchObject({ code: 'blocked' });
  await again.generation.told(accepted.id);
  expect(await world.blobs.list()).toEqual([]);
  expect(calls()).toBe(1);
});

test('what came of somebody who is erased goes with it, and is not shown', async () => {
  world = await createGenerationWorld({ pictures });
  const silent = silence();
  const accepted = await accepting(world.generation, request('a quay'), '');
  const made = world.generation.generate(accepted, () => {}).catch((error: unknown) => error);
  await until(() => silent.waiting === 1);
  const erased = world.generation.dropUnderWay({ memberId: ana });
  silent.end();
  await erased;
  expect(await made).toMatchObject({ code: 'gone' });
  expect(await world.blobs.list()).toEqual([]);
});

test('what is erased before it is taken up is not made, and leaves no record', async () => {
  world = await createGenerationWorld({ pictures });
  const early = await world.generation.accept(request('a pier'), '');
  const late = await accepting(world.generation, request('a buoy'), '');
  await world.generation.dropUnderWay({ memberId: ana });
  // The edge goes on: it was waiting for Discord.
  await early.store();
  for (const one of [early, late])
    await expect(world.generation.generate(one, () => {})).rejects.toMatchObject({ code: 'gone' });
  expect([calls(), await world.generation.ofMember(ana)]).toEqual([0, []]);
});

test('calls don’t run ahead of what is posted', async () => {
  world = await createGenerationWorld({ pictures, unpostedMost: 3, maxConcurrent: 4 });
  const { generation } = world;
  const accepted = await Promise.all(
    Array.from({ length: 8 }, (_, nth) => accepting(generation, request(`boat number ${nth}`), '')),
  );
  const made = new Set<string>();
  const all = accepted.map(one => generation.generate(one, () => {}).then(() => made.add(one.id)));
  const told = new Set<string>();
  while (told.size < accepted.length) {
    await until(() => made.size > told.size);
    // All that can be made meanwhile is made before the next one is posted.
    await until(() => made.size === Math.min(accepted.length, told.size + 3));
    expect(calls()).toBe(made.size);
    const next = [...made].find(id => !told.has(id)) ?? '';
    if (told.size % 2 === 0) await generation.told(next);
    else generation.putOff(next);
    told.add(next);
  }
  await Promise.all(all);
  expect(calls()).toBe(8);
});

test('requests that share a picture do not wait for each other without end', async () => {
  world = await createGenerationWorld({ pictures, unpostedMost: 2, maxConcurrent: 1 });
  const { generation } = world;
  const ask = async (seed: number, memberId: string) => {
    const one = await accepting(generation, { ...request('a buoy', memberId), seed, count: 2 }, '');
    return generation.generate(one, () => {}).then(() => generation.told(one.id));
  };
  // The second picture of one is the first of the next.
  await Promise.all([ask(1, ana), ask(2, ben), ask(3, 'cleo'), ask(4, ana)]);
  expect(calls()).toBe(5);
});

test('a late picture of an actor who is gone is not kept', async () => {
  world = await createGenerationWorld({ pictures, actors: [trainedActor()] });
  const { url: hubUrl, token: accessToken, user } = world.huggingFace;
  const repo = `${user}/novaid-lora`;
  await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
  const content = new Blob([writeSafetensors({}, {}) as Uint8Array<ArrayBuffer>]);
  const files = [{ path: 'pytorch_lora_weights.safetensors', content }];
  const revision = (await uploadFiles({ repo, hubUrl, accessToken, files }))?.commit.oid ?? '';
  await world.actors.addVersion('novaid', {
    ...{ jobId: 'job-1', repo, revision, baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5' },
    ...{ steps: 800, trainedAt: 0, standIn: true, samples: [] },
  });
  const silent = silence();
  const accepted = await accepting(
    world.generation,
    { ...request('Nova at sea'), actor: 'Nova', model: undefined },
    '',
  );
  void world.generation.generate(accepted, () => {});
  await until(() => silent.waiting === 1);
  await world.actors.remove('novaid');
  const again = await world.open();
  await expect(again.generation.generate(accepted, () => {})).rejects.toMatchObject({ code: 'not-found' });
  await again.generation.told(accepted.id);
  expect(await world.blobs.list()).toEqual([]);
});
