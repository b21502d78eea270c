import type { Generation } from '../generation/generation.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { Collection } from '../storage/collection.ts';
import { eachRecord } from '../storage/found-records.ts';
import { newId } from '../storage/id.ts';
import type { Album, ShownAlbum } from './album.ts';

/** What the messages that show albums are sent, drawn anew and deleted by. */
export interface AlbumMessages {
  /** Notes that these images, or some pictures of them, are about to be deleted: a killed process finds it again. */
  leaving(imageIds: readonly string[]): Promise<void>;
  /** They are deleted. */
  gone(imageIds: readonly string[]): Promise<void>;
  /** Albums with messages that may not be as they should. */
  due(): AsyncIterable<Album>;
  /** The images that the message may still show. */
  stillIn(album: Album, shown: ShownAlbum): Promise<Generation[]>;
  /** False if the album went meanwhile: then the message has to be taken back. */
  sent(albumId: string, shownId: string, messageId: string): Promise<boolean>;
  /** The message shows these by now, less what was taken from it meanwhile; without any, it is gone. */
  drawn(albumId: string, shownId: string, imageIds: readonly string[]): Promise<void>;
  /** Its messages are as they should be: images that are gone are struck out, and an album that was deleted goes. */
  settle(album: Album): Promise<void>;
}

export function createAlbumMessages({
  collection,
  generation,
}: {
  collection: Collection<Album>;
  generation: Pick<GenerationService, 'existing'>;
}): AlbumMessages {
  const change = (id: string, how: (album: Album) => Album) =>
    collection.update(id, album => album && how(album));

  return {
    async leaving(imageIds) {
      for await (const { id } of eachRecord(collection, { index: 'image', value: imageIds }))
        await change(id, album => {
          const known = new Set([...album.images, ...album.shown.flatMap(({ images }) => images)]);
          const going = imageIds.filter(one => known.has(one));
          return { ...album, leaving: [...new Set([...(album.leaving ?? []), ...going])] };
        });
    },

    async gone(imageIds) {
      for await (const { id } of eachRecord(collection, { index: 'image', value: imageIds }))
        await change(id, ({ leaving = [], ...album }) => {
          const going = leaving.filter(one => !imageIds.includes(one));
          // What was noted before may have been looked at before they went.
          return { ...album, ...(going.length > 0 ? { leaving: going } : {}), changed: newId() };
        });
    },

    due: () => eachRecord(collection, { index: 'due', value: 'due' }),

    async stillIn(album, { images }) {
      if (album.deleted) return [];
      const wanted = images.filter(id => album.images.includes(id));
      const there = new Map((await generation.existing(wanted)).map(record => [record.id, record]));
      return wanted.flatMap(id => there.get(id) ?? []);
    },

    async sent(albumId, shownId, messageId) {
      const album = await change(albumId, current => ({
        ...current,
        shown: current.shown.map(one => (one.id === shownId ? { ...one, messageId } : one)),
      }));
      return album?.shown.some(({ id }) => id === shownId) === true;
    },

    async drawn(albumId, shownId, imageIds) {
      await change(albumId, album => ({
        ...album,
        shown: album.shown.flatMap(one => {
          if (one.id !== shownId) return [one];
          const left = imageIds.filter(image => one.images.includes(image));
          return imageIds.length === 0 ? [] : [{ ...one, images: left }];
        }),
      }));
    },

    async settle({ id, images: seen, changed: seenChanged }) {
      const there = new Set((await generation.existing(seen)).map(record => record.id));
      const left = await change(id, ({ leaving = [], changed, ...album }) => {
        const images = album.images.filter(one => there.has(one) || !seen.includes(one));
        // One that is still there is about to go.
        const going = leaving.filter(
          one => images.includes(one) || album.shown.some(shown => shown.images.includes(one)),
        );
        return {
          ...album,
          images,
          ...(going.length > 0 ? { leaving: going } : {}),
          // What changed since then has not been looked at.
          ...(changed && changed !== seenChanged ? { changed } : {}),
        };
      });
      if (left?.deleted && left.shown.length === 0) await collection.delete(id);
    },
  };
}
