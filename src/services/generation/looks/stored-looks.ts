import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { createKnownLooks } from '../../vision/looks/known-looks.ts';
import { lookOf } from '../../vision/looks/look.ts';
import type { CachedImage } from '../generation.ts';

/** The looks of the pictures that are kept. */
export interface StoredLooks {
  /** The SHA-256 of the kept picture that this one is a copy of; undefined for none. */
  pictureLike(picture: Uint8Array): Promise<string | undefined>;
  /** Looks at some of the kept pictures that nobody has looked at yet: new ones, and those of earlier versions. */
  learn(): Promise<void>;
}

/** Looked at in one go: half a second of work. */
const learntAtOnce = 25;
/** Looks of one band that are read: of a million pictures some 8,000 are near in one. */
const nearMost = 10_000;

export function createStoredLooks({
  cache,
  blobs,
}: {
  cache: Pick<Collection<CachedImage>, 'find' | 'get' | 'some' | 'update'>;
  blobs: Pick<Blobs, 'get'>;
}): StoredLooks {
  const known = createKnownLooks({
    async near(bands) {
      const found = await cache.find({ index: 'look', value: bands }, { limit: nearMost });
      return found.map(({ id, rank }) => ({ id, look: rank }));
    },
    async pictureOf(id) {
      const sha256 = (await cache.get(id))?.sha256;
      return sha256 ? blobs.get(sha256) : undefined;
    },
  });

  async function learnOne(key: string, sha256: string): Promise<void> {
    const picture = await blobs.get(sha256);
    const look = picture ? await lookOf(picture).catch(() => '') : '';
    await cache.update(key, entry => (entry?.sha256 === sha256 ? { ...entry, look } : undefined));
  }

  return {
    async pictureLike(picture) {
      const id = await known.find(picture);
      return id === undefined ? undefined : (await cache.get(id))?.sha256;
    },
    async learn() {
      const unseen = await cache.find(
        { index: 'unseen', value: 'picture' },
        { order: 'up', limit: learntAtOnce },
      );
      for (const { key, sha256 } of await cache.some(unseen.map(({ id }) => id)))
        if (key !== undefined && sha256) await learnOne(key, sha256);
    },
  };
}
