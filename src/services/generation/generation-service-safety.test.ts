import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  faceAged,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  makeFor,
  trainedActor,
  viewer,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeEach(async () => {
  world = await createGenerationWorld({
    actors: [trainedActor(), trainedActor({ id: 'dick', name: 'Dick' })],
    maxConcurrent: 1,
  });
});
afterEach(() => world.close());

const calls = () => world.huggingFace.requests.length;
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );
const explicit = { explicit: 0.8, suggestive: 0.1 };
const allowAdult = () => world.guildSettings.update(guildId, current => ({ ...current, adult: true }));
async function storedHashes() {
  await world.open();
  return world.generations.values('picture');
}

/** Gives the actor a version that the endpoint can serve. */
async function train(actorId = 'novaid') {
  const { url: hubUrl, token: accessToken, user } = world.huggingFace;
  const repo = `${user}/${actorId}-lora`;
  await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
  const content = new Blob([writeSafetensors({}, {}) as Uint8Array<ArrayBuffer>]);
  const files = [{ path: 'pytorch_lora_weights.safetensors', content }];
  const revision = (await uploadFiles({ repo, hubUrl, accessToken, files }))?.commit.oid ?? '';
  await world.actors.addVersion(actorId, {
    jobId: 'job-1',
    repo,
    revision,
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    steps: 800,
    trainedAt: 0,
    standIn: true,
    samples: [],
  });
}
const ofNova = (prompt: string, memberId = ben) =>
  world.ask({ prompt, actor: 'Nova', model: undefined, memberId });

describe('a prompt that may not be made', () => {
  test('costs nothing and calls nobody, by edit and re-roll of an earlier one neither', async () => {
    await train();
    expect(await codeOf(world.ask({ prompt: 'a nude woman' }))).toBe('blocked');
    expect(await codeOf(ofNova('Nova, nude'))).toBe('blocked');
    expect(await codeOf(ofNova('Nova as a child'))).toBe('blocked');
    expect([calls(), await world.spent()]).toEqual([0, 0]);
    expect((await world.safety.recent(guildId)).map(({ rule, actorId }) => [rule, actorId])).toEqual(
      expect.arrayContaining([
        ['adult-only', undefined],
        ['actor-sexual', 'novaid'],
        ['actor-minor', 'novaid'],
      ]),
    );

    const { record } = await world.ask({ prompt: 'a clown' });
    await world.guildSettings.update(guildId, current => ({ ...current, blockedWords: ['clown'] }));
    const again = await world.generation.requestOf(record.id, { ...viewer(ben), channelId: 'c' });
    expect(await codeOf(makeFor(world.generation, { ...again, fresh: true }, () => {}))).toBe('blocked');
    expect(await codeOf(makeFor(world.generation, { ...again, prompt: 'nude' }, () => {}))).toBe('blocked');
    expect(calls()).toBe(1);
  });

  test('is not one because of the actor’s name, or of what is to be absent', async () => {
    await train('dick');
    const asked = { actor: 'Dick', model: undefined, negative: 'nude, child' };
    expect(await codeOf(world.ask({ ...asked, prompt: 'a harbour with Dick in it' }))).toBe('ok');
    expect(await codeOf(world.ask({ ...asked, prompt: 'Dick with a dick' }))).toBe('blocked');
  });
});

describe('a picture that may not be shown', () => {
  test('is paid once, is stored nowhere, and asking again costs nothing and calls nobody', async () => {
    world.vision.nudity = async () => explicit;
    expect(await codeOf(world.ask({ prompt: 'a harbour' }))).toBe('blocked');
    const spent = await world.spent();
    expect(spent).toBeGreaterThan(0);
    expect(await codeOf(world.ask({ prompt: 'a harbour', memberId: ben }))).toBe('blocked');
    expect([calls(), await world.spent()]).toEqual([1, spent]);
    expect(await storedHashes()).toEqual([]);
    expect(await world.blobs.list()).toEqual([]);
    expect((await world.safety.recent(guildId)).map(({ where }) => where)).toEqual(['image', 'image']);
  });

  test('is paid anew where it may be shown, and still not shown where it may not', async () => {
    await allowAdult();
    world.vision.nudity = async () => explicit;
    const inAdult = () => codeOf(world.ask({ prompt: 'a harbour', adultChannel: true }));
    expect(await codeOf(world.ask({ prompt: 'a harbour' }))).toBe('blocked');
    expect(await inAdult()).toBe('ok');
    expect(calls()).toBe(2);
    expect(await inAdult()).toBe('ok');
    expect(await codeOf(world.ask({ prompt: 'a harbour' }))).toBe('blocked');
    await world.guildSettings.update(guildId, current => ({ ...current, adult: false }));
    expect(await inAdult()).toBe('blocked');
    expect(calls()).toBe(2);
  });

  test('of an actor is stopped earlier, in every channel', async () => {
    await train();
    await allowAdult();
    world.vision.nudity = async () => ({ explicit: 0.55, suggestive: 0 });
    expect(await codeOf(world.ask({ prompt: 'a harbour' }))).toBe('ok');
    const asked = { prompt: 'Nova at sea', actor: 'Nova', model: undefined, adultChannel: true };
    expect(await codeOf(world.ask(asked))).toBe('blocked');
  });

  test('is the only one of four that is missing', async () => {
    let looks = 0;
    world.vision.nudity = async () => (looks++ === 1 ? explicit : harmlessFigures);
    const { images, missing, record } = await world.ask({ prompt: 'a harbour', count: 4 });
    expect(images).toHaveLength(3);
    expect(missing.map(why => why())).toEqual([expect.stringMatching(/too sexual/)]);
    expect(record.images.map(({ nudity }) => nudity)).toEqual(Array(3).fill(harmlessFigures));
  });

  test('where two ask for it in the same moment, each is judged by the place they ask in', async () => {
    await allowAdult();
    world.vision.nudity = async () => explicit;
    const both = await Promise.all([
      codeOf(world.ask({ prompt: 'a harbour' })),
      codeOf(world.ask({ prompt: 'a harbour', adultChannel: true, memberId: ben })),
    ]);
    expect(both).toEqual(['blocked', 'ok']);
    expect(calls()).toBe(1);
    expect(await storedHashes()).toHaveLength(1);
  });
});

describe('a picture in which somebody looks under age', () => {
  const ofNovaAt = (changes: object = {}) =>
    codeOf(world.ask({ prompt: 'Nova at sea', actor: 'Nova', model: undefined, ...changes }));

  test('of an actor is paid once, is stored nowhere, and asking again costs nothing and calls nobody', async () => {
    await train();
    world.vision.faces = async () => [faceAged(9)];
    expect(await ofNovaAt()).toBe('blocked');
    const spent = await world.spent();
    expect(spent).toBeGreaterThan(0);
    expect(await ofNovaAt({ memberId: ben })).toBe('blocked');
    expect([calls(), await world.spent()]).toEqual([1, spent]);
    expect(await world.blobs.list()).toEqual([]);
    expect((await world.safety.recent(guildId)).map(({ rule }) => rule)).toEqual([
      'young-image',
      'young-image',
    ]);
  });

  test('is not shown in an adult channel where it came from the cache of another one', async () => {
    let looks = 0;
    world.vision.faces = async () => {
      looks++;
      return [faceAged(12)];
    };
    const asked = { prompt: 'two people at the lake' };
    expect(await codeOf(world.ask(asked))).toBe('ok');
    expect(looks).toBe(0);
    expect(await codeOf(world.ask({ ...asked, adultChannel: true }))).toBe('blocked');
    expect(await codeOf(world.ask({ ...asked, adultChannel: true }))).toBe('blocked');
    // From the cache, and judged by its figures from then on.
    expect([calls(), looks]).toEqual([1, 2]);
    expect(await codeOf(world.ask(asked))).toBe('ok');
    expect(calls()).toBe(1);
  });

  test('is found in pictures of an earlier time, where they are shown next', async () => {
    await train();
    const { record } = await world.ask({ prompt: 'Nova at sea', actor: 'Nova', model: undefined });
    const [image] = record.images;
    if (!image) throw new Error('no image');
    const { faces: _, ...earlier } = image;
    const older = { ...record, images: [earlier] };
    await world.generations.put(record.id, older);
    const place = { guildId, adultChannel: false };
    world.vision.faces = async () => Promise.reject(new Error('a thread died'));
    expect(await world.generation.pictures(older, place)).toEqual([{ withheld: 'unchecked' }]);
    world.vision.faces = async () => [faceAged(9)];
    expect(await world.generation.pictures(older, place)).toEqual([{ withheld: 'looks-young' }]);
    // Measured once: it stands in the record now.
    expect((await world.generations.get(record.id))?.images[0]?.faces?.ages).toEqual([9]);
  });

  test('keeps its figures with it', async () => {
    await train();
    world.vision.faces = async () => [faceAged(31.26), faceAged(8)];
    const alone = await world.ask({ prompt: 'a harbour' });
    expect(alone.record.images[0]?.faces).toBeUndefined();
    world.vision.faces = async () => [faceAged(31.26)];
    const { record } = await world.ask({ prompt: 'Nova at sea', actor: 'Nova', model: undefined });
    expect(record.images[0]?.faces).toEqual({ ages: [31.3], actors: [{ id: 'novaid', face: 0 }] });
  });
});

test('whose faces could not be looked at is never shown and never stored, and was paid', async () => {
  await train();
  world.vision.faces = async () => Promise.reject(new Error('a thread died'));
  expect(await codeOf(ofNova('Nova at sea'))).toBe('unchecked');
  expect(await world.spent()).toBeGreaterThan(0);
  expect(await world.blobs.list()).toEqual([]);
});

test('what could not be checked is never shown and never stored, and was paid', async () => {
  world.vision.nudity = async () => Promise.reject(new Error('a thread died'));
  expect(await codeOf(world.ask({ prompt: 'a harbour' }))).toBe('unchecked');
  expect(await world.spent()).toBeGreaterThan(0);
  expect(await world.blobs.list()).toEqual([]);
  world.vision.nudity = async () => harmlessFigures;
  expect(await codeOf(world.ask({ prompt: 'a harbour' }))).toBe('ok');
  expect(calls()).toBe(2);
});

describe('while a picture of the actor waits for its turn', () => {
  /** Keeps the one place busy until `release`, and asks for Nova behind it. */
  async function queued(memberId = ben) {
    await train();
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const blocker = world.limiter.run('somebody', () => held);
    let waits = () => {};
    const inQueue = new Promise<void>(resolve => {
      waits = resolve;
    });
    const asked = codeOf(
      world.ask(
        { prompt: 'Nova in the rain', actor: 'Nova', model: undefined, memberId },
        ({ ahead }) => ahead !== undefined && waits(),
      ),
    );
    await inQueue;
    return async () => {
      release();
      await blocker;
      return asked;
    };
  }

  test.each<[string, () => Promise<unknown> | unknown, string]>([
    [
      'the person shown keeps it to themselves',
      () => world.actors.share(guildId, ana, 'novaid', 'owner'),
      'not-found',
    ],
    ['the person shown withdraws', () => world.actors.remove('novaid'), 'not-found'],
    ['the data of the member is erased', () => world.generation.dropUnderWay({ memberId: ben }), 'gone'],
    ['the data of the server is erased', () => world.generation.dropUnderWay({ guildId }), 'gone'],
    [
      'the admins block a word of it',
      () => world.guildSettings.update(guildId, current => ({ ...current, blockedWords: ['rain'] })),
      'blocked',
    ],
  ])('and %s, it is neither paid nor made', async (_what, change, code) => {
    const letGo = await queued();
    await change();
    expect(await letGo()).toBe(code);
    expect([calls(), await world.spent()]).toEqual([0, 0]);
    expect(await storedHashes()).toEqual([]);
  });

  test('who may still use it gets it, though somebody who may not asked first', async () => {
    const letGo = await queued();
    const second = codeOf(ofNova('Nova in the rain', ana));
    await world.actors.share(guildId, ana, 'novaid', 'owner');
    expect(await letGo()).toBe('not-found');
    expect(await second).toBe('ok');
    expect(calls()).toBe(1);
  });
});

test('withdrawn while it is being made, it is paid, and nothing of it is shown or kept', async () => {
  await train();
  world.vision.nudity = async () => {
    await world.actors.remove('novaid');
    return harmlessFigures;
  };
  expect(await codeOf(ofNova('Nova at sea'))).toBe('not-found');
  expect(calls()).toBe(1);
  expect(await world.blobs.list()).toEqual([]);
  expect(await world.generation.ofMember(ben)).toEqual([]);
});
