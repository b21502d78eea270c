import { onOneLine } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { Post } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Viewer } from '../generation/archive/archive.ts';
import { actorIdsOf, type Generation } from '../generation/generation.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { Collection } from '../storage/collection.ts';
import { recordsFound } from '../storage/found-records.ts';
import { newId } from '../storage/id.ts';
import type { Where } from '../storage/refs.ts';
import { createTurns } from '../storage/turns.ts';
import { type Album, albumNameMost } from './album.ts';
import { type AlbumMessages, createAlbumMessages } from './album-messages.ts';
import { createMayShow, type NotShown, type ShowingPlace } from './may-show.ts';

/** Of one member in one server. */
export const albumsMost = 15;
/** In one album. */
export const imagesMost = 100;
/** What one message has room for. */
export const pageSize = 10;
/** Messages that show one album. */
const messagesMost = 20;

/** Whose albums, and where. */
export interface Whose {
  guildId: string;
  memberId: string;
}

/** Images of an album; those that are gone, or in a channel that is closed to its member by now, are left out. */
export interface AlbumPage {
  album: Album;
  images: Generation[];
  /** From 0; the last one where the page that was asked for does not exist any more. */
  page: number;
  pages: number;
  total: number;
}

/** Images that members put together under a name, and show in channels. Each member sees and changes their own. */
export interface Albums extends AlbumMessages {
  of(whose: Whose): Promise<Album[]>;
  /** @throws UserError gone */
  open(viewer: Viewer, id: string, page: number): Promise<AlbumPage>;
  /**
   * Puts images that the member sees into an album of theirs: the one with that id, or one with that name, which is made
   * where there is none. Resolves to it, and to how many are new in it.
   * @throws UserError bad-input | blocked | gone
   */
  add(
    viewer: Viewer,
    to: { id: string } | { name: string },
    imageIds: readonly string[],
  ): Promise<{ album: Album; added: number }>;
  /** From the album and the messages that show it. @throws UserError gone */
  takeOut(whose: Whose, id: string, imageIds: readonly string[]): Promise<void>;
  /** With the messages that show it. The images stay. @throws UserError gone */
  remove(whose: Whose, id: string): Promise<Album>;
  /**
   * Shows a page of it in a channel, as soon as it can be sent: the images that may be shown there.
   * @throws UserError gone | bad-input where there are none
   */
  show(
    place: ShowingPlace & Viewer,
    id: string,
    page: number,
  ): Promise<{ shown: number; leftOut: readonly NotShown[] }>;
  /** Takes a message down; for who showed it, who made or is in one of its images, and admins. @throws UserError gone | not-allowed */
  takeDown(shownId: string, by: Whose & { admin: boolean }): Promise<void>;
  /** The servers that albums are of. */
  guildIds(): Promise<string[]>;
  /** For their export; the latest first. */
  ofMember(memberId: string): Promise<Album[]>;
  /** The messages are the caller's to delete: they are handed over before the records that name them go. */
  forget(
    whose: { memberId: string; guildId?: string | undefined } | { guildId: string },
    handOver: (posts: Post[]) => Promise<unknown>,
  ): Promise<void>;
}

export function createAlbums({
  collection,
  generation,
  actors,
  safety,
  onDue,
  now,
}: {
  /** Opened with `albumIndexes`. */
  collection: Collection<Album>;
  generation: Pick<GenerationService, 'details' | 'existing' | 'pictures'>;
  actors: Pick<ActorsService, 'askable' | 'spokenFor'>;
  safety: Pick<SafetyService, 'checkPrompt'>;
  /** Messages have to be sent, drawn anew or deleted. Returns at once. */
  onDue: () => void;
  now: () => number;
}): Albums {
  const mayShow = createMayShow({ actors, generation });

  /** What one member does at once must not make two albums of one name. */
  const inTurn = createTurns();
  const found = (where: Where) => recordsFound<Album>(collection, where);

  const isOf = (album: Album | undefined, { guildId, memberId }: Whose): album is Album =>
    album !== undefined && album.guildId === guildId && album.memberId === memberId && !album.deleted;

  const of = async (whose: Whose) =>
    (await found({ index: 'member', value: whose.memberId }))
      .filter(album => isOf(album, whose))
      .sort((a, b) => a.name.localeCompare(b.name));

  /** @throws UserError gone */
  async function theirs(whose: Whose, id: string): Promise<Album> {
    const album = await collection.get(id);
    if (!isOf(album, whose)) throw gone();
    return album;
  }

  /** @throws UserError gone */
  async function change(whose: Whose, id: string, how: (album: Album) => Album): Promise<Album> {
    let changed: Album | undefined;
    await collection.update(id, album => {
      changed = isOf(album, whose) ? how(album) : undefined;
      return changed;
    });
    if (!changed) throw gone();
    onDue();
    return changed;
  }

  async function seen(id: string, viewer: Viewer): Promise<Generation[]> {
    try {
      return [await generation.details(id, viewer)];
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  }

  async function open(viewer: Viewer, id: string, asked: number): Promise<AlbumPage> {
    const album = await theirs(viewer, id);
    const all = (await Promise.all(album.images.map(one => seen(one, viewer)))).flat();
    const pages = Math.max(1, Math.ceil(all.length / pageSize));
    const page = Math.min(Math.max(0, asked), pages - 1);
    const images = all.slice(page * pageSize, (page + 1) * pageSize);
    return { album, images, page, pages, total: all.length };
  }

  /** @throws UserError bad-input | blocked */
  async function named({ guildId, memberId }: Whose, typed: string): Promise<string> {
    const name = onOneLine(typed);
    if (!/[\p{L}\p{N}]/u.test(name) || [...name].length > albumNameMost)
      throw new UserError('bad-input', said('albums.nameLength', { most: albumNameMost }));
    // Everybody in a channel may come to read it, beside images of real people.
    await safety.checkPrompt({ guildId, memberId, adultChannel: false, fromPhoto: true, prompt: name });
    return name;
  }

  async function target(whose: Whose, to: { id: string } | { name: string }): Promise<Album> {
    if ('id' in to) return theirs(whose, to.id);
    const name = await named(whose, to.name);
    const mine = await of(whose);
    const same = mine.find(album => album.name.toLowerCase() === name.toLowerCase());
    if (same) return same;
    if (mine.length >= albumsMost)
      throw new UserError('bad-input', said('albums.tooMany', { most: albumsMost }));
    const { guildId, memberId } = whose;
    return { id: newId(), guildId, memberId, name, images: [], shown: [], createdAt: now() };
  }

  return {
    ...createAlbumMessages({ collection, generation }),
    of,
    open,

    async add(viewer, to, imageIds) {
      const { guildId, memberId } = viewer;
      const added: string[] = [];
      for (const id of imageIds) added.push((await generation.details(id, viewer)).id);
      return inTurn(memberId, async () => {
        const start = await target({ guildId, memberId }, to);
        let count = 0;
        const album = await collection.update(start.id, stored => {
          const current = stored ?? ('name' in to ? start : undefined);
          if (!isOf(current, { guildId, memberId })) return undefined;
          const images = [...new Set([...current.images, ...added])];
          count = images.length - current.images.length;
          if (images.length > imagesMost)
            throw new UserError('bad-input', said('albums.full', { most: imagesMost }));
          return { ...current, images };
        });
        if (!isOf(album, { guildId, memberId })) throw gone();
        return { album, added: count };
      });
    },

    async takeOut(whose, id, imageIds) {
      await change(whose, id, album => ({
        ...album,
        images: album.images.filter(one => !imageIds.includes(one)),
        changed: newId(),
      }));
    },

    remove: (whose, id) => change(whose, id, album => ({ ...album, deleted: true })),

    async show(place, id, asked) {
      const { album, images } = await open(place, id, asked);
      if (images.length === 0) throw new UserError('bad-input', said('albums.empty'));
      const judged = await Promise.all(images.map(image => mayShow(image, place)));
      const shown = images.filter((_image, nth) => judged[nth] === undefined).map(image => image.id);
      const leftOut = judged.filter(why => why !== undefined);
      if (shown.length === 0) throw new UserError('bad-input', said(notShown[leftOut[0] ?? 'withheld']));
      const { channelId, placeId, adultChannel } = place;
      await change(place, album.id, current => {
        if (current.shown.length >= messagesMost)
          throw new UserError('bad-input', said('albums.tooManyMessages', { most: messagesMost }));
        const message = { id: newId(), channelId, placeId, adultChannel, images: shown, at: now() };
        return { ...current, shown: [...current.shown, message] };
      });
      return { shown: shown.length, leftOut };
    },

    async takeDown(shownId, { guildId, memberId, admin }) {
      const [album] = await found({ index: 'shown', value: shownId });
      const message = album?.shown.find(({ id }) => id === shownId);
      if (!album || !message || album.guildId !== guildId) throw gone();
      const mine = new Set(await actors.spokenFor(memberId));
      const isTheirs = (await generation.existing(message.images)).some(
        image => image.memberId === memberId || actorIdsOf(image).some(id => mine.has(id)),
      );
      if (album.memberId !== memberId && !admin && !isTheirs)
        throw new UserError('not-allowed', said('albums.notYours'));
      // Of a message that shows nothing, nothing is left.
      await collection.update(
        album.id,
        current =>
          current && {
            ...current,
            changed: newId(),
            shown: current.shown.map(one => (one.id === shownId ? { ...one, images: [] } : one)),
          },
      );
      onDue();
    },

    guildIds: () => collection.values('guild'),
    ofMember: memberId => found({ index: 'member', value: memberId }),

    async forget(whose, handOver) {
      const { guildId } = whose;
      const where =
        'memberId' in whose
          ? { index: 'member', value: whose.memberId }
          : { index: 'guild', value: whose.guildId };
      for (const { id } of (await found(where)).filter(
        album => guildId === undefined || album.guildId === guildId,
      )) {
        // In turn with what is being noted: a message that was noted before is among them.
        const album = await collection.update(id, () => undefined);
        await handOver(
          (album?.shown ?? []).flatMap(({ channelId, messageId }) =>
            messageId === undefined ? [] : [{ channelId, messageId }],
          ),
        );
        await collection.delete(id);
      }
    },
  };
}

const gone = () => new UserError('gone', said('albums.gone'));

const notShown = {
  'made-elsewhere': 'albums.madeElsewhere',
  'not-agreed': 'albums.notAgreed',
  withheld: 'albums.withheld',
} as const satisfies Record<NotShown, string>;
