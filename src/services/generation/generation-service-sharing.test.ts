import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  makeFor,
  smallPictures,
  trainedActor,
  viewer,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeAll(async () => {
  world = await createGenerationWorld({
    actors: [
      trainedActor(),
      trainedActor({ id: 'own', name: 'Own', visibility: 'owner' }),
      trainedActor({ id: 'some', name: 'Some', visibility: 'chosen', chosenMemberIds: [ben] }),
    ],
  });
  const { url: hubUrl, token: accessToken, user } = world.huggingFace;
  const repo = `${user}/actor-lora`;
  await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
  const weights = writeSafetensors({}, {});
  const content = new Blob([weights as Uint8Array<ArrayBuffer>]);
  const files = [{ path: 'pytorch_lora_weights.safetensors', content }];
  const revision = (await uploadFiles({ repo, hubUrl, accessToken, files }))?.commit.oid ?? '';
  const version = {
    jobId: 'job-1',
    repo,
    revision,
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    steps: 800,
    trainedAt: 0,
    standIn: true,
    samples: [],
  };
  for (const id of ['novaid', 'own', 'some']) await world.actors.addVersion(id, version);
});
afterEach(() => world.huggingFace.faults.clear());
afterAll(() => world.close());

const calls = () => world.huggingFace.requests.length;
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );

describe('a cached picture of an actor is given to those only who may have one made', () => {
  const ofActor = (actor: string, memberId: string) =>
    world.ask({ prompt: `${actor} in the snow`, actor, memberId, model: undefined });

  test('not to somebody whom the actor is not open to', async () => {
    expect(await codeOf(ofActor('Own', ana))).toBe('ok');
    expect(await codeOf(ofActor('Some', ben))).toBe('ok');
    const before = calls();
    expect(await codeOf(ofActor('Own', ben))).toBe('not-found');
    expect(await codeOf(ofActor('Some', 'cleo'))).toBe('not-found');
    expect(await codeOf(ofActor('Own', ana))).toBe('ok');
    expect(calls()).toBe(before);
  });

  test('to nobody else once the person shown keeps it to themselves, and by no button either', async () => {
    const { record } = await ofActor('Nova', ana);
    expect((await ofActor('Nova', ben)).record.cached).toBe(1);
    const before = calls();
    await world.actors.share(guildId, ana, 'novaid', 'owner');
    expect(await codeOf(ofActor('Nova', ana))).toBe('ok');
    expect(await codeOf(ofActor('Nova', ben))).not.toBe('ok');
    const again = await world.generation.requestOf(record.id, { ...viewer(ben), channelId: 'c' });
    expect(await codeOf(makeFor(world.generation, again, () => {}))).not.toBe('ok');
    expect(calls()).toBe(before);
    await world.actors.share(guildId, ana, 'novaid', 'guild');
    expect(await codeOf(ofActor('Nova', ben))).toBe('ok');
    expect(calls()).toBe(before);
  });

  test('the person shown deletes it for everybody, a member who did not make it deletes nothing', async () => {
    const theirs = await ofActor('Some', ben);
    expect(await codeOf(world.generation.delete(theirs.record.id, guildId, 'cleo', false))).toBe(
      'not-allowed',
    );
    expect(await world.blobs.get(theirs.record.images[0]?.sha256 ?? '')).toBeDefined();
    await world.generation.delete(theirs.record.id, guildId, ana, false);
    expect(await world.blobs.get(theirs.record.images[0]?.sha256 ?? '')).toBeUndefined();
    expect(await codeOf(world.generation.details(theirs.record.id, viewer(ben)))).toBe('gone');
  });
});

test('after a restart the same request is still the same picture, free and without a call', async () => {
  const first = await world.ask({ prompt: 'a barn owl' });
  const before = calls();
  const { generation, quota } = await world.open();
  const { used } = await quota.today(ana);
  const request = {
    guildId,
    channelId: 'c',
    memberId: ben,
    prompt: 'a barn owl',
    model: 'Stable Diffusion 1.5',
  };
  const again = await makeFor(generation, request, () => {});
  expect(again.record).toMatchObject({ cached: 1, tokens: 0 });
  expect(again.images[0]?.equals(first.images[0] ?? Buffer.alloc(0))).toBe(true);
  expect(calls()).toBe(before);
  expect((await quota.today(ana)).used).toBe(used);
});

test('of four pictures one fails: three come, with the reason for the fourth and the price of three', async () => {
  world.huggingFace.faults.add({
    kind: 'status',
    status: 422,
    body: { error: 'seed is cursed' },
    match: { via: 'endpoint' },
  });
  const spent = await world.spent();
  const { record, images, missing } = await world.ask({ prompt: 'four kites', count: 4 });
  expect(images).toHaveLength(3);
  expect(record.images).toHaveLength(3);
  expect(missing.map(why => why())).toEqual([expect.stringContaining('seed is cursed')]);
  expect(record.tokens).toBe(3 * 2);
  expect((await world.spent()) - spent).toBe(3 * 2);
});

describe('another provider is tried only after a failure that was free', () => {
  const request = { model: 'Z-Image Turbo' };

  test('not after one whose outcome is not known', async () => {
    // A world of its own: the short patience must not meet a picture that is slow on a busy machine.
    const hasty = await createGenerationWorld({ timeoutMs: 400 });
    try {
      hasty.huggingFace.faults.add({ kind: 'hang', match: { via: 'hf-inference' }, times: 9 });
      expect(await codeOf(hasty.ask({ ...request, prompt: 'a heron' }))).toBe('timed-out');
      expect(hasty.huggingFace.requests.map(({ via }) => via)).toEqual(['hf-inference']);
      expect(await hasty.spent()).toBeGreaterThan(0);
    } finally {
      await hasty.close();
    }
  });

  test('not after one that another provider would give as well', async () => {
    for (const fault of [{ status: 401 }, { status: 422, body: { error: 'no' } }, { status: 402 }]) {
      world.huggingFace.faults.add({ kind: 'status', match: { via: 'hf-inference' }, ...fault });
      const before = calls();
      expect(await codeOf(world.ask({ ...request, prompt: `a stork ${fault.status}` }))).not.toBe('ok');
      expect(calls() - before, String(fault.status)).toBe(1);
    }
    await world.accountPause.resume();
  });
});

test('no token of the bot is in anything that a member reads, whatever the other side says', async () => {
  const { token, endpointToken } = world.huggingFace;
  for (const status of [400, 401, 402, 403, 404, 410, 418, 422, 429]) {
    world.huggingFace.faults.add({
      kind: 'status',
      status,
      retryAfterSeconds: 3_600,
      body: { error: `Bearer ${token} is no good, neither is ${endpointToken}` },
      match: { via: 'endpoint' },
    });
    const error = await world.ask({ prompt: `a spy ${status}` }).catch((reason: unknown) => reason);
    expect(error, String(status)).toBeInstanceOf(UserError);
    expect((error as UserError).message).not.toContain(token);
    expect((error as UserError).message, String(status)).not.toContain(endpointToken);
  }
});

test('once the credits are used up nothing is asked for until somebody says so, but for the own endpoint and the cache', async () => {
  const request = { model: 'Z-Image Turbo' };
  await world.ask({ ...request, prompt: 'a kept stork' });
  world.huggingFace.faults.add({ kind: 'status', status: 402, match: { via: 'hf-inference' } });
  expect(await codeOf(world.ask({ ...request, prompt: 'a dear stork' }))).toBe('account-paused');
  const before = calls();
  const spent = await world.spent();
  expect(await codeOf(world.ask({ ...request, prompt: 'another stork' }))).toBe('account-paused');
  expect(await world.spent()).toBe(spent);
  expect((await world.ask({ ...request, prompt: 'a kept stork' })).record.cached).toBe(1);
  expect(calls()).toBe(before);
  expect(await codeOf(world.ask({ prompt: 'a stork of our own' }))).toBe('ok');
  await world.accountPause.resume();
  expect(await codeOf(world.ask({ ...request, prompt: 'another stork' }))).toBe('ok');
});

test.each([
  [402, { error: 'Pay-as-you go is not enabled for provider hf-inference yet.' }],
  [403, { code: 403, reason: 'NOT_ENOUGH_BALANCE', message: 'not enough balance', metadata: {} }],
  [
    403,
    { detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.' },
  ],
])(
  'a provider that wants money of its own (%s %o) is left alone, and the others go on',
  async (status, body) => {
    const own = await createGenerationWorld({ pictures: await smallPictures() });
    try {
      const match = { via: 'hf-inference' as const };
      own.huggingFace.faults.add({ kind: 'status', status, body, match, times: 9 });
      const request = { model: 'Z-Image Turbo' };
      for (const prompt of ['one heron', 'two herons'])
        expect(await codeOf(own.ask({ ...request, prompt }))).toBe('ok');
      expect(own.huggingFace.requests.filter(({ via }) => via === 'hf-inference')).toHaveLength(1);
      // Nobody is told that the credits are gone: they are not.
      expect(own.accountPause.paused()).toBeUndefined();
    } finally {
      await own.close();
    }
  },
);

test('a provider that fails again and again is passed over by the others, who lose no time with it', async () => {
  const own = await createGenerationWorld({ maxConcurrent: 1, pictures: await smallPictures() });
  try {
    own.huggingFace.faults.add({ kind: 'status', status: 500, match: { via: 'hf-inference' }, times: 99 });
    const request = { model: 'Z-Image Turbo' };
    for (const prompt of ['a', 'b', 'c', 'd'])
      expect(await codeOf(own.ask({ ...request, prompt }))).toBe('ok');
    const asked = own.huggingFace.requests.filter(({ via }) => via === 'hf-inference');
    expect(asked).toHaveLength(5);
  } finally {
    await own.close();
  }
});
