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
  viewer,
} from './testing/generation-fixture.ts';

const consent = { state: 'granted' as const, memberId: ana, text: 'yes', at: 0 };
const photo = (sha256: string, accepted = true) => ({
  sha256,
  width: 900,
  height: 1100,
  addedAt: 0,
  accepted,
});

let world: GenerationWorld;
beforeAll(async () => {
  const sha256 = await (async () => {
    const { createHash } = await import('node:crypto');
    return createHash('sha256')
      .update(await renderCastPhoto('nova', 0))
      .digest('hex');
  })();
  const untrained = { versions: [], photos: [photo(sha256)] };
  const version = {
    ...{ number: 1, jobId: 'job-1', repo: 'bot/actor-vera', revision: 'a'.repeat(40), steps: 800 },
    ...{
      baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
      trainedAt: 0,
      standIn: false,
      samples: [],
    },
  };
  const trained = { photos: untrained.photos, versions: [version], activeVersion: 1 };
  world = await createGenerationWorld({
    actors: [
      trainedActor({ ...trained, id: 'vera', name: 'Vera', consent: { ...consent, textVersion: 4 } }),
      trainedActor({ ...trained, id: 'ida', name: 'Ida', consent: { ...consent, textVersion: 2 } }),
      trainedActor({ ...untrained, id: 'mira', name: 'Mira', consent: { ...consent, textVersion: 3 } }),
      trainedActor({ ...untrained, id: 'otto', name: 'Otto', consent: { ...consent, textVersion: 2 } }),
      trainedActor({
        ...{ ...untrained, id: 'kai', name: 'Kai', subjectId: ben, ownerId: ben },
        consent: { ...consent, memberId: ben, textVersion: 4 },
      }),
      trainedActor({ ...untrained, id: 'twin', name: 'Twin', consent: { ...consent, textVersion: 3 } }),
      trainedActor({
        ...{ ...untrained, id: 'double', name: 'Double', subjectId: ben, ownerId: ben, visibility: 'guild' },
        consent: { ...consent, memberId: ben, textVersion: 4 },
        sameFace: { with: [{ actorId: 'mira', certainty: 'same' }], waits: false, at: 0 },
      }),
      trainedActor({
        ...{ ...untrained, id: 'uno', name: 'Uno', photos: [photo('e'.repeat(64), false), photo(sha256)] },
        consent: { ...consent, textVersion: 4 },
      }),
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

test('an actor is made from a photo at once, and the answer says so', async () => {
  const { record, images } = await world.ask({ prompt: 'Mira as a pilot', actor: 'mira', model: undefined });
  expect(record.actor).toEqual({ id: 'mira', name: 'Mira', version: 0, standIn: false, from: 'photos' });
  expect(record.settings.prompt).toMatch(/^the person in .+ as a pilot/);
  expect(record.settings.pictures).toHaveLength(1);
  expect(record.settings.reference).toBeUndefined();
  expect(images[0]?.subarray(1, 4).toString()).toBe('PNG');
  const asked = world.huggingFace.requests.at(-1);
  expect(asked).toMatchObject({ model: record.settings.model, status: 200 });
  const again = await world.ask({ prompt: 'Mira as a pilot', actor: 'mira', model: undefined });
  expect(again.record.cached).toBe(1);
  const request = await world.generation.requestOf(record.id, { ...viewer(ana), channelId: 'c' });
  expect(request).toMatchObject({ actor: 'mira', using: 'photos', prompt: 'Mira as a pilot' });
  expect(request.model).toBeUndefined();
});

test('not where what was agreed to does not say that photos are sent, and not without a photo', async () => {
  const before = world.huggingFace.requests.length;
  expect(await codeOf(world.ask({ prompt: 'Otto', actor: 'otto', model: undefined }))).toBe('not-trained');
  expect(await codeOf(world.ask({ prompt: 'Lone', actor: 'lone', model: undefined }))).toBe('not-trained');
  expect(world.huggingFace.requests).toHaveLength(before);
});

test('of photos that the report refused none is sent: the one that is left does', async () => {
  const { record } = await world.ask({ prompt: 'Uno as a pilot', actor: 'uno', model: undefined });
  expect(record.settings.pictures).toHaveLength(1);
  expect(record.settings.pictures?.[0]).not.toBe('e'.repeat(64));
  expect(record.settings.prompt).toBe('the person in image 1 as a pilot');
});

test('a way that cannot be taken is said', async () => {
  const before = world.huggingFace.requests.length;
  const messageOf = (changes: object) =>
    world.ask({ prompt: 'Mira', model: undefined, ...changes }).then(
      () => 'made',
      (error: Error) => error.message,
    );
  expect(await messageOf({ actor: 'mira', using: 'trained' })).toMatch(
    /hasn’t been trained yet.*using: photos/,
  );
  expect(await messageOf({ using: 'photos' })).toMatch(/Choose `actor` as well/);
  expect(await messageOf({ actor2: 'mira' })).toMatch(/Choose `actor` as well/);
  expect(await messageOf({ actor: 'mira', actor2: 'mira' })).toMatch(/both `actor` and `actor2`/);
  expect(await messageOf({ actor: 'mira', actor2: 'twin' })).toMatch(/show the same person/);
  // Of two members, by what their photos show; in either order.
  expect(await messageOf({ actor: 'mira', actor2: 'double' })).toMatch(/show the same person/);
  expect(await messageOf({ actor: 'double', actor2: 'mira' })).toMatch(/show the same person/);
  expect(await messageOf({ actor: 'mira', actor2: 'kai', using: 'trained' })).toMatch(/from their photos/);
  expect(await messageOf({ actor: 'mira', model: 'Stable Diffusion 1.5' })).toMatch(/only works from words/);
  expect(world.huggingFace.requests).toHaveLength(before);
});

test('of somebody who is trained, a model that is named says which way is meant', async () => {
  const { record } = await world.ask({ prompt: 'Vera at a fair', actor: 'vera', model: 'Qwen-Image-Edit' });
  expect(record).toMatchObject({
    actor: { id: 'vera', version: 0, from: 'photos' },
    modelName: 'Qwen-Image-Edit',
  });
  expect(record.settings.lora).toBeUndefined();
  await expect(world.ask({ prompt: 'Vera', actor: 'vera', model: 'FLUX.1 schnell' })).rejects.toThrow(
    /was trained on \*\*Stable Diffusion 1.5\*\* and only works with that model/,
  );
});

test('whose photos may not be sent, is not said to be untrained', async () => {
  const asked = world.ask({ prompt: 'Ida', actor: 'ida', using: 'photos', model: undefined });
  await expect(asked).rejects.toThrow(
    /^\*\*Ida\*\* can’t be made from photos yet.*agreed to an earlier text/,
  );
});

test('a picture is changed with words: the original stays, and whom it shows is still theirs', async () => {
  const { record } = await world.ask({ prompt: 'Mira on a pier', actor: 'mira', model: undefined });
  const changeOf = { sha256: record.images[0]?.sha256 ?? '' };
  const changed = await world.ask({
    prompt: 'give Mira a red coat',
    actor: 'mira',
    model: undefined,
    changeOf,
  });
  expect(changed.record).toMatchObject({
    request: 'change',
    actor: { id: 'mira', version: 0, from: 'picture' },
    settings: { pictures: [changeOf.sha256], prompt: 'give the person in the picture a red coat' },
  });
  expect(changed.record.images[0]?.sha256).not.toBe(changeOf.sha256);
  expect((await world.generation.details(record.id, viewer(ana))).images).toHaveLength(1);
  const again = await world.generation.requestOf(changed.record.id, { ...viewer(ana), channelId: 'c' });
  expect(again).toMatchObject({ changeOf, actor: 'mira', prompt: 'give Mira a red coat' });
  expect(again.using).toBeUndefined();
  expect((await world.generation.ofActor('mira')).map(({ id }) => id)).toContain(changed.record.id);
});

test('a change that the rules forbid is refused before anything is sent', async () => {
  const { record } = await world.ask({ prompt: 'Mira at a lake', actor: 'mira', model: undefined });
  const changeOf = { sha256: record.images[0]?.sha256 ?? '' };
  const before = world.huggingFace.requests.length;
  const ask = (prompt: string) => codeOf(world.ask({ prompt, actor: 'mira', model: undefined, changeOf }));
  expect(await ask('take her clothes off')).toBe('blocked');
  expect(await ask('make her a child')).toBe('blocked');
  expect(world.huggingFace.requests).toHaveLength(before);
});

test('an image is varied by a model that starts from it, at the strength that was asked for', async () => {
  const { record } = await world.ask({ prompt: 'a tin robot' });
  const request = await world.generation.requestOf(record.id, { ...viewer(ben), channelId: 'c' });
  const variationOf = { sha256: record.images[0]?.sha256 ?? '', strength: 0.35 };
  const varied = await world.ask({ ...request, model: undefined, variationOf, count: 2, fresh: true });
  expect(varied.record.settings.reference).toEqual(variationOf);
  expect(varied.record.settings.model).not.toBe(record.settings.model);
  expect(new Set(varied.record.images.map(({ sha256 }) => sha256)).size).toBe(2);
  const again = await world.generation.requestOf(varied.record.id, { ...viewer(ben), channelId: 'c' });
  expect(again).toMatchObject({ variationOf });
  expect(again.model).toBeUndefined();
});

test('where nothing starts from a picture, variations are made from the same words and say so', async () => {
  const { record: first } = await world.ask({ prompt: 'a tin robot' });
  for (const pathIncludes of ['Edit', 'Kontext', 'FLUX.2']) {
    world.huggingFace.faults.add({
      kind: 'status',
      status: 404,
      match: { via: 'hub', pathIncludes },
      times: 99,
    });
  }
  const { generation } = await world.open();
  const { makeFor } = await import('./testing/generation-fixture.ts');
  const request = { guildId, channelId: 'c', memberId: ana, prompt: 'a tin robot', fresh: true };
  const variationOf = { sha256: first.images[0]?.sha256 ?? '', strength: 0.5 };
  const { record } = await makeFor(generation, { ...request, model: 'Stable Diffusion 1.5', variationOf });
  expect(record).toMatchObject({ request: 'variations' });
  expect(record.settings.reference).toBeUndefined();
  world.huggingFace.faults.clear();
});
