import { DiscordAPIError } from 'discord.js';
import { pino } from 'pino';
import { beforeEach, expect, test, vi } from 'vitest';
import { viewOf } from '../discord/testing/view-of.ts';
import type { Post } from '../services/actors/actor.ts';
import { createActorsService } from '../services/actors/actors-service.ts';
import { actorCollections } from '../services/actors/testing/actor-collections.ts';
import { digestIndexes, digestSchema } from '../services/digest/digest-record.ts';
import { createDigests, type Digest, type Digests } from '../services/digest/digest-service.ts';
import type { Generation } from '../services/generation/generation.ts';
import { memoryBlobs } from '../services/privacy/testing/outside-world.ts';
import { actorOf, ana, ben, generationOf } from '../services/privacy/testing/records.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import type { View } from '../views/components.ts';
import { createDigestPosts } from './digests.ts';

const hour = 60 * 60_000;
/** A Monday. */
const monday = Date.UTC(2026, 2, 9);
const closed = () =>
  new DiscordAPIError({ code: 50007, message: 'no' }, 50007, 403, 'POST', 'https://discord', {});

let store: ReturnType<typeof openMemoryStore>;
let clock: number;
let made: Generation[];
let sent: { to: string; ids: string[] }[];
let edited: string[][];
let deleted: string[];
let fails: unknown;
let foundDirect: Post | undefined;
let whileSending: () => void;
let whileEditing: () => Promise<void>;
beforeEach(async () => {
  store = openMemoryStore();
  [clock, made, sent, edited, deleted, fails, foundDirect] = [
    monday - hour,
    [],
    [],
    [],
    [],
    undefined,
    undefined,
  ];
  whileSending = () => undefined;
  whileEditing = async () => undefined;
  const { actors } = await actorCollections(store);
  await actors.put(
    'nova',
    actorOf('nova', {
      createdAt: monday - 100 * hour,
      consent: { state: 'granted', memberId: ana, textVersion: 4, text: '', at: monday - 100 * hour },
    }),
  );
  make('one', monday - 20 * hour);
  make('own', monday - 10 * hour, ana);
});
const make = (id: string, createdAt: number, memberId = ben) =>
  made.push(
    generationOf(id, id, {
      createdAt,
      memberId,
      actor: { id: 'nova', name: 'Nova', version: 0, standIn: false },
    }),
  );
async function outdatedOf(digests: Digests): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of digests.outdated()) ids.push(id);
  return ids;
}
/** As a deletion does it: noted first. */
async function remove(id: string, digests: Digests): Promise<void> {
  await digests.leaving([id]);
  made = made.filter(one => one.id !== id);
}
const idsIn = (view: View) => JSON.parse(JSON.stringify(view.components)) as string[];

/** A process: what it does is in the store, and at Discord. */
async function start() {
  const people = await actorCollections(store);
  const noPhotos = { take: async () => [], thumbnail: async (bytes: Buffer) => bytes };
  const actors = await createActorsService({
    ...people,
    photos: noPhotos,
    blobs: memoryBlobs(),
    now: () => clock,
  });
  const digests = createDigests({
    collection: await store.collection('digests', digestSchema, digestIndexes),
    actors,
    generation: {
      async madeBetween(_actorId, from, to, { notBy, most }) {
        const found = made.filter(
          one => one.createdAt >= from && one.createdAt < to && one.memberId !== notBy,
        );
        return { images: found.slice(0, most), total: found.length };
      },
      existing: async ids => made.filter(({ id }) => ids.includes(id)),
    },
    now: () => clock,
  });
  const posts = createDigestPosts({
    digests,
    draw: async (digest: Digest) => ({ components: digest.images.map(({ id }) => id) as never }),
    messages: {
      async sendDirect(memberId, view) {
        if (fails) throw fails;
        whileSending();
        sent.push({ to: memberId, ids: idsIn(await viewOf(view)) });
        return { channelId: 'dm', messageId: `m${sent.length}` };
      },
      findDirect: async () => foundDirect,
      async edit(_channelId, _messageId, view) {
        await whileEditing();
        edited.push(idsIn(await viewOf(view)));
      },
      async delete(_channelId, messageId) {
        deleted.push(messageId);
        return 'deleted';
      },
    },
    logger: pino({ level: 'silent' }),
  });
  return { actors, digests, posts };
}

test('what others made comes once, on the Monday, through restarts', async () => {
  await (await start()).posts.sweep();
  expect(sent).toEqual([]);
  clock = monday + hour;
  for (let again = 0; again < 2; again++) {
    const { posts } = await start();
    await Promise.all([posts.sweep(), posts.sweep()]);
  }
  expect(sent).toEqual([{ to: ana, ids: ['one'] }]);
  clock += 7 * 24 * hour;
  await (await start()).posts.sweep();
  expect(sent).toHaveLength(1);
});

test('after three weeks away it is one', async () => {
  const { posts } = await start();
  clock = monday + hour;
  await posts.sweep();
  for (const week of [1, 2, 3]) make(`later${week}`, clock + week * 7 * 24 * hour - 2 * 24 * hour);
  clock += 21 * 24 * hour;
  await (await start()).posts.sweep();
  expect(sent.map(({ ids }) => ids)).toEqual([['one'], ['later1', 'later2', 'later3']]);
});

test('a process that is killed between sending and noting sends nothing twice', async () => {
  clock = monday + hour;
  whileSending = () => {
    throw new Error('killed');
  };
  await (await start()).posts.sweep();
  whileSending = () => undefined;
  foundDirect = { channelId: 'dm', messageId: 'there' };
  await (await start()).posts.sweep();
  await (await start()).posts.sweep();
  expect(sent).toEqual([]);
  const { posts, digests } = await start();
  await remove('one', digests);
  posts.imagesGone(['one']);
  await posts.stop();
  // The message that was found is the one that is drawn anew.
  expect(edited).toEqual([[]]);
});

test('who takes no direct messages reads so on the card, and the next one has what was missed', async () => {
  clock = monday + hour;
  fails = closed();
  const { posts, actors } = await start();
  await posts.sweep();
  await posts.sweep();
  expect((await actors.byId('nova'))?.digest).toMatchObject({ closedAt: clock });
  make('two', monday + 30 * hour);
  clock += 7 * 24 * hour;
  fails = undefined;
  await posts.sweep();
  expect(sent.map(({ ids }) => ids)).toEqual([['one', 'two']]);
  expect((await actors.byId('nova'))?.digest).not.toHaveProperty('closedAt');
});

test('what is deleted goes from the digest, also while it is sent, and after a kill', async () => {
  make('two', monday - 5 * hour);
  make('three', monday - 4 * hour);
  clock = monday + hour;
  whileSending = () => {
    made = made.filter(({ id }) => id !== 'one');
  };
  const { posts, digests } = await start();
  await posts.sweep();
  expect(edited).toEqual([['three', 'two']]);
  await remove('two', digests);
  posts.imagesGone(['two']);
  await posts.stop();
  expect(edited.at(-1)).toEqual(['three']);
  await remove('three', digests);
  await (await start()).posts.sweep();
  expect(edited.at(-1)).toEqual([]);
});

test('what could not be taken out of it is, later; of two at once the last one stands', async () => {
  make('two', monday - 5 * hour);
  make('three', monday - 4 * hour);
  clock = monday + hour;
  const { posts, digests } = await start();
  await posts.sweep();
  await remove('one', digests);
  whileEditing = () => Promise.reject(new Error('Discord cannot be reached'));
  posts.imagesGone(['one']);
  await posts.stop();
  expect(edited).toEqual([]);
  whileEditing = async () => undefined;
  const next = (await start()).posts;
  await next.sweep();
  expect(edited).toEqual([['three', 'two']]);

  let first: (() => void) | undefined;
  whileEditing = () => (first ? Promise.resolve() : new Promise<void>(resolve => (first = resolve)));
  await remove('two', digests);
  next.imagesGone(['two']);
  await vi.waitUntil(() => first);
  await remove('three', digests);
  next.imagesGone(['three']);
  await new Promise(resolve => setImmediate(resolve));
  first?.();
  await next.stop();
  expect(edited.at(-1)).toEqual([]);
});

test('of an image that lost one of its pictures the digest is drawn anew, too', async () => {
  const image = made[0] as Generation;
  const [first] = image.images;
  image.images = [first, { ...first, sha256: 'other', seed: 2 }] as Generation['images'];
  clock = monday + hour;
  const { posts, digests } = await start();
  await posts.sweep();
  await digests.leaving(['one']);
  image.images.pop();
  await (await start()).posts.sweep();
  expect(edited).toEqual([['one']]);
  await (await start()).posts.sweep();
  expect(edited).toHaveLength(1);
});

test('a start looks at those digests alone whose images were about to be deleted', async () => {
  clock = monday + hour;
  const { posts, digests } = await start();
  await posts.sweep();
  expect(await outdatedOf(digests)).toEqual([]);
  // It was noted, and not deleted: killed before.
  await digests.leaving(['one', 'unknown']);
  expect(await outdatedOf(digests)).toEqual([]);
  made = [];
  expect(await outdatedOf(digests)).toEqual([`nova-${monday}`]);
});

test('after 90 days the pictures are taken out of the message, whatever happens in between, and the record goes', async () => {
  clock = monday + hour;
  const { posts, digests } = await start();
  await posts.sweep();
  clock = monday + 90 * 24 * hour;
  await posts.sweep();
  expect(await digests.ofActors(['nova'])).toHaveLength(1);
  clock += 1;
  whileEditing = () => Promise.reject(new Error('killed'));
  await posts.sweep();
  expect(await digests.ofActors(['nova'])).toHaveLength(1);
  whileEditing = async () => undefined;
  await (await start()).posts.sweep();
  expect(JSON.stringify(edited)).toMatch(/more than 90 days old, so I removed its pictures/);
  expect(await digests.ofActors(['nova'])).toEqual([]);
});

test('an actor that goes while its digest is sent takes the message along', async () => {
  clock = monday + hour;
  const { posts, actors, digests } = await start();
  whileSending = () => undefined;
  const remove = actors.remove('nova');
  await remove;
  await posts.sweep();
  expect(sent).toEqual([]);
  expect(await digests.ofActors(['nova'])).toEqual([]);
});

test('the person shown chooses how often, and after a time without any it begins anew', async () => {
  clock = monday + hour;
  const { posts, digests } = await start();
  await expect(digests.choose(ben, 'nova', 'never')).rejects.toMatchObject({ code: 'not-allowed' });
  await digests.choose(ana, 'nova', 'never');
  await posts.sweep();
  expect(sent).toEqual([]);
  await digests.choose(ana, 'nova', 'daily');
  make('two', clock + hour);
  clock += 24 * hour;
  await posts.sweep();
  expect(sent.map(({ ids }) => ids)).toEqual([['two']]);
});
