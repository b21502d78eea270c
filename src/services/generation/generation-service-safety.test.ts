import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  makeFor,
  trainedActor,
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
  const { generation } = await world.open();
  return [...generation.hashes()];
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
    expect(world.safety.recent(guildId).map(({ rule, actorId }) => [rule, actorId])).toEqual(
      expect.arrayContaining([
        ['adult-only', undefined],
        ['actor-sexual', 'novaid'],
        ['actor-minor', 'novaid'],
      ]),
    );

    const { record } = await world.ask({ prompt: 'a clown' });
    await world.guildSettings.update(guildId, current => ({ ...current, blockedWords: ['clown'] }));
    const again = await world.generation.requestOf(record.id, { guildId, channelId: 'c', memberId: ben });
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
    expect(world.safety.recent(guildId).map(({ where }) => where)).toEqual(['image', 'image']);
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
    expect(missing).toEqual([expect.stringMatching(/too sexual/)]);
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
