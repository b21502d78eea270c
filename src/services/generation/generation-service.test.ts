import type { Fault } from '@ai-actor/playground/huggingface';
import { writeSafetensors } from '@ai-actor/playground/huggingface';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { GenerationProgress } from './generation-service.ts';
import {
  ben,
  createGenerationWorld,
  type GenerationWorld,
  makeFor,
  trainedActor,
  viewer,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeAll(async () => {
  world = await createGenerationWorld({
    actors: [
      trainedActor(),
      trainedActor({ id: 'raw', name: 'Raw' }),
      trainedActor({
        id: 'shy',
        name: 'Shy',
        consent: { state: 'pending', memberId: ben, textVersion: 1, text: '' },
      }),
    ],
  });
});
afterEach(() => world.huggingFace.faults.clear());
afterAll(() => world.close());

const calls = () => world.huggingFace.requests.length;
const fault = (armed: Fault) => world.huggingFace.faults.add(armed);
async function refusal(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}
/** Runs the work and says how many calls and tokens it took. */
async function costOf(work: () => Promise<unknown>) {
  const [callsBefore, tokensBefore] = [calls(), await world.spent()];
  await work();
  return { calls: calls() - callsBefore, tokens: (await world.spent()) - tokensBefore };
}

describe('never twice', () => {
  test('the same request again is the same file, free and without a call', async () => {
    const first = await world.ask({ prompt: 'a lighthouse in a storm' });
    expect(first.record).toMatchObject({ cached: 0, tokens: 5 });
    let again: typeof first | undefined;
    const cost = await costOf(async () => {
      again = await world.ask({ prompt: '  a lighthouse in a storm ', memberId: ben });
    });
    expect(cost).toEqual({ calls: 0, tokens: 0 });
    expect(again?.record).toMatchObject({ cached: 1, tokens: 0, memberId: ben });
    expect(again?.images[0]?.equals(first.images[0] ?? Buffer.alloc(0))).toBe(true);
    expect(again?.record.id).not.toBe(first.record.id);
  });

  test('two equal requests in flight share one call', async () => {
    let records: { tokens: number }[] = [];
    const cost = await costOf(async () => {
      const both = await Promise.all([
        world.ask({ prompt: 'two owls' }),
        world.ask({ prompt: 'two owls', memberId: ben }),
      ]);
      records = both.map(({ record }) => record);
    });
    expect(cost).toEqual({ calls: 1, tokens: 2 });
    expect(records.map(({ tokens }) => tokens).sort()).toEqual([0, 2]);
  });

  test('several images are several seeds, from the given one on', async () => {
    const { record, images } = await world.ask({ prompt: 'a fox', seed: 4_294_967_295, count: 3 });
    expect(record.images.map(({ seed }) => seed)).toEqual([4_294_967_295, 0, 1]);
    expect(new Set(images.map(bytes => bytes.toString('base64'))).size).toBe(3);
    expect((await costOf(() => world.ask({ prompt: 'a fox', seed: 0 }))).calls).toBe(0);
  });

  test('a re-roll takes a seed of its own, and so is not answered from the cache', async () => {
    const first = await world.ask({ prompt: 'a pier' });
    const request = await world.generation.requestOf(first.record.id, { ...viewer(ben), channelId: 'c' });
    const { record } = await makeFor(world.generation, { ...request, fresh: true }, () => {});
    expect(record).toMatchObject({ cached: 0, memberId: ben, prompt: 'a pier' });
    expect(record.settings).toMatchObject({ ...first.record.settings, seed: expect.any(Number) });
    expect(record.settings.seed).not.toBe(first.record.settings.seed);
  });
});

describe('a picture', () => {
  test('carries its settings and what made it in the file', async () => {
    const { images, record } = await world.ask({ prompt: 'a café at night', negative: 'rain', seed: 5 });
    const [png] = images;
    const file = png?.toString('utf8') ?? '';
    expect(file).toContain(
      'a café at night\nNegative prompt: rain\nSteps: 30, CFG scale: 7.5, Seed: 5, Size: 512x512',
    );
    expect(file).toContain('trainedAlgorithmicMedia');
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 512, height: 512 });
    expect(await world.blobs.get(record.images[0]?.sha256 ?? '')).toEqual(png);
  });

  test('has the shape that was asked for', async () => {
    const { images } = await world.ask({ prompt: 'a tower', shape: 'portrait' });
    expect(await sharp(images[0]).metadata()).toMatchObject({ width: 512, height: 768 });
  });
});

describe('what is refused costs nothing', () => {
  test.each([
    ['only spaces', { prompt: ' \n ' }, 'bad-input', /prompt is empty/],
    ['too long', { prompt: 'x'.repeat(1_501) }, 'bad-input', /1,501 characters; the most is 1,500/],
    ['unknown model', { prompt: 'x', model: 'nonsense-9' }, 'model-unknown', /don’t know/],
    ['an untrained actor', { prompt: 'x', actor: 'Raw', model: undefined }, 'not-trained', /\/train start/],
    [
      'an actor who has not agreed',
      { prompt: 'x', actor: 'shy', model: undefined },
      'consent-needed',
      /agreed/,
    ],
  ])('%s', async (_what, request, code, words) => {
    const cost = await costOf(async () => {
      const error = await refusal(world.ask(request));
      expect(error.code).toBe(code);
      expect(error.message).toMatch(words);
    });
    expect(cost).toEqual({ calls: 0, tokens: 0 });
  });
});

describe('an actor', () => {
  test('brings the LoRA of the active version, its base and its trigger word', async () => {
    const { createRepo, uploadFiles } = await import('@huggingface/hub');
    const { url: hubUrl, token: accessToken, user } = world.huggingFace;
    const repo = `${user}/actor-nova-lora`;
    await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
    const upload = async (words: string) => {
      const weights = writeSafetensors({}, { words });
      const content = new Blob([weights as Uint8Array<ArrayBuffer>]);
      const files = [{ path: 'pytorch_lora_weights.safetensors', content }];
      return (await uploadFiles({ repo, hubUrl, accessToken, files }))?.commit.oid ?? '';
    };
    const train = async (jobId: string) =>
      world.actors.addVersion('novaid', {
        jobId,
        repo,
        revision: await upload(jobId),
        baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
        steps: 800,
        trainedAt: 0,
        standIn: true,
        samples: [],
      });

    const one = await train('job-1');
    const request = { prompt: 'portrait of NOVA, smiling', actor: 'nova', model: undefined };
    const { record } = await world.ask(request);
    expect(world.huggingFace.requests.at(-1)).toMatchObject({
      via: 'endpoint',
      model: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
      prompt: 'portrait of ohwxnova person, smiling',
      loras: [{ repo, revision: one.revision, scale: 0.9 }],
    });
    expect(record.actor).toEqual({ id: 'novaid', name: 'Nova', version: 1, standIn: true, from: 'trained' });
    expect((await costOf(() => world.ask(request))).calls).toBe(0);

    const two = await train('job-2');
    expect((await costOf(() => world.ask(request))).calls).toBe(1);
    expect(world.huggingFace.requests.at(-1)?.loras).toEqual([{ repo, revision: two.revision, scale: 0.9 }]);

    const other = await refusal(world.ask({ ...request, model: 'FLUX.1 schnell' }));
    expect(other.message).toMatch(/trained on \*\*Stable Diffusion 1\.5\*\*/);
  });
});

describe('when Hugging Face fails', () => {
  test('a fault that is free is mended by asking again, and counted once', async () => {
    fault({ kind: 'status', status: 500, match: { via: 'endpoint' }, times: 2 });
    expect(await costOf(() => world.ask({ prompt: 'a bridge' }))).toEqual({ calls: 3, tokens: 2 });
  });

  test('not for ever: after two repeats the member is told, and nothing is counted', async () => {
    fault({ kind: 'status', status: 502, match: { via: 'endpoint' }, times: 9 });
    const cost = await costOf(async () => {
      expect((await refusal(world.ask({ prompt: 'a canal' }))).code).toBe('provider-failed');
    });
    expect(cost).toEqual({ calls: 3, tokens: 0 });
  });

  test.each([
    ['black', { kind: 'black-image' as const }, /safety filter/],
    ['cut off', { kind: 'cut-body' as const }, /damaged/],
  ])('a picture that is %s is told and refunded, not repeated', async (what, armed, words) => {
    fault({ ...armed, match: { via: 'endpoint' }, times: 9 });
    const cost = await costOf(async () => {
      const error = await refusal(world.ask({ prompt: `a cellar ${what}` }));
      expect(error.code).toBe('picture-unusable');
      expect(error.message).toMatch(words);
    });
    expect(cost).toEqual({ calls: 1, tokens: 0 });
  });

  test('a warm-up and a Retry-After are waited for, and shown', async () => {
    fault({ kind: 'warming-up', estimatedTime: 0.05, match: { via: 'endpoint' } });
    fault({ kind: 'status', status: 429, retryAfterSeconds: 0, match: { via: 'endpoint' } });
    const shown: GenerationProgress[] = [];
    const cost = await costOf(() => world.ask({ prompt: 'a dune' }, progress => shown.push(progress)));
    expect(cost.calls).toBe(3);
    expect(shown.flatMap(({ wait }) => (wait ? [wait] : []))).toEqual([
      { seconds: 0.05, warmingUp: true },
      { seconds: 0, warmingUp: false },
    ]);
    expect(shown.at(-1)).toMatchObject({ done: 1, wait: undefined });
  });

  test('a warm-up of an hour is not waited for', async () => {
    fault({ kind: 'warming-up', estimatedTime: 3_600, match: { via: 'endpoint' } });
    expect((await refusal(world.ask({ prompt: 'a glacier' }))).message).toMatch(/warming up/);
  });

  test('another provider of the same model is tried where the first one will not', async () => {
    fault({ kind: 'status', status: 410, match: { via: 'hf-inference' }, times: 9 });
    const request = { prompt: 'a mill', model: 'Z-Image Turbo', shape: 'square' as const };
    expect(await costOf(() => world.ask(request))).toEqual({ calls: 2, tokens: 2 });
    expect(world.huggingFace.requests.at(-1)).toMatchObject({ via: 'fal-ai', status: 200 });
  });

  test('a model that nobody has any more is refused with the name of another one', async () => {
    fault({ kind: 'status', status: 404, match: { model: 'Qwen/Qwen-Image' }, times: 9 });
    const error = await refusal(world.ask({ prompt: 'a sign', model: 'Qwen-Image' }));
    expect(error.code).toBe('model-unavailable');
    expect(error.message).toMatch(/\*\*.+\*\* is available now/);
  });

  test('an empty account is told at once', async () => {
    fault({ kind: 'status', status: 402, match: { via: 'endpoint' }, times: 9 });
    const cost = await costOf(async () => {
      expect((await refusal(world.ask({ prompt: 'a mine' }))).code).toBe('account-paused');
    });
    expect(cost).toEqual({ calls: 1, tokens: 0 });
  });

  test('of several images those that came are posted, and the others explained', async () => {
    fault({ kind: 'black-image', match: { via: 'endpoint' } });
    const { record, images, missing } = await world.ask({ prompt: 'three kites', count: 3 });
    expect(images).toHaveLength(2);
    expect(missing.map(why => why())).toEqual([expect.stringMatching(/black picture/)]);
    expect(record.tokens).toBe(4);
  });
});

test('an actor whom the prompt names without being asked for is told of, to those who may use them', async () => {
  const { named } = await world.ask({ prompt: 'nova on a bridge' });
  expect(named).toBe('Nova');
  expect((await world.ask({ prompt: 'a novation bridge' })).named).toBeUndefined();
});
