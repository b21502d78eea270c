import { DiscordAPIError } from 'discord.js';
import { pino } from 'pino';
import sharp from 'sharp';
import { beforeEach, expect, test, vi } from 'vitest';
import { viewOf } from '../discord/testing/view-of.ts';
import { UserError } from '../errors.ts';
import { albumIndexes, albumSchema } from '../services/albums/album.ts';
import { type Albums, createAlbums } from '../services/albums/albums-service.ts';
import type { Generation } from '../services/generation/generation.ts';
import { ana, ben, channelId, generationOf, guildId } from '../services/privacy/testing/records.ts';
import { guildSettingsSchema } from '../services/settings/settings-service.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import { createAlbumPosts } from './album-posts.ts';

const refusal = (code: number, status: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'https://discord', {});

const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#345' } })
  .png()
  .toBuffer();
const viewer = { guildId, memberId: ana, canView: () => true };
const place = { ...viewer, channelId, placeId: channelId, adultChannel: false };

let store: ReturnType<typeof openMemoryStore>;
let albums: Albums;
let made: Map<string, Generation>;
/** The messages at Discord, by their ids, with the images that each shows. */
let there: Map<string, string[]>;
let direct: string[];
/** `of`: only for this message. */
let fails: { send?: unknown; edit?: unknown; of?: string };
/** What happens while Discord has a message, before the bot hears of it. */
let meanwhile: () => Promise<unknown>;
let edits: number;
let clock: number;
beforeEach(async () => {
  store = openMemoryStore();
  [made, there, direct, fails, clock] = [new Map(), new Map(), [], {}, 0];
  [meanwhile, edits] = [async () => {}, 0];
  for (const [id, by] of [
    ['one', ana],
    ['two', ana],
    ['of-ben', ben],
  ] as const)
    made.set(id, generationOf(id, 'prompt', { memberId: by, guildId, channelId, actor: undefined }));
  albums = createAlbums({
    collection: await store.collection('albums', albumSchema, albumIndexes),
    generation: {
      async details(id, { memberId, canView }) {
        const record = made.get(id);
        if (!record || (record.memberId !== memberId && !canView(record.channelId)))
          throw new UserError('gone', () => 'not kept');
        return record;
      },
      existing: async ids => ids.flatMap(id => made.get(id) ?? []),
      pictures: async () => [{ bytes }],
    },
    actors: {
      askable: async () => Promise.reject(new Error('nobody is in them')),
      spokenFor: async () => [],
    },
    safety: { checkPrompt: async () => {} },
    onDue: () => {},
    now: () => ++clock,
  });
});
const shownIn = (view: unknown) =>
  [...JSON.stringify(view).matchAll(/attachment:\/\/([\w-]+)\.jpg/g)].map(([, id]) => id ?? '');
const posts = () =>
  createAlbumPosts({
    albums,
    generation: { pictures: async () => [{ bytes }] },
    settings: { get: id => guildSettingsSchema.parse({ guildId: id }) },
    messages: {
      async send(_channel, told, { key }) {
        if (fails.send) throw fails.send;
        there.set(key, shownIn(await viewOf(told)));
        await meanwhile();
        return key;
      },
      async edit(_channel, id, told) {
        if (fails.edit && (fails.of ?? id) === id) throw fails.edit;
        edits++;
        there.set(id, shownIn(await viewOf(told)));
        await meanwhile();
      },
      find: async (_channel, mark) =>
        [...there.keys()].find(key => key === `album-${mark.slice('album-take-down:'.length)}`),
      delete: async (_channel, id) => (there.delete(id) ? 'deleted' : 'absent'),
      async sendDirect(memberId) {
        direct.push(memberId);
        return { channelId: 'dm', messageId: 'dm' };
      },
    },
    now: () => ++clock,
    logger: pino({ level: 'silent' }),
  });
async function shownAlbum(images: string[]) {
  const { album } = await albums.add(viewer, { name: 'Best' }, images);
  await albums.show(place, album.id, 0);
  return album;
}
const left = async () => (await albums.ofMember(ana)).flatMap(({ shown }) => shown);

test('killed between its sending and its noting, it is found again and not sent twice', async () => {
  const album = await shownAlbum(['one', 'two']);
  const [waiting] = await left();
  there.set(`album-${waiting?.id}`, ['one', 'two']);
  made.delete('two');
  await posts().sweep();
  expect([...there]).toEqual([[`album-${waiting?.id}`, ['one']]]);
  expect(await left()).toMatchObject([{ messageId: `album-${waiting?.id}`, images: ['one'] }]);
  await posts().sweep();
  expect(there.size).toBe(1);
  expect((await albums.open(place, album.id, 0)).total).toBe(1);
});

test('an image that goes is taken out, a killed process’s too; the last one takes the message with it', async () => {
  await shownAlbum(['one', 'two', 'of-ben']);
  const before = posts();
  await before.sweep();
  expect([...there.values()]).toEqual([['one', 'two', 'of-ben']]);
  // Noted as leaving by a process that was killed before it could say that it is gone.
  await albums.leaving(['two']);
  await before.sweep();
  made.delete('two');
  await posts().sweep();
  expect([...there.values()]).toEqual([['one', 'of-ben']]);
  for (const id of ['one', 'of-ben']) made.delete(id);
  const after = posts();
  after.imagesGone(['one', 'of-ben']);
  await after.stop();
  await posts().sweep();
  expect(there.size).toBe(0);
  expect(await left()).toEqual([]);
});

test('a message that cannot be edited is deleted; while Discord is away, it is tried again', async () => {
  const album = await shownAlbum(['one', 'two']);
  const one = posts();
  await one.sweep();
  fails = { edit: new TypeError('fetch failed') };
  await albums.takeOut(place, album.id, ['two']);
  await one.sweep();
  expect([...there.values()]).toEqual([['one', 'two']]);
  fails = { edit: refusal(50_005, 403) };
  await one.sweep();
  expect(there.size).toBe(0);
  expect(await left()).toEqual([]);
});

test('where the bot can’t write, the member is told, and nothing is tried again', async () => {
  fails = { send: refusal(50_013, 403) };
  await shownAlbum(['one']);
  await posts().sweep();
  expect([direct, await left()]).toEqual([[ana], []]);
});

test('an album that is deleted goes with its messages, and one of each name is made at once', async () => {
  const album = await shownAlbum(['one']);
  const one = posts();
  await one.sweep();
  await albums.remove(place, album.id);
  expect(await albums.of(place)).toEqual([]);
  await expect(albums.open(place, album.id, 0)).rejects.toThrow(/don’t have that album/);
  await one.sweep();
  expect([there.size, await albums.ofMember(ana)]).toEqual([0, []]);
  const both = await Promise.all(['one', 'two'].map(id => albums.add(viewer, { name: 'Same' }, [id])));
  expect(new Set(both.map(({ album: { id } }) => id)).size).toBe(1);
  // Nobody else opens it.
  const { id } = both[0]?.album ?? { id: '' };
  await expect(albums.open({ ...viewer, memberId: ben }, id, 0)).rejects.toThrow(/don’t have that album/);
  await expect(albums.takeOut({ guildId, memberId: ben }, id, ['one'])).rejects.toThrow(/that album/);
});

test('what is asked for while a message is on its way to Discord is not forgotten', async () => {
  const album = await shownAlbum(['one', 'two', 'of-ben']);
  const [waiting] = await left();
  const shownId = waiting?.id ?? '';
  const one = posts();
  meanwhile = async () => {
    meanwhile = async () => {};
    await albums.takeOut(place, album.id, ['one']);
  };
  await one.sweep();
  await one.sweep();
  expect([...there.values()]).toEqual([['two', 'of-ben']]);
  // While it is drawn anew for something else, too.
  await albums.takeOut(place, album.id, ['two']);
  meanwhile = async () => {
    meanwhile = async () => {};
    await albums.takeDown(shownId, { guildId, memberId: ben, admin: false });
  };
  await one.sweep();
  await one.sweep();
  expect([there.size, await left()]).toEqual([0, []]);
});

test('an image of which a picture went is drawn once more, and not again and again', async () => {
  await shownAlbum(['one']);
  const one = posts();
  await one.sweep();
  await albums.leaving(['one']);
  one.imagesGone(['one']);
  await vi.waitFor(() => expect(edits).toBeGreaterThan(0));
  await one.sweep();
  const before = edits;
  await posts().sweep();
  expect(edits).toBe(before);
});

test('of a channel that is closed to its member by now, an album has nothing', async () => {
  const { album } = await albums.add(viewer, { name: 'Best' }, ['one', 'of-ben']);
  const { images, total } = await albums.open({ ...viewer, canView: () => false }, album.id, 0);
  expect([images.map(({ id }) => id), total]).toEqual([['one'], 1]);
  expect((await albums.open(viewer, album.id, 0)).total).toBe(2);
});

test('an image that was to go, and stays, does not have its messages drawn time and again', async () => {
  await shownAlbum(['one', 'two']);
  const one = posts();
  await one.sweep();
  await albums.leaving(['two']);
  await one.sweep();
  const before = edits;
  await one.sweep();
  expect(edits).toBe(before);
  made.delete('two');
  await one.sweep();
  expect([...there.values()]).toEqual([['one']]);
});

test('a message that Discord can’t edit yet keeps no other one from losing an image', async () => {
  const album = await shownAlbum(['one', 'two']);
  await albums.show(place, album.id, 0);
  const one = posts();
  await one.sweep();
  const [first, second] = [...there.keys()];
  fails = { edit: new TypeError('fetch failed'), of: first ?? '' };
  await albums.takeOut(place, album.id, ['two']);
  await one.sweep();
  expect([there.get(first ?? ''), there.get(second ?? '')]).toEqual([['one', 'two'], ['one']]);
  fails = {};
  await one.sweep();
  expect([...there.values()]).toEqual([['one'], ['one']]);
});
