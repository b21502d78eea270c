import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { KnownPicture } from './requests/starting-point.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
} from './testing/generation-fixture.ts';

/** What Ana gave, by its picture; asked for each time that it matters. */
const given = new Map<string, () => KnownPicture>();
let world: GenerationWorld;
let photo: string;
let ofActor: string;
beforeAll(async () => {
  const consent = { state: 'granted' as const, memberId: ben, textVersion: 4, text: 'yes', at: 0 };
  world = await createGenerationWorld({
    pictures: await smallPictures(),
    actors: [
      trainedActor({ id: 'kai', name: 'Kai', ownerId: ben, subjectId: ben, visibility: 'owner', consent }),
      trainedActor({ id: 'vera', name: 'Vera', consent: { ...consent, memberId: ana } }),
    ],
    givenPicture: async (sha256, { memberId }) => (memberId === ana ? given.get(sha256)?.() : undefined),
  });
  const { jpeg } = await smallPictures();
  photo = await world.blobs.put(jpeg);
  ofActor = await world.blobs.put(Buffer.concat([jpeg, Buffer.from('another')]));
});
afterAll(() => world.close());

const change = (sha256: string, more: Parameters<GenerationWorld['ask']>[0] = { prompt: 'make it night' }) =>
  world.ask({ model: undefined, fresh: true, changeOf: { sha256 }, ...more });
const outcomeOf = (asked: ReturnType<GenerationWorld['ask']>) =>
  asked.then(
    ({ record }) => record,
    (error: unknown) => (error instanceof UserError ? `${error.code}: ${error.message}` : String(error)),
  );

test('bytes that nobody gave or made are no start, whatever they are: none of them leaves', async () => {
  const before = world.huggingFace.requests.length;
  expect(await outcomeOf(change(ofActor))).toMatch(/^gone: /);
  expect(await outcomeOf(change('f'.repeat(64)))).toMatch(/^gone: /);
  const varied = world.ask({ prompt: 'a cat', variationOf: { sha256: ofActor, strength: 0.5 } });
  expect(await outcomeOf(varied)).toMatch(/^gone: /);
  expect(world.huggingFace.requests).toHaveLength(before);
});

test('what a member gave is theirs alone to start from, and the answer says where it comes from', async () => {
  given.set(photo, () => ({ actorIds: [], fromPhoto: true }));
  expect(await outcomeOf(change(photo, { prompt: 'make it night', memberId: ben }))).toMatch(/^gone: /);
  const record = await outcomeOf(change(photo));
  expect(record).toMatchObject({ request: 'change', fromPhoto: true, settings: { pictures: [photo] } });
  expect(world.huggingFace.requests.at(-1)).toMatchObject({ status: 200 });

  // It stays so for what is made of that in turn.
  const made = typeof record === 'object' ? record : undefined;
  const again = await outcomeOf(change(made?.images[0]?.sha256 ?? '', { prompt: 'now by day' }));
  expect(again).toMatchObject({ fromPhoto: true });
});

test('a file that was made here is known at once, before anybody has looked at it', async () => {
  const { record, images } = await world.ask({ prompt: 'a harbour' });
  const [file] = images;
  const asked = await world.generation.madeAs(file as Buffer, file as Buffer);
  expect(asked).toEqual({
    ...{ sha256: record.images[0]?.sha256, actorIds: [], fromPhoto: false },
    ...{ isRuledOut: false, said: [expect.objectContaining({ prompt: 'a harbour' })] },
  });
  const { jpeg } = await smallPictures();
  expect(await world.generation.madeAs(jpeg, jpeg)).toBeUndefined();
});

test('who is in it has to allow it', async () => {
  given.set(photo, () => ({ actorIds: ['kai'], fromPhoto: true }));
  expect(await outcomeOf(change(photo))).toMatch(
    /^consent-needed: Somebody in that picture hasn’t agreed to let you/,
  );
  given.set(photo, () => ({ actorIds: ['vera'], fromPhoto: true }));
  const record = await outcomeOf(change(photo, { prompt: 'Vera at night', actor: 'vera' }));
  expect(record).toMatchObject({ actor: { id: 'vera', from: 'picture' }, fromPhoto: true });
});

test('asked again at its turn: a picture that may no longer be used is not sent', async () => {
  let asked = 0;
  given.set(photo, () => {
    // Planned once.
    if (++asked > 1) throw new UserError('consent-needed', 'Not any more.');
    return { actorIds: [], fromPhoto: true };
  });
  const before = world.huggingFace.requests.length;
  expect(await outcomeOf(change(photo, { prompt: 'make it noon' }))).toBe('consent-needed: Not any more.');
  expect(world.huggingFace.requests).toHaveLength(before);
});

test('somebody real may be in it: nothing sexual is made of it, in channels for adults neither', async () => {
  await world.guildSettings.update(guildId, current => ({ ...current, adult: true }));
  given.set(photo, () => ({ actorIds: [], fromPhoto: true }));
  const asked = { prompt: 'make her naked', adultChannel: true };
  expect(await outcomeOf(change(photo, asked))).toMatch(/^blocked: I never make sexual images/);
  given.set(photo, () => ({ actorIds: [], fromPhoto: false }));
  expect(await outcomeOf(change(photo, asked))).toMatchObject({ request: 'change' });

  given.set(photo, () => ({ actorIds: [], fromPhoto: true }));
  world.vision.nudity = async () => ({ explicit: 0.6, suggestive: 0.1 });
  expect(await outcomeOf(change(photo, { prompt: 'at the beach', adultChannel: true }))).toMatch(
    /^blocked: The image came out too sexual/,
  );
});
