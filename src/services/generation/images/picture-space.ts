import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
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
  cache: Pick<Collection<CachedImage>, 'all' | 'delete'>;
  blobs: Pick<Blobs, 'delete'>;
  /** Whether the picture of this key is being made. */
  isUnderWay: (key: string) => boolean;
  bytesMost: number;
}): PictureSpace {
  /** Counted anew by `recount`; a picture that was dropped meanwhile only makes it come sooner. */
  let bytesKept = 0;
  let counting: Promise<void> | undefined;

  async function makeRoom(): Promise<void> {
    const pictures = (await cache.all()).flatMap(({ key, sha256, bytes = 0, usedAt, createdAt }) =>
      key !== undefined && sha256 ? [{ key, sha256, bytes, usedAt: usedAt ?? createdAt }] : [],
    );
    bytesKept = pictures.reduce((total, { bytes }) => total + bytes, 0);
    if (bytesKept <= bytesMost) return;
    for (const { key, sha256, bytes } of pictures.sort((a, b) => a.usedAt - b.usedAt)) {
      // Down to nine tenths, so that the next picture does not do it again.
      if (bytesKept <= bytesMost * 0.9) return;
      if (isUnderWay(key)) continue;
      await cache.delete(key);
      await blobs.delete(sha256);
      bytesKept -= bytes;
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
