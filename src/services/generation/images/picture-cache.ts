import type { Figures } from '../../safety/figures.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { eachFound, type Found, timeRank } from '../../storage/refs.ts';
import type { GenerationIndex } from '../archive/generation-index.ts';
import type { CachedImage } from '../generation.ts';
import { createPictureSpace } from './picture-space.ts';
import { createSharedWork } from './shared-work.ts';

/** A picture with its figures, by which it is judged before anybody sees it. */
export interface Picture extends Figures {
  sha256: string;
  bytes: Buffer;
  /** What it looks like, where it was decoded for this. */
  look?: string | undefined;
  fromCache: boolean;
}

/** Whom a picture shows, and the commit of the version that it was made with. */
export type Shown = Pick<CachedImage, 'actorId' | 'actor2Id' | 'revision'>;

/** Pictures by the key of their settings, so that the same request costs once. */
export interface PictureCache {
  /** Whether a picture is kept, so that asking for it costs nothing. */
  has(key: string): Promise<boolean>;
  /**
   * The picture from the cache, or from the request that is having it made, or from `make`. Nothing is stored. Where one
   * was made and withheld, `judge` is given its figures first, and throws unless it would be shown now. `turn` waits for
   * whoever else has it made, or is storing it; it is looked for again afterwards.
   */
  once(
    key: string,
    judge: (withheld: Figures) => Promise<void>,
    make: () => Promise<Picture>,
    turn: () => Promise<void>,
  ): Promise<Picture>;
  /** Stores a picture that may be shown; one that is there already stays, with the figures that are new. */
  keep(key: string, picture: Picture, shown: Shown): Promise<void>;
  /** Notes the figures of a picture that may not be shown, without its bytes. */
  withhold(key: string, figures: Figures, shown: Shown): Promise<void>;
  /** Deletes a picture, unless some generation of the index shows it. */
  drop(key: string, sha256: string): Promise<void>;
  /** Deletes what is kept of the actor and shown by no generation; of one version alone, by its commit. */
  dropActor(actorId: string, revision?: string): Promise<void>;
  /**
   * Deletes figures that are old, and, a part at a time, pictures that a killed process left behind. To be called now
   * and then.
   */
  prune(): Promise<void>;
}

const hourMs = 60 * 60_000;
const kept = { index: 'kept', value: 'picture' };
export const withheldDays = 30;
const lookedAtTogether = 100;
/** So many kept pictures are looked at in an hour, whether anything still shows them: some days for a million. */
const lookedAtAnHour = 10_000;

export function createPictureCache({
  cache,
  blobs,
  index,
  safety,
  bytesMost,
  isAlone = false,
  now,
}: {
  cache: Collection<CachedImage>;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete' | 'size'>;
  index: Pick<GenerationIndex, 'showing' | 'shown'>;
  safety: Pick<SafetyService, 'measure'>;
  /** Of all pictures together. Beyond it those that have not been asked for longest go first, from galleries too. */
  bytesMost: number;
  /** No other process stores pictures. */
  isAlone?: boolean;
  now: () => number;
}): PictureCache {
  /** An equal request waits for the first one's picture. */
  const shared = createSharedWork<Picture>();
  /** Keys that are being looked for, until something is stored under them. */
  const lookedFor = new Set<string>();
  const space = createPictureSpace({ cache, blobs, isUnderWay: shared.isUnderWay, bytesMost });

  async function fromCache(key: string, entry: CachedImage | undefined): Promise<Picture | undefined> {
    const bytes = entry?.sha256 && (await blobs.get(entry.sha256));
    if (!entry?.sha256 || !bytes) return undefined;
    // From before pictures were looked at.
    const nudity = entry.nudity ?? (await safety.measure(bytes));
    if (!entry.nudity || (entry.usedAt ?? entry.createdAt) + hourMs < now()) {
      await cache.update(key, current => current && { ...current, nudity, usedAt: now() });
    }
    const { faces } = entry;
    return { sha256: entry.sha256, bytes, nudity, ...(faces ? { faces } : {}), fromCache: true };
  }

  async function has(key: string): Promise<boolean> {
    const sha256 = (await cache.get(key))?.sha256;
    return sha256 !== undefined && (await blobs.size(sha256)) !== undefined;
  }

  async function once(...[key, judge, make, turn]: Parameters<PictureCache['once']>): Promise<Picture> {
    async function find(): Promise<Picture | undefined> {
      const entry = await cache.get(key);
      const kept = await fromCache(key, entry);
      if (!kept && entry?.nudity && !entry.sha256) await judge({ nudity: entry.nudity, faces: entry.faces });
      return kept;
    }
    const { result, first } = await shared.once(key, async () => {
      lookedFor.add(key);
      try {
        const kept = await find();
        if (kept) return kept;
        await turn();
        const isUnchanged = isAlone && lookedFor.has(key);
        const keptSince = isUnchanged ? undefined : await find();
        if (keptSince) return keptSince;
      } finally {
        lookedFor.delete(key);
      }
      return make();
    });
    return first ? result : { ...result, fromCache: true };
  }

  /** Within `update`, so that the picture is not given out while it goes. */
  async function drop(key: string, sha256: string): Promise<void> {
    let dropped = false;
    await cache.update(key, async entry => {
      if ((await index.showing(sha256)).length > 0) return undefined;
      await blobs.delete(sha256);
      if (entry?.sha256 !== sha256) {
        // What a killed process had begun to drop.
        dropped = entry !== undefined && !entry.sha256 && !entry.nudity;
        return undefined;
      }
      dropped = true;
      const { sha256: _, nudity: _figures, faces: _faces, ...rest } = entry;
      return rest;
    });
    if (dropped) await cache.delete(key);
  }

  let prunedAt = Number.NEGATIVE_INFINITY;
  /** The pictures are looked at in turns, from the one that has not been asked for longest. */
  let lookedAtLast: Found | undefined;

  async function dropOldFigures(): Promise<void> {
    const below = timeRank(now() - withheldDays * 24 * hourMs);
    const withheld = { index: 'withheld', value: 'figures' };
    for await (const page of eachFound(cache, withheld, { below })) {
      for (const { id } of page) await cache.delete(id);
    }
  }

  /** Those that no generation shows: their process was killed before it had stored one. */
  async function dropUnshown(found: readonly Found[]): Promise<void> {
    const entries = await cache.some(found.map(({ id }) => id));
    const shown = await index.shown(entries.flatMap(({ sha256 }) => sha256 ?? []));
    for (const { key, sha256, createdAt } of entries) {
      if (key === undefined || !sha256 || shown.has(sha256)) continue;
      if (now() - createdAt > hourMs) await drop(key, sha256);
    }
  }

  return {
    has,
    once,

    async keep(key, { sha256, bytes, look, nudity, faces }, shown) {
      const figures = { nudity, ...(faces ? { faces } : {}) };
      await cache.update(key, async entry => {
        const stored = entry?.sha256 === sha256 && (await blobs.size(sha256)) !== undefined;
        if (stored && entry.nudity) {
          const isNew = faces && JSON.stringify(faces) !== JSON.stringify(entry.faces);
          return isNew ? { ...entry, ...figures } : undefined;
        }
        await blobs.put(bytes, sha256);
        space.add(bytes.length);
        return {
          ...{ key, sha256, ...figures, ...shown, createdAt: now(), bytes: bytes.length },
          ...(look ? { look } : {}),
        };
      });
      lookedFor.delete(key);
      await space.keepBound();
    },

    async withhold(key, { nudity, faces }, shown) {
      const figures = { nudity, ...(faces ? { faces } : {}) };
      await cache.update(key, entry =>
        entry?.sha256 ? undefined : { key, ...figures, ...shown, createdAt: now() },
      );
      lookedFor.delete(key);
    },

    drop,

    async dropActor(actorId, revision) {
      for await (const page of eachFound(cache, { index: 'actor', value: actorId })) {
        for (const { id } of page) {
          const entry = await cache.get(id);
          if (!entry || (revision !== undefined && entry.revision !== revision)) continue;
          if (entry.sha256) await drop(id, entry.sha256);
          else await cache.delete(id);
        }
      }
    },

    async prune() {
      if (prunedAt + hourMs > now()) return;
      const first = prunedAt === Number.NEGATIVE_INFINITY;
      prunedAt = now();
      await dropOldFigures();
      // What the process before this one left is among the latest.
      if (first) await dropUnshown(await cache.find(kept, { limit: lookedAtTogether }));
      for (let looked = 0; looked < (first ? 1 : lookedAtAnHour); looked += lookedAtTogether) {
        const page = await cache.find(kept, {
          ...{ order: 'up', limit: lookedAtTogether },
          ...(lookedAtLast ? { after: lookedAtLast } : {}),
        });
        await dropUnshown(page);
        lookedAtLast = page.at(-1);
        if (page.length < lookedAtTogether) break;
      }
      await space.recount();
    },
  };
}
