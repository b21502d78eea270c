import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { descriptorOf, photoOf } from '../photos/testing/sights.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  faceAged,
  type GenerationWorld,
  smallPictures,
  trainedActor,
} from './testing/generation-fixture.ts';

const photos = [1, 2, 3, 4, 5].map(number => photoOf(number));
let world: GenerationWorld;
beforeEach(async () => {
  world = await createGenerationWorld({
    pictures: await smallPictures(),
    actors: [trainedActor({ photos })],
    maxConcurrent: 1,
  });
  const { url: hubUrl, token: accessToken, user } = world.huggingFace;
  const repo = `${user}/nova-lora`;
  await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
  const content = new Blob([writeSafetensors({}, {}) as Uint8Array<ArrayBuffer>]);
  const files = [{ path: 'pytorch_lora_weights.safetensors', content }];
  const revision = (await uploadFiles({ repo, hubUrl, accessToken, files }))?.commit.oid ?? '';
  await world.actors.addVersion('novaid', {
    ...{ jobId: 'job-1', repo, revision, steps: 800, trainedAt: 0, standIn: true, samples: [] },
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
  });
});
afterEach(() => world.close());

/** The faces of Nova's photos lie around person 0, so that this one is about so far from their mean. */
const nova = (apart: number) => [faceAged(30, descriptorOf(0, 60, apart))];
const somebody = [faceAged(30, descriptorOf(9, 61, 0.1))];
const ask = (changes: object = {}) =>
  world.ask({ prompt: 'Nova at sea', actor: 'Nova', model: undefined, memberId: ben, ...changes });
const likenessesOf = ({ images }: Awaited<ReturnType<typeof ask>>['record']) =>
  images.map(({ faces }) => faces?.actors[0]?.likeness);

test('of four images the one most like the actor comes first, each is looked at and paid once', async () => {
  const answers = [somebody, nova(0.4), [], nova(0.1)];
  let looks = 0;
  world.vision.faces = async () => answers[looks++] ?? [];
  const { record, images } = await ask({ count: 4 });
  const [best, second, other, none] = likenessesOf(record);
  expect(best).toBeGreaterThan(0.8);
  expect(second).toBeLessThan(best ?? 0);
  expect(other).toBeLessThan(0.42);
  expect(none).toBeUndefined();
  expect(record.images[3]?.faces).toEqual({ ages: [], actors: [{ id: 'novaid' }] });
  // The bytes and the seed go with them, and what the first one shows is what the record says.
  expect(images).toHaveLength(4);
  expect(record.settings.seed).toBe(record.images[0]?.seed);
  expect(new Set(record.images.map(({ seed }) => seed)).size).toBe(4);
  // Nothing is made again because it came out unlike.
  expect([looks, world.huggingFace.requests.length, record.tokens]).toEqual([
    4,
    4,
    4 * Math.max(1, record.promptTokens),
  ]);
  const again = await ask({ count: 4 });
  expect([looks, world.huggingFace.requests.length]).toEqual([4, 4]);
  expect(likenessesOf(again.record)).toEqual(likenessesOf(record));
  expect(await world.generation.likenessOf('novaid')).toEqual([
    {
      ...{ source: 'trained', version: 1, modelName: record.modelName, images: 8 },
      ...{ likeness: expect.any(Number), somebodyElse: 2, nobody: 2 },
    },
  ]);
});

test('images without an actor keep the order of their seeds, and nobody looks at their faces', async () => {
  world.vision.faces = () => Promise.reject(new Error('nobody is to look'));
  const { record } = await world.ask({ prompt: 'a harbour', count: 3, memberId: ana });
  const [first = 0] = record.images.map(({ seed }) => seed);
  expect(record.images.map(({ seed }) => seed)).toEqual([first, first + 1, first + 2]);
});

test('the figures go with the images', async () => {
  world.vision.faces = async () => nova(0.2);
  const { record } = await ask();
  expect(await world.generation.likenessOf('novaid')).toHaveLength(1);
  await world.generation.erase([record.id]);
  await world.generation.dropCached('novaid');
  expect(await world.generation.likenessOf('novaid')).toEqual([]);
  expect(JSON.stringify([await world.generations.all(), await world.cache.all()])).not.toContain('likeness');
});
