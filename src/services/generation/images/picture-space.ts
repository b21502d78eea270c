import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { eachFound } from '../../storage/refs.ts';
import type { CachedImage } from '../generation.ts';

/** How much the kept pictures take up, and which of them go when that is too much. */
export interface PictureSpace {
  /** So many more bytes are kept. */
  add(bytes: number): void;
  /** Where more is kept than may be, those that have not been asked for longest go, from galleries too. */
  keepBound(): Promise<void>;
  /** Counts anew, and keeps the bound. */
  recount(): Promise<void>;
}

export function createPictureSpace({
  cache,
  blobs,
  isUnderWay,
  bytesMost,
}: {
  cache: Pick<Collection<CachedImage>, 'find' | 'sum' | 'some' | 'delete'>;
  blobs: Pick<Blobs, 'delete'>;
  /** Whether the picture of this key is being made. */
  isUnderWay: (key: string) => boolean;
  bytesMost: number;
}): PictureSpace {
  /** Counted anew by `recount`; a picture that was dropped meanwhile only makes it come sooner. */
  let bytesKept = 0;
  let counting: Promise<void> | undefined;

  async function makeRoom(): Promise<void> {
    bytesKept = await cache.sum('kept', 'picture');
    if (bytesKept <= bytesMost) return;
    for await (const page of eachFound(
      cache,
      { index: 'kept', value: 'picture' },
      { order: 'up', limit: 50 },
    )) {
      for (const { key, sha256, bytes = 0 } of await cache.some(page.map(({ id }) => id))) {
        // Down to nine tenths, so that the next picture does not do it again.
        if (bytesKept <= bytesMost * 0.9) return;
        if (key === undefined || !sha256 || isUnderWay(key)) continue;
        await cache.delete(key);
        await blobs.delete(sha256);
        bytesKept -= bytes;
      }
    }
  }

  function recount(): Promise<void> {
    counting ??= makeRoom().finally(() => {
      counting = undefined;
    });
    return counting;
  }

  return {
    add(bytes) {
      bytesKept += bytes;
    },
    keepBound: async () => {
      if (bytesKept > bytesMost) await recount();
    },
    recount,
  };
}
