import { renderCastPhoto } from '@ai-actor/playground/cast';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  trainedActor,
} from './testing/generation-fixture.ts';

const consent = { state: 'granted' as const, memberId: ana, text: 'yes', at: 0 };
const photo = (sha256: string) => ({ sha256, width: 900, height: 1100, addedAt: 0, accepted: true });

let world: GenerationWorld;
beforeAll(async () => {
  const sha256 = await (async () => {
    const { createHash } = await import('node:crypto');
    return createHash('sha256')
      .update(await renderCastPhoto('nova', 0))
      .digest('hex');
  })();
  const untrained = { versions: [], photos: [photo(sha256)] };
  world = await createGenerationWorld({
    actors: [
      trainedActor({ ...untrained, id: 'mira', name: 'Mira', consent: { ...consent, textVersion: 3 } }),
      trainedActor({ ...untrained, id: 'otto', name: 'Otto', consent: { ...consent, textVersion: 2 } }),
      trainedActor({
        ...untrained,
        id: 'lone',
        name: 'Lone',
        photos: [],
        consent: { ...consent, textVersion: 3 },
      }),
    ],
  });
  await world.blobs.put(await renderCastPhoto('nova', 0));
});
afterAll(() => world.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );

test('before training an actor is previewed from a photo, and marked as that', async () => {
  const { record, images } = await world.ask({ prompt: 'Mira as a pilot', actor: 'mira', model: undefined });
  expect(record.actor).toEqual({ id: 'mira', name: 'Mira', version: 0, standIn: false, preview: true });
  expect(record.settings.prompt).toMatch(/^the person in the picture as a pilot/);
  expect(record.settings.reference?.strength).toBeGreaterThan(0);
  expect(images[0]?.subarray(1, 4).toString()).toBe('PNG');
  const asked = world.huggingFace.requests.at(-1);
  expect(asked).toMatchObject({ model: record.settings.model, status: 200 });
  expect(
    (await world.ask({ prompt: 'Mira as a pilot', actor: 'mira', model: undefined })).record.cached,
  ).toBe(1);
});

test('not where what was agreed to does not name previews, and not without a photo', async () => {
  const before = world.huggingFace.requests.length;
  expect(await codeOf(world.ask({ prompt: 'Otto', actor: 'otto', model: undefined }))).toBe('not-trained');
  expect(await codeOf(world.ask({ prompt: 'Lone', actor: 'lone', model: undefined }))).toBe('not-trained');
  expect(world.huggingFace.requests).toHaveLength(before);
});

test('an image is varied by a model that starts from it, at the strength that was asked for', async () => {
  const { record } = await world.ask({ prompt: 'a tin robot' });
  const request = await world.generation.requestOf(record.id, { guildId, channelId: 'c', memberId: ben });
  const variationOf = { sha256: record.images[0]?.sha256 ?? '', strength: 0.35 };
  const varied = await world.ask({ ...request, model: undefined, variationOf, count: 2, fresh: true });
  expect(varied.record.settings.reference).toEqual(variationOf);
  expect(varied.record.settings.model).not.toBe(record.settings.model);
  expect(new Set(varied.record.images.map(({ sha256 }) => sha256)).size).toBe(2);
  const again = await world.generation.requestOf(varied.record.id, {
    guildId,
    channelId: 'c',
    memberId: ben,
  });
  expect(again).toMatchObject({ variationOf });
  expect(again.model).toBeUndefined();
});

test('where nothing starts from a picture, variations are made from the same words and say so', async () => {
  world.huggingFace.faults.add({
    kind: 'status',
    status: 404,
    match: { via: 'hub', pathIncludes: 'Edit' },
    times: 99,
  });
  world.huggingFace.faults.add({
    kind: 'status',
    status: 404,
    match: { via: 'hub', pathIncludes: 'Kontext' },
    times: 99,
  });
  const { generation } = await world.open();
  const { makeFor } = await import('./testing/generation-fixture.ts');
  const request = { guildId, channelId: 'c', memberId: ana, prompt: 'a tin robot', fresh: true };
  const variationOf = { sha256: 'f'.repeat(64), strength: 0.5 };
  const { record } = await makeFor(generation, { ...request, model: 'Stable Diffusion 1.5', variationOf });
  expect(record).toMatchObject({ request: 'variations' });
  expect(record.settings.reference).toBeUndefined();
  world.huggingFace.faults.clear();
});
