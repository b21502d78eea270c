import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Actor } from '../actors/actor.ts';
import { createActorsService } from '../actors/actors-service.ts';
import { actorCollections } from '../actors/testing/actor-collections.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import { createPhotosService } from '../photos/photos-service.ts';
import { descriptorOf, photoOf } from '../photos/testing/sights.ts';
import { createFileBlobs } from '../storage/blobs.ts';
import { openStore, type Store } from '../storage/store.ts';
import { createDecoderHere } from '../vision/testing/decoder-here.ts';
import { noisePicture } from '../vision/testing/pictures.ts';
import type { GivenFace } from '../vision/vision.ts';
import { createKeptReferences } from './kept-references.ts';
import { type Reference, referenceIndexes, referenceSchema, type StrangersRule } from './reference.ts';
import { createGivenPicture, createReferencesService } from './references-service.ts';

const ana = { guildId: 'g', memberId: 'ana' };
const ben = { guildId: 'g', memberId: 'ben' };
/** Faces of three people; Ana is the first, Ben the second. */
const face = (person: number): GivenFace => ({ side: 0.3, age: 35, descriptor: descriptorOf(person, 9) });

let dir: string;
let store: Store;
let clock: number;
let rule: StrangersRule;
let faces: () => Promise<GivenFace[]>;
let explicit: number;
let made: Awaited<ReturnType<GenerationService['madeAs']>>;
let noted: { memberId: string; actorIds: string[] }[];
let file: Buffer;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-references-'));
  store = await openStore(dir);
  [clock, rule, explicit, made, noted] = [1_000_000, 'refuse', 0, undefined, []];
  faces = async () => [];
  file = await noisePicture(600, 400).jpeg().toBuffer();
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

const blobsOf = () => createFileBlobs(join(dir, 'blobs'));
const actorOf = (id: string, person: number, change: Partial<Actor> = {}): Actor => ({
  ...{ id, name: id, guildId: 'g', ownerId: id, subjectId: id, visibility: 'owner', chosenMemberIds: [] },
  ...{ posts: [], triggerWord: 'w', versions: [], createdAt: 0 },
  photos: [0, 1, 2].map(nth => photoOf(nth, { descriptor: descriptorOf(person, nth) })),
  consent: { state: 'granted', memberId: id, textVersion: 4, text: 'yes', at: 0 },
  ...change,
});

async function open(...more: Actor[]) {
  const people = await actorCollections(store);
  for (const actor of [
    actorOf('ana', 0),
    actorOf('ben', 1),
    actorOf('cleo', 2, { guildId: 'elsewhere' }),
    ...more,
  ])
    await people.actors.put(actor.id, actor);
  const blobs = blobsOf();
  const now = () => clock;
  const actors = await createActorsService({
    ...{ ...people, blobs, now },
    photos: { take: async () => [], thumbnail: async (bytes: Buffer) => bytes },
  });
  const references = await store.collection('given_pictures', referenceSchema, referenceIndexes);
  const kept = createKeptReferences({ references, blobs, now });
  const ruleOf = () => rule;
  const service = createReferencesService({
    ...{ kept, references, actors, blobs, ruleOf, now },
    photos: createPhotosService({
      ...{ blobs, now, decoder: createDecoderHere() },
      vision: { look: () => Promise.reject(new Error('not here')) },
      fetch: async () => file,
    }),
    vision: { everyFace: () => faces(), nudity: async () => ({ explicit, suggestive: 0 }) },
    generation: { madeAs: async () => made },
    safety: { noteReference: async refused => void noted.push(refused) },
  });
  return { service, actors, given: createGivenPicture({ kept, ruleOf }), all: () => references.all() };
}
const source = { url: 'https://cdn.discordapp.com/a.jpg', name: 'a.jpg' };
const outcomeOf = (work: Promise<Reference>) =>
  work.then(
    reference => reference,
    (error: unknown) => {
      if (error instanceof UserError) return `${error.code}: ${error.message}`;
      throw error;
    },
  );
const notAgreed = /^consent-needed: Somebody in this picture hasn’t agreed/;

describe('a picture that a member gives', () => {
  test('with their own face is theirs to use, and is kept small, without anything but the picture', async () => {
    faces = async () => [face(0)];
    file = await noisePicture(1_500, 1_200)
      .withExif({ IFD0: { Copyright: 'where it was taken' } })
      .jpeg()
      .toBuffer();
    const { service, given } = await open();
    const reference = await service.give(source, ana);
    expect(reference).toMatchObject({ actorIds: ['ana'], strangers: 0, memberId: 'ana', guildId: 'g' });
    const bytes = (await blobsOf().get(reference.sha256)) as Buffer;
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1_024 });
    expect(bytes.includes('where it was taken')).toBe(false);
    expect(await given(reference.sha256, ana)).toEqual({ actorIds: ['ana'], fromPhoto: true });
    // What somebody else gave is nothing that they can use, nor in another server.
    expect(await given(reference.sha256, ben)).toBeUndefined();
    expect(await given(reference.sha256, { ...ana, guildId: 'elsewhere' })).toBeUndefined();
    expect(await outcomeOf(service.byId(reference.id, ben))).toMatch(/^gone: /);
  });

  test('with a face that is not theirs is refused in the same words, registered or not, and not kept', async () => {
    const { service, all } = await open();
    const said = [];
    for (const person of [1, 2, 3]) {
      faces = async () => [face(0), face(person)];
      said.push(await outcomeOf(service.give(source, ana)));
    }
    expect(said[0]).toMatch(notAgreed);
    expect(new Set(said).size).toBe(1);
    expect(await all()).toEqual([]);
    expect(await blobsOf().list()).toEqual([]);
    expect(noted).toEqual([
      { ...ana, actorIds: ['ben'] },
      // Of another server nothing is known here.
      { ...ana, actorIds: [] },
      { ...ana, actorIds: [] },
    ]);
  });

  test('names an actor that the member may see and not use', async () => {
    const pending = { state: 'pending' as const, memberId: 'cara', textVersion: 4, text: 'yes' };
    const asked = actorOf('cara', 4, { ownerId: 'ana', subjectId: 'cara', consent: pending });
    const { service } = await open(asked);
    faces = async () => [face(4)];
    expect(await outcomeOf(service.give(source, ana))).toMatch(/\*\*cara\*\* is in this picture/);
    expect(await outcomeOf(service.give(source, ben))).toMatch(notAgreed);
  });

  test('with a face that can’t be made out is a stranger’s; one in the background is nobody’s', async () => {
    const { service } = await open();
    faces = async () => [face(0), { side: 0.2 }];
    expect(await outcomeOf(service.give(source, ana))).toMatch(notAgreed);
    faces = async () => [face(0), { side: 0.03 }];
    expect(await service.give(source, ana)).toMatchObject({ actorIds: ['ana'], strangers: 0 });
    faces = async () => [];
    expect(await service.give(source, ana)).toMatchObject({ actorIds: [], strangers: 0 });
  });

  test('of a crowd, with nudity, or with children is refused in words', async () => {
    const { service } = await open();
    rule = 'statement';
    faces = async () => Array.from({ length: 12 }, () => face(3));
    expect(await outcomeOf(service.give(source, ana))).toMatch(/^bad-input: There are too many people/);
    faces = async () => [{ ...face(3), age: 9 }];
    expect(await outcomeOf(service.give(source, ana))).toMatch(/^bad-input: Somebody in that picture looks/);
    [faces, explicit] = [async () => [face(0)], 0.9];
    expect(await outcomeOf(service.give(source, ana))).toMatch(/^bad-input: .*seems to show nudity/);
  });

  test('that could not be looked at is not used', async () => {
    const { service, all } = await open();
    faces = () => Promise.reject(new Error('a process died'));
    expect(await outcomeOf(service.give(source, ana))).toMatch(/^unchecked: .*I don’t use pictures unseen/);
    expect(await all()).toEqual([]);
  });

  test.each([
    [
      'words',
      async () => Buffer.from('no picture'),
      /^bad-input: I can’t use that picture. It isn’t an image/,
    ],
    [
      'a GIF',
      async () => noisePicture(90, 90).gif().toBuffer(),
      /^bad-input: I can’t use that picture. It’s a GIF/,
    ],
    [
      'HEIC',
      async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heic', 'latin1'),
      /^bad-input: I can’t use that picture. It’s a HEIC photo/,
    ],
    [
      'an animation',
      async () =>
        sharp(
          [await noisePicture(90, 90).png().toBuffer(), await noisePicture(90, 90).negate().png().toBuffer()],
          { join: { animated: true } },
        )
          .webp()
          .toBuffer(),
      /^bad-input: That picture is an animation/,
    ],
    [
      '300 megapixels',
      async () => {
        const huge = await noisePicture(90, 90).png().toBuffer();
        huge.writeUInt32BE(20_000, 16);
        huge.writeUInt32BE(15_000, 20);
        return huge;
      },
      /^bad-input: I can’t use that picture. It’s 20000 × 15000 pixels/,
    ],
  ])('%s is refused before anybody looks at it', async (_what, bytes, words) => {
    const { service } = await open();
    file = await bytes();
    faces = () => Promise.reject(new Error('looked at'));
    expect(await outcomeOf(service.give(source, ana))).toMatch(words);
  });

  test('of 64 MB is refused before it is fetched', async () => {
    const { service } = await open();
    file = Buffer.from('fetched');
    const large = { ...source, size: 64 * 2 ** 20 };
    expect(await outcomeOf(service.give(large, ana))).toMatch(
      /^bad-input: I can’t use that picture. It’s larger than 25 MB/,
    );
  });

  test('that this bot made goes by whom it was made of, and the kept one is used in its place', async () => {
    const { service, given } = await open();
    faces = () => Promise.reject(new Error('looked at'));
    made = { sha256: 'a'.repeat(64), actorIds: ['ana'], fromPhoto: false, isRuledOut: false, said: [] };
    expect(await service.give(source, ana)).toMatchObject({ sha256: made.sha256, ours: true });
    expect(await blobsOf().list()).toEqual([]);
    expect(await service.inUse([made.sha256])).toEqual(new Set());
    expect(await given(made.sha256, ana)).toEqual({ actorIds: ['ana'], fromPhoto: false });
    expect(await outcomeOf(service.give(source, ben))).toMatch(notAgreed);
    // What goes back to a member's photo is looked at like one.
    made = { ...made, fromPhoto: true };
    expect(await outcomeOf(service.give(source, ana))).toMatch(/^unchecked/);
  });

  test('that this bot made, and somebody in it has ruled out since, is refused', async () => {
    const { service, all } = await open();
    made = { sha256: 'a'.repeat(64), actorIds: ['ana'], fromPhoto: false, isRuledOut: true, said: [] };
    expect(await outcomeOf(service.give(source, ana))).toMatch(
      /^blocked: .*no longer wants pictures like it/,
    );
    // Whose limits they are is nothing for a member who may not use the actor.
    expect(await outcomeOf(service.give(source, ben))).toMatch(notAgreed);
    made = { ...made, fromPhoto: true };
    faces = async () => [face(0)];
    expect(await outcomeOf(service.give(source, ana))).toMatch(notAgreed);
    expect(await all()).toEqual([]);
  });

  test('that this bot made from a photo is a copy of the kept one', async () => {
    const { service, given } = await open();
    faces = async () => [face(0)];
    made = { sha256: 'a'.repeat(64), actorIds: ['ana'], fromPhoto: true, isRuledOut: false, said: [] };
    const { sha256 } = await service.give(source, ana);
    expect(sha256).not.toBe(made.sha256);
    expect(await given(sha256, ana)).toEqual({ actorIds: ['ana'], fromPhoto: true, copyOf: made.sha256 });
  });
});

describe('a stranger, where a statement is enough', () => {
  beforeEach(() => {
    rule = 'statement';
    faces = async () => [face(3)];
  });

  test('can be started from once it is made, and no longer than the rule holds', async () => {
    const { service, given } = await open();
    const reference = await service.give(source, ana);
    expect(reference.strangers).toBe(1);
    await expect(given(reference.sha256, ana)).rejects.toMatchObject({ code: 'consent-needed' });
    expect(await outcomeOf(service.state(reference.id, ben, 'I asked'))).toMatch(/^gone/);
    await service.state(reference.id, ana, 'She said yes');
    expect(await given(reference.sha256, ana)).toEqual({ actorIds: [], fromPhoto: true });
    // The same picture once more: what was stated still holds.
    expect(await service.give(source, ana)).toMatchObject({ id: reference.id, statement: { at: clock } });
    rule = 'refuse';
    await expect(given(reference.sha256, ana)).rejects.toMatchObject({ code: 'consent-needed' });
    expect(await outcomeOf(service.state(reference.id, ana, 'again'))).toMatch(notAgreed);
  });

  test('does not make room for an actor who says no', async () => {
    const { service } = await open();
    faces = async () => [face(3), face(1)];
    expect(await outcomeOf(service.give(source, ana))).toMatch(notAgreed);
  });
});

describe('what is kept', () => {
  test('ends after seven days, and after an hour while it lacks its statement', async () => {
    rule = 'statement';
    faces = async () => [face(3)];
    const { service, all } = await open();
    const waiting = await service.give(source, ana);
    clock += 60 * 60_000;
    expect(await outcomeOf(service.byId(waiting.id, ana))).toMatch(/^gone/);
    await service.prune();
    expect(await all()).toEqual([]);
    expect(await blobsOf().list()).toEqual([]);

    faces = async () => [face(0)];
    const theirs = await service.give(source, ana);
    clock += 7 * 24 * 60 * 60_000 - 1;
    await service.prune();
    expect((await service.byId(theirs.id, ana)).id).toBe(theirs.id);
    expect(await service.inUse([theirs.sha256])).toEqual(new Set([theirs.sha256]));
    clock += 1;
    await service.prune();
    expect(await blobsOf().list()).toEqual([]);
  });

  test('of two members who gave one picture, the other’s stays', async () => {
    const { service } = await open();
    const [one, other] = [await service.give(source, ana), await service.give(source, ben)];
    expect(one.sha256).toBe(other.sha256);
    await service.forgetMember('ana');
    expect(await blobsOf().get(other.sha256)).toBeDefined();
    await service.forgetGuild('g');
    expect(await blobsOf().list()).toEqual([]);
  });

  test('goes with an actor who is in it, and with a member who is forgotten while it is looked at', async () => {
    const { service, all } = await open();
    faces = async () => [face(0)];
    await service.give(source, ana);
    await service.forgetActor('ana');
    expect(await all()).toEqual([]);

    let looked = () => {};
    const looking = new Promise<void>(resolve => {
      looked = resolve;
    });
    let go = () => {};
    const held = new Promise<void>(resolve => {
      go = resolve;
    });
    faces = async () => {
      looked();
      await held;
      return [face(0)];
    };
    const giving = outcomeOf(service.give(source, ana));
    await looking;
    const forgetting = service.forgetMember('ana');
    go();
    expect(await giving).toMatch(/^gone: Your data was deleted/);
    await forgetting;
    expect(await all()).toEqual([]);
    expect(await blobsOf().list()).toEqual([]);
  });
});
