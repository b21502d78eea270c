import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../errors.ts';
import { type Generation, generationSchema } from '../generation.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  trainedActor,
  viewer,
} from '../testing/generation-fixture.ts';

const cleo = '900000000000000013';
let world: GenerationWorld;
beforeEach(async () => {
  world = await createGenerationWorld({
    actors: [
      trainedActor(),
      trainedActor({ id: 'guest', name: 'Guest', ownerId: ben, subjectId: undefined }),
    ],
  });
});
afterEach(() => world.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );
const post = (messageId: string) => ({ channelId: 'c', messageId });

let made = 0;
/** A stored answer with pictures of those bytes. */
async function answer(
  changes: Partial<Generation> = {},
  pictures = [`picture ${made}`],
): Promise<Generation> {
  const hashes = await Promise.all(pictures.map(words => world.blobs.put(Buffer.from(words))));
  const record = generationSchema.parse({
    id: `answer${++made}`,
    guildId,
    channelId: 'c',
    memberId: ana,
    prompt: 'a harbour',
    shape: 'square',
    modelName: 'M',
    settings: {
      ...{ model: 'a/b', modelRevision: 'r', prompt: 'a harbour' },
      ...{ width: 8, height: 8, steps: 1, guidance: 0, seed: 1 },
    },
    private: false,
    images: hashes.map((sha256, at) => ({ sha256, seed: at, nudity: harmlessFigures })),
    cached: 0,
    tokens: 1,
    promptTokens: 1,
    createdAt: made,
    deleted: false,
    ...changes,
  });
  await world.generations.put(record.id, record);
  return record;
}
const nova = { id: 'novaid', name: 'Nova', version: 1, standIn: false };
const firstHash = (record: Generation) => record.images[0]?.sha256 ?? '';

describe('the gallery', () => {
  async function seenBy(
    memberId: string,
    filter: object = {},
    place = guildId,
    canView: (channelId: string) => boolean = () => true,
  ) {
    const { generation } = await world.open();
    const asked = { ...viewer(memberId, place), canView, admin: false };
    const found = await generation.gallery(asked, { page: 0, size: 50, ...filter });
    return found.images.map(({ record }) => record.id);
  }

  test('leaves out what was posted in channels that the member cannot view, and counts it nowhere', async () => {
    const open = await answer({ memberId: ben, channelId: 'open' });
    const closed = await answer({ memberId: ben, channelId: 'closed' });
    const ofAna = await answer({ memberId: ben, channelId: 'closed', actor: nova });
    const ofCleo = await answer({ memberId: cleo, channelId: 'gone' });
    const inThread = await answer({ memberId: ben, channelId: 'archived', parentChannelId: 'open' });
    const inClosedThread = await answer({ memberId: ben, channelId: 'archived', parentChannelId: 'closed' });
    const onlyOpen = (channelId: string) => channelId === 'open';
    expect(await seenBy(cleo, {}, guildId, onlyOpen)).toEqual([inThread.id, ofCleo.id, open.id]);
    expect(await seenBy(ana, {}, guildId, onlyOpen)).toEqual([inThread.id, ofAna.id, open.id]);

    const { generation } = await world.open();
    const asked = { ...viewer(cleo), canView: onlyOpen, admin: true };
    expect((await generation.gallery(asked, { page: 0, size: 1 })).total).toBe(3);
    for (const hidden of [closed, ofAna, inClosedThread]) {
      await expect(generation.details(hidden.id, asked)).rejects.toThrow(/channel that you can’t see/);
      expect(await codeOf(generation.requestOf(hidden.id, { ...asked, channelId: 'open' }))).toBe(
        'not-allowed',
      );
    }
    for (const shown of [open, ofCleo, inThread]) {
      expect(await codeOf(generation.details(shown.id, asked))).toBe('ok');
    }
  });

  test('has what was posted in a channel that the member can view, wherever it was asked for', async () => {
    const posts = [{ channelId: 'results', messageId: 'm' }];
    const shown = await answer({ memberId: ben, channelId: 'closed', posts });
    const hidden = await answer({ memberId: ben, channelId: 'closed', posts, private: true });
    const onlyResults = (channelId: string) => channelId === 'results';
    expect(await seenBy(cleo, {}, guildId, onlyResults)).toEqual([shown.id]);
    expect(await seenBy(cleo, { memberId: ben }, guildId, onlyResults)).toEqual([shown.id]);
    const { generation } = await world.open();
    const asked = { ...viewer(cleo), canView: onlyResults };
    expect(await codeOf(generation.details(shown.id, asked))).toBe('ok');
    expect(await codeOf(generation.details(hidden.id, asked))).toBe('not-allowed');
  });

  test('shows one’s own, what is public in the server, and everything that shows oneself', async () => {
    const open = await answer({ memberId: ben });
    const hidden = await answer({ memberId: ben, private: true });
    const hiddenOfNova = await answer({ memberId: ben, private: true, actor: nova });
    const elsewhere = await answer({ memberId: ben, guildId: 'other' });
    expect(await seenBy(ben)).toEqual([hiddenOfNova.id, hidden.id, open.id]);
    expect(await seenBy(ana)).toEqual([hiddenOfNova.id, open.id]);
    expect(await seenBy(cleo)).toEqual([open.id]);
    expect(await seenBy(cleo, {}, 'other')).toEqual([elsewhere.id]);
    expect(await seenBy(ana, { actorId: 'novaid' })).toEqual([hiddenOfNova.id]);
    expect(await seenBy(cleo, { actorId: 'novaid' })).toEqual([]);
    expect(await seenBy(ana, { memberId: ana })).toEqual([]);
  });

  test('in direct messages is of every server, and one’s own only', async () => {
    const mine = await answer({ memberId: ana, private: true });
    const ofMe = await answer({ memberId: ben, private: true, actor: nova, guildId: 'other' });
    await answer({ memberId: ben });
    expect(await seenBy(ana, {}, '@me')).toEqual([ofMe.id, mine.id]);
    expect(await seenBy(cleo, {}, '@me')).toEqual([]);
    const { generation } = await world.open();
    expect(await codeOf(generation.details(ofMe.id, viewer(ana, '@me')))).toBe('ok');
    expect(await codeOf(generation.details(ofMe.id, viewer(cleo, '@me')))).toBe('gone');
    expect(await codeOf(generation.details(ofMe.id, viewer(cleo, 'other')))).toBe('not-allowed');
  });

  test('where the bot is no part of the place, is what one made outside servers, and nobody else’s', async () => {
    const mine = await answer({ memberId: ana, guildId: '@me' });
    const others = await answer({ memberId: ben, guildId: '@me' });
    const inServer = await answer({ memberId: ana });
    const ofMe = await answer({ memberId: ben, private: true, actor: nova });
    const { generation } = await world.open();
    const outside = { ...viewer(ana, '@me'), admin: false, elsewhere: true };
    const found = await generation.gallery(outside, { page: 0, size: 9 });
    expect(found.images.map(({ record }) => record.id)).toEqual([mine.id]);
    expect(found.total).toBe(1);
    expect(await codeOf(generation.details(others.id, outside))).toBe('gone');
    expect(await codeOf(generation.removable(others.id, '@me', ana, false))).toBe('gone');
    expect(await codeOf(generation.details(mine.id, outside))).toBe('ok');
    for (const { id, images } of [inServer, ofMe]) {
      expect(await codeOf(generation.details(id, outside))).toBe('gone');
      expect(await codeOf(generation.toggleFavourite(id, outside))).toBe('gone');
      expect(await codeOf(generation.requestOf(id, { ...outside, channelId: 'c' }))).toBe('gone');
      expect(await generation.madeWith(images[0]?.sha256 ?? '', outside)).toEqual([]);
      expect(await codeOf(generation.details(id, viewer(ana, '@me')))).toBe('ok');
    }
  });

  test('has pages, and the last one where a page is no more', async () => {
    for (let at = 0; at < 7; at++) await answer();
    const { generation } = await world.open();
    const asked = { ...viewer(ana), admin: false };
    const second = await generation.gallery(asked, { page: 1, size: 5 });
    expect([second.images.length, second.page, second.pages, second.total]).toEqual([2, 1, 2, 7]);
    expect((await generation.gallery(asked, { page: 9, size: 5 })).page).toBe(1);
    expect((await generation.gallery(asked, { page: -1, size: 5 })).page).toBe(0);
  });

  test('says what the member may delete', async () => {
    await answer({ memberId: ben });
    await answer({ memberId: ben, actor: nova });
    const { generation } = await world.open();
    const may = async (memberId: string, admin = false) =>
      (await generation.gallery({ ...viewer(memberId), admin }, { page: 0, size: 9 })).images.map(
        image => image.mayDelete,
      );
    expect(await may(ana)).toEqual([true, false]);
    expect(await may(ben)).toEqual([true, true]);
    expect(await may(cleo)).toEqual([false, false]);
    expect(await may(cleo, true)).toEqual([true, true]);
  });

  test('judges pictures by where they are shown, and looks at those that nobody looked at yet', async () => {
    const record = await answer({ memberId: ana }, ['one', 'two']);
    const sexual = { explicit: 0.8, suggestive: 0 };
    const [first, second] = record.images;
    const images = [{ ...first, nudity: sexual }, second] as Generation['images'];
    const here = { guildId, adultChannel: true };
    const shownAs = async (given: Generation['images'], place = here) =>
      (await world.generation.pictures({ ...record, images: given }, place)).map(picture =>
        'withheld' in picture ? picture.withheld : 'shown',
      );
    expect(await shownAs(images)).toEqual(['too-sexual', 'shown']);
    await world.guildSettings.update(guildId, current => ({ ...current, adult: true }));
    expect(await shownAs(images)).toEqual(['shown', 'shown']);
    expect(await shownAs(images, { guildId, adultChannel: false })).toEqual(['too-sexual', 'shown']);
    const unseen = images.map(({ sha256, seed }) => ({ sha256, seed }));
    world.vision.nudity = async () => Promise.reject(new Error('a thread died'));
    expect(await shownAs(unseen)).toEqual(['unchecked', 'unchecked']);
    await world.blobs.delete(firstHash(record));
    expect(await shownAs(images)).toEqual(['missing', 'shown']);
  });
});

test('who made a picture is told to admins and to whoever registered the actor, and of private ones to neither', async () => {
  const actor = { id: 'novaid', name: 'Nova', version: 1, standIn: false };
  const open = await answer({ memberId: ben, actor }, ['the open one']);
  const hidden = await answer({ memberId: ben, actor, private: true }, ['the private one']);
  const makersFor = async ({ images }: Generation, memberId: string, admin = false) =>
    (await world.generation.madeWith(images[0]?.sha256 ?? '', { guildId, memberId, admin })).map(
      record => record.memberId,
    );
  // Ana is shown, Ben made them, Cleo has nothing to do with them.
  for (const record of [open, hidden]) {
    expect(await makersFor(record, ana)).toEqual([ben]);
    expect(await makersFor(record, ben)).toEqual([ben]);
    expect(await makersFor(record, cleo)).toEqual([]);
  }
  expect(await makersFor(open, cleo, true)).toEqual([ben]);
  expect(await makersFor(hidden, cleo, true)).toEqual([]);
});

describe('deleting', () => {
  test('takes the pictures, the record and the message that shows them', async () => {
    const record = await answer({ posts: [post('m1')] });
    const { generation } = await world.open();
    await generation.delete(record.id, guildId, ana, false);
    expect(world.deletedMessages).toEqual(['m1']);
    expect(await world.generations.all()).toEqual([]);
    expect(await world.blobs.list()).toEqual([]);
  });

  test('leaves the message to the answer that stands in for it', async () => {
    const record = await answer({ posts: [post('m1')] });
    const { generation } = await world.open();
    await generation.delete(record.id, guildId, ana, false, { replaced: true });
    expect(world.deletedMessages).toEqual([]);
    expect(await world.generations.all()).toEqual([]);
  });

  test('by the person shown takes the same picture from others, their messages too, and leaves their other ones', async () => {
    const both = await answer({ memberId: ben, actor: nova, posts: [post('m1')] }, ['same', 'other']);
    const one = await answer({ memberId: cleo, actor: nova, posts: [post('m2')], private: true }, ['same']);
    const { generation } = await world.open();
    await generation.delete(one.id, guildId, ana, false);
    expect(world.deletedMessages.sort()).toEqual(['m1', 'm2']);
    expect(await codeOf(generation.details(one.id, viewer(cleo)))).toBe('gone');
    expect((await generation.details(both.id, viewer(ben))).images).toEqual([both.images[1]]);
    expect(await world.blobs.get(firstHash(one))).toBeUndefined();
    expect(await world.blobs.get(both.images[1]?.sha256 ?? '')).toBeDefined();
  });

  test('by whoever registered somebody outside the server is theirs to do, too', async () => {
    const record = await answer({ memberId: ana, actor: { ...nova, id: 'guest', name: 'Guest' } });
    const { generation } = await world.open();
    expect(await codeOf(generation.delete(record.id, guildId, cleo, false))).toBe('not-allowed');
    expect(await codeOf(generation.delete(record.id, guildId, ben, false))).toBe('ok');
  });

  test('goes on after a restart until the message is gone', async () => {
    const record = await answer({ posts: [post('m1')] });
    const { generation } = await world.open();
    world.discord.reachable = false;
    await generation.delete(record.id, guildId, ana, false);
    expect(await codeOf(generation.details(record.id, viewer(ana)))).toBe('gone');
    expect((await generation.ofMember(ana)).flatMap(({ posts }) => posts)).toEqual([post('m1')]);
    const { generation: again } = await world.open();
    await again.sweep();
    expect(await world.generations.all()).toHaveLength(1);
    world.discord.reachable = true;
    await again.sweep();
    expect(world.deletedMessages).toEqual(['m1']);
    expect(await world.generations.all()).toEqual([]);
  });
});

describe('the message of an answer', () => {
  test('is the one that it was asked for in, until another one really shows it', async () => {
    const { record } = await world.ask({ prompt: 'a harbour', post: post('asked') });
    expect((await world.generation.ofMember(ana))[0]?.posts).toEqual([post('asked')]);
    await world.generation.noteShown(record.id, post('late'));
    expect((await world.generation.ofMember(ana))[0]?.posts).toEqual([post('late')]);
  });

  test('is deleted where it shows what was erased meanwhile, as soon as that can be', async () => {
    const { record } = await world.ask({ prompt: 'a harbour' });
    await world.generation.erase([record.id]);
    world.discord.reachable = false;
    await world.generation.noteShown(record.id, post('late'));
    world.discord.reachable = true;
    await world.generation.sweep();
    expect(world.deletedMessages).toEqual(['late']);
  });
});

describe('erasing', () => {
  test('removes records, cache and pictures that nobody else shows, and says which messages showed them', async () => {
    const mine = await world.ask({ prompt: 'a harbour', post: post('m1') });
    const theirs = await world.ask({ prompt: 'a harbour', memberId: ben, post: post('m2') });
    expect(theirs.record.cached).toBe(1);
    const hash = firstHash(mine.record);
    expect(await world.generation.erase([mine.record.id, 'nothing'])).toEqual([post('m1')]);
    expect(await world.blobs.get(hash)).toBeDefined();
    expect(await world.generation.erase([theirs.record.id])).toEqual([post('m2')]);
    expect(await world.blobs.list()).toEqual([]);
    expect(await world.cache.all()).toEqual([]);
    expect(await world.generation.erase([theirs.record.id])).toEqual([]);
    expect(await world.generation.inUse([hash])).toEqual(new Set());
  });

  test('finds what is an actor’s, a member’s and a server’s, after a restart too', async () => {
    const one = await answer({ memberId: ben, actor: nova });
    const two = await answer({ memberId: ana, guildId: 'other' });
    const { generation } = await world.open();
    const ids = async (records: Promise<Generation[]>) => (await records).map(({ id }) => id);
    expect(await ids(generation.ofActor('novaid'))).toEqual([one.id]);
    expect(await ids(generation.ofMember(ana))).toEqual([two.id]);
    expect(await ids(generation.ofGuild('other'))).toEqual([two.id]);
    const hashes = [firstHash(one), firstHash(two)];
    expect(await generation.inUse([...hashes, 'f'.repeat(64)])).toEqual(new Set(hashes));
  });

  test('what is kept of an actor in the cache alone goes with `dropCached`, and at the next start what was left behind', async () => {
    const hash = await world.blobs.put(Buffer.from('left over'));
    const old = { createdAt: 0 };
    await world.cache.put('k1', { key: 'k1', sha256: hash, actorId: 'novaid', createdAt: world.now() });
    await world.cache.put('k2', {
      key: 'k2',
      nudity: harmlessFigures,
      actorId: 'novaid',
      createdAt: world.now(),
    });
    await world.cache.put('k3', {
      key: 'k3',
      nudity: harmlessFigures,
      actorId: 'other',
      createdAt: world.now(),
    });
    await world.generation.dropCached('novaid');
    expect((await world.cache.all()).map(({ key }) => key)).toEqual(['k3']);
    expect(await world.blobs.list()).toEqual([]);
    await world.cache.put('k4', { key: 'k4', nudity: harmlessFigures, ...old });
    await world.cache.put('k5', { key: 'k5', sha256: await world.blobs.put(Buffer.from('x')), ...old });
    await world.open();
    expect((await world.cache.all()).map(({ key }) => key)).toEqual(['k3']);
    expect(await world.blobs.list()).toEqual([]);
  });
});

test('records of earlier versions are read: their pictures are looked at when they are shown, deleted ones go', async () => {
  const { record } = await world.ask({ prompt: 'a harbour' });
  const { posts: _posts, stalePosts: _stale, ...old } = record;
  const images = record.images.map(({ sha256, seed }) => ({ sha256, seed }));
  await world.generations.put('old', { ...old, id: 'old', images } as unknown as Generation);
  await world.generations.put('older', { ...old, id: 'older', deleted: true } as unknown as Generation);
  const { generation } = await world.open();
  const found = await generation.details('old', viewer(ben));
  expect(await generation.pictures(found, { guildId, adultChannel: false })).toEqual([
    { bytes: expect.any(Buffer) },
  ]);
  expect((await world.generations.all()).map(({ id }) => id).sort()).toEqual(['old', record.id].sort());
});
