import { createHash } from 'node:crypto';
import { renderCastPhoto } from '@ai-actor/playground/cast';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Photo } from '../actors/actor.ts';
import type { PictureFace } from '../vision/vision.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  faceAged,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
  viewer,
} from './testing/generation-fixture.ts';

const cleo = '900000000000000013';
const elsewhere = '900000000000000009';
const towards = (direction: number) => Array.from({ length: 128 }, (_, at) => (at === direction ? 1 : 0));
const faceAt = (x: number, descriptor: number[]): PictureFace => ({
  ...faceAged(35, descriptor),
  box: { x, y: 0.2, width: 0.2, height: 0.2 },
});

/** A drawn photo, with the face that the test says was seen in it. */
async function photoOf(face: 'nova' | 'bruno', number: number, direction: number) {
  const bytes = await renderCastPhoto(face, number);
  const photo: Photo = {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...{ width: 900, height: 1_100, addedAt: 0, accepted: true },
    sight: {
      faces: [
        {
          box: { x: 0.3, y: 0.2, width: 0.3, height: 0.3 },
          ...{
            score: 0.99,
            sidePixels: 300,
            sharpness: 400,
            brightness: 130,
            contrast: 45,
            cutOff: false,
            tilt: 0,
          },
        },
      ],
      descriptor: towards(direction),
      phash: '0123456789abcdef',
      ...{ brightness: 120, contrast: 50, turned: 0, explicit: 0 },
    },
  };
  return { bytes, photo };
}

let world: GenerationWorld;
let firstPhoto: string;
beforeEach(async () => {
  const nova = await photoOf('nova', 0, 0);
  const bruno = await photoOf('bruno', 0, 1);
  firstPhoto = nova.photo.sha256;
  const granted = { state: 'granted' as const, text: 'yes', at: 0, textVersion: 4 };
  const of = (id: string, name: string, memberId: string, photos: Photo[], guild = guildId) =>
    trainedActor({
      ...{ id, name, photos, guildId: guild, ownerId: memberId, subjectId: memberId },
      consent: { ...granted, memberId },
    });
  world = await createGenerationWorld({
    pictures: await smallPictures(),
    maxConcurrent: 1,
    actors: [
      of('nova', 'Nova', ana, [nova.photo]),
      of('bruno', 'Bruno', ben, [bruno.photo]),
      of('far', 'Far', ben, [bruno.photo], elsewhere),
      of('bare', 'Bare', cleo, []),
    ],
  });
  for (const { bytes } of [nova, bruno]) await world.blobs.put(bytes);
});
afterEach(() => world.close());

const both = { prompt: 'Nova and Bruno play chess', actor: 'nova', actor2: 'bruno', model: undefined };
const messageOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'made',
    (error: unknown) => (error instanceof UserError ? error.message : `unexpected: ${String(error)}`),
  );
const calls = () => world.huggingFace.requests.length;

test('two people are made from a photo of each, and the picture is both of theirs', async () => {
  const { record } = await world.ask({ ...both, memberId: cleo });
  expect(record).toMatchObject({
    actor: { id: 'nova', from: 'photos' },
    actor2: { id: 'bruno', name: 'Bruno' },
    settings: { prompt: 'the person in image 1 and the person in image 2 play chess' },
  });
  expect(record.settings.pictures).toHaveLength(2);
  for (const memberId of [ana, ben]) {
    const page = await world.generation.gallery(
      { ...viewer(memberId), canView: () => false, admin: false },
      { page: 0, size: 5 },
    );
    expect(page.images).toMatchObject([{ record: { id: record.id }, mayDelete: true }]);
  }
  for (const id of ['nova', 'bruno']) expect(await world.generation.ofActor(id)).toHaveLength(1);
  await world.generation.delete(record.id, guildId, ben, false);
  expect(await messageOf(world.generation.details(record.id, viewer(ana)))).toMatch(/no longer stored/);
});

test('an actor of another server is none here, and one without photos is named', async () => {
  expect(await messageOf(world.ask({ ...both, actor2: 'far' }))).toMatch(/no actor/i);
  expect(await messageOf(world.ask({ ...both, actor2: 'bare' }))).toMatch(/\*\*Bare\*\*/);
  expect(await messageOf(world.ask({ ...both, model: 'FLUX.1 Kontext dev' }))).toMatch(
    /only looks at one picture; 2 are needed/,
  );
  expect(calls()).toBe(0);
});

test('whom the second one keeps to themselves, nobody else can put into a picture', async () => {
  await world.actors.share(guildId, ben, 'bruno', 'owner');
  expect(await messageOf(world.ask(both))).not.toBe('made');
  expect(calls()).toBe(0);
  // From the cache neither: it was made while it was open.
  await world.actors.share(guildId, ben, 'bruno', 'guild');
  const { record } = await world.ask(both);
  await world.actors.share(guildId, ben, 'bruno', 'owner');
  expect(await messageOf(world.ask(both))).not.toBe('made');
  const again = await world.generation.requestOf(record.id, { ...viewer(ana), channelId: 'c' });
  expect(await messageOf(world.ask({ ...again, fresh: true }))).not.toBe('made');
});

test('it is not shown where the second one stops sharing while it is being made', async () => {
  world.vision.faces = async () => {
    await world.actors.share(guildId, ben, 'bruno', 'owner');
    return [];
  };
  expect(await messageOf(world.ask(both))).not.toBe('made');
  expect(calls()).toBeGreaterThan(0);
  expect(await world.generation.ofActor('bruno')).toEqual([]);
});

test('a photo that is deleted while the request waits for its turn is not sent any more', async () => {
  let endTurn = () => {};
  const turnBefore = world.limiter.run(
    cleo,
    () =>
      new Promise<void>(resolve => {
        endTurn = resolve;
      }),
    { onQueued: () => {} },
  );
  const waiting = messageOf(world.ask(both));
  await expect.poll(() => world.limiter.length(), { timeout: 60_000 }).toBe(2);
  await world.blobs.delete(firstPhoto);
  endTurn();
  await turnBefore;
  expect(await waiting).toMatch(/photo this starts from was deleted in the meantime/);
  expect(calls()).toBe(0);
  expect(await world.spent()).toBe(0);
});

test('a change says which of the two is meant by where they stand, as their faces showed', async () => {
  world.vision.faces = async () => [faceAt(0.1, towards(1)), faceAt(0.7, towards(0))];
  const { record } = await world.ask(both);
  const changeOf = { sha256: record.images[0]?.sha256 ?? '' };
  const people = { actor: 'nova', actor2: 'bruno', model: undefined };
  const changed = await world.ask({ ...people, prompt: 'give Nova a red coat and Bruno a hat', changeOf });
  expect(changed.record.settings.prompt).toBe(
    'give the person on the right a red coat and the person on the left a hat',
  );
  expect(changed.record).toMatchObject({ actor: { from: 'picture' }, actor2: { id: 'bruno' } });
});
