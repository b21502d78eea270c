import { UserError } from '../../errors.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import type { Nudity } from '../vision/vision.ts';
import type { CachedImage } from './generation.ts';
import type { GenerationIndex } from './generation-index.ts';

/** A picture with its figures: whoever is to see it, they are judged first. */
export interface Picture {
  sha256: string;
  bytes: Buffer;
  nudity: Nudity;
  fromCache: boolean;
}

/** Whom a picture shows, and the commit of the version that it was made with. */
export type Shown = Pick<CachedImage, 'actorId' | 'revision'>;

/** Pictures by the key of their settings, so that the same request costs once. */
export interface PictureCache {
  /** The figures of a picture that was made and withheld, where there is one. */
  withheld(key: string): Promise<Nudity | undefined>;
  /** The picture from the cache, or from whoever makes it at the moment, or from `work`. Nothing is stored. */
  once(key: string, work: () => Promise<Picture>): Promise<Picture>;
  /** Stores a picture that may be shown; one that is there already stays. */
  keep(key: string, picture: Picture, shown: Shown): Promise<void>;
  /** Notes the figures of a picture that may not be shown, without its bytes. */
  withhold(key: string, nudity: Nudity, shown: Shown): Promise<void>;
  /** Deletes a picture, unless some generation of the index shows it. */
  drop(key: string, sha256: string): Promise<void>;
  /** Deletes what is kept of the actor and shown by no generation; of one version alone, by its commit. */
  dropActor(actorId: string, revision?: string): Promise<void>;
  /** Deletes what a killed process left behind, and figures that are old. */
  prune(): Promise<void>;
}

/** What stops one member and not the next, who asks for the same picture. */
const ownFailures = new Set([
  'budget-spent',
  'blocked',
  'consent-needed',
  'not-allowed',
  'not-found',
  'gone',
  'cancelled',
]);

const hourMs = 60 * 60_000;
const withheldDays = 30;

export function createPictureCache({
  cache,
  blobs,
  index,
  safety,
  bytesMost,
  now,
}: {
  cache: Collection<CachedImage>;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete' | 'size'>;
  index: GenerationIndex;
  safety: Pick<SafetyService, 'measure'>;
  /** Of all pictures together. Beyond it those go first that were not asked for longest, from galleries too. */
  bytesMost: number;
  now: () => number;
}): PictureCache {
  /** Pictures being made, by their key: an equal request waits for the first one's picture. */
  const inFlight = new Map<string, Promise<Picture>>();

  async function fromCache(key: string): Promise<Picture | undefined> {
    const entry = await cache.get(key);
    const bytes = entry?.sha256 && (await blobs.get(entry.sha256));
    if (!entry?.sha256 || !bytes) return undefined;
    // From before pictures were looked at.
    const nudity = entry.nudity ?? (await safety.measure(bytes));
    if (!entry.nudity || (entry.usedAt ?? entry.createdAt) + hourMs < now()) {
      await cache.update(key, current => current && { ...current, nudity, usedAt: now() });
    }
    return { sha256: entry.sha256, bytes, nudity, fromCache: true };
  }

  function once(key: string, work: () => Promise<Picture>): Promise<Picture> {
    const running = inFlight.get(key);
    if (running) {
      return running.then(
        made => ({ ...made, fromCache: true }),
        error => {
          // It is this member's turn then, who may have more of the budget left, or more rights.
          if (error instanceof UserError && ownFailures.has(error.code)) return once(key, work);
          throw error;
        },
      );
    }
    const started = fromCache(key)
      .then(hit => hit ?? work())
      .finally(() => inFlight.delete(key));
    inFlight.set(key, started);
    return started;
  }

  /** Within `update`, so that nobody is given the picture while it goes. */
  async function drop(key: string, sha256: string): Promise<void> {
    let dropped = false;
    await cache.update(key, async entry => {
      if (index.showing(sha256).length > 0) return undefined;
      await blobs.delete(sha256);
      if (entry?.sha256 !== sha256) {
        // What a killed process had begun to drop.
        dropped = entry !== undefined && !entry.sha256 && !entry.nudity;
        return undefined;
      }
      dropped = true;
      const { sha256: _, nudity: _figures, ...rest } = entry;
      return rest;
    });
    if (dropped) await cache.delete(key);
  }

  /** Counted anew by `makeRoom`; a picture that was dropped meanwhile only makes it come sooner. */
  let bytesKept = 0;
  let makingRoom: Promise<void> | undefined;

  /** Down to nine tenths, so that the next picture does not do it again. */
  function makeRoom(): Promise<void> {
    makingRoom ??= (async () => {
      const entries = await cache.all();
      const pictures = entries.flatMap(({ key, sha256, bytes = 0, usedAt, createdAt }) =>
        key !== undefined && sha256 ? [{ key, sha256, bytes, usedAt: usedAt ?? createdAt }] : [],
      );
      bytesKept = pictures.reduce((total, { bytes }) => total + bytes, 0);
      if (bytesKept <= bytesMost) return;
      for (const { key, sha256, bytes } of pictures.sort((a, b) => a.usedAt - b.usedAt)) {
        if (bytesKept <= bytesMost * 0.9) return;
        if (inFlight.has(key)) continue;
        await cache.delete(key);
        await blobs.delete(sha256);
        bytesKept -= bytes;
      }
    })().finally(() => {
      makingRoom = undefined;
    });
    return makingRoom;
  }

  let prunedAt = Number.NEGATIVE_INFINITY;

  return {
    async withheld(key) {
      const entry = await cache.get(key);
      return entry && !entry.sha256 ? entry.nudity : undefined;
    },

    once,

    async keep(key, { sha256, bytes, nudity }, shown) {
      await cache.update(key, async entry => {
        const stored = entry?.sha256 === sha256 && (await blobs.size(sha256)) !== undefined;
        if (stored && entry?.nudity) return undefined;
        await blobs.put(bytes, sha256);
        bytesKept += bytes.length;
        return { key, sha256, nudity, ...shown, createdAt: now(), bytes: bytes.length };
      });
      if (bytesKept > bytesMost) await makeRoom();
    },

    async withhold(key, nudity, shown) {
      await cache.update(key, entry =>
        entry?.sha256 ? undefined : { key, nudity, ...shown, createdAt: now() },
      );
    },

    drop,

    async dropActor(actorId, revision) {
      for (const { key, ...entry } of await cache.all()) {
        if (key === undefined || entry.actorId !== actorId) continue;
        if (revision !== undefined && entry.revision !== revision) continue;
        if (entry.sha256) await drop(key, entry.sha256);
        else await cache.delete(key);
      }
    },

    async prune() {
      if (prunedAt + hourMs > now()) return;
      prunedAt = now();
      for (const { key, ...entry } of await cache.all()) {
        if (key === undefined) continue;
        const age = now() - entry.createdAt;
        if (entry.sha256) {
          if (age > hourMs) await drop(key, entry.sha256);
        } else if (age > withheldDays * 24 * hourMs) await cache.delete(key);
      }
      await makeRoom();
    },
  };
}
