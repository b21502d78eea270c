import type { Blobs } from '../storage/blobs.ts';
import { createKnownLooks } from '../vision/looks/known-looks.ts';
import { keptCopy, lookOf } from '../vision/looks/look.ts';
import type { Actor, ActorVersion, SampleGrid } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';

/** Which training a sample picture is from; without a version, it shows samples of several. */
export interface SampleOf {
  actor: Actor;
  version?: ActorVersion | undefined;
}

/** Samples of trained versions, by what they look like: it is stored with the version, and goes with it. */
export interface SampleLooks {
  /** The sample, or the grid of samples, that this picture is a copy of, encoded anew or made smaller; undefined for none. */
  sampleLike(picture: Uint8Array): Promise<SampleOf | undefined>;
  /** Looks at the samples of some versions that nobody has looked at yet: new ones, and those of earlier versions. */
  learnSamples(): Promise<void>;
  /** A grid of samples of these versions is about to be shown. Nothing if one of them was deleted meanwhile. */
  noteGrid(actorId: string, grid: Uint8Array, numbers: readonly number[]): Promise<void>;
}

/** Actors whose samples are looked at in one go. */
const learntAtOnce = 5;
/** Grids of one actor that are recognised: the latest. */
const gridsMost = 6;
const gridId = (actorId: string, look: string) => `grid ${actorId} ${look}`;

export function createSampleLooks({
  directory,
  blobs,
}: {
  directory: Pick<ActorDirectory, 'byId' | 'list' | 'firstOf' | 'changeIfThere'>;
  blobs: Pick<Blobs, 'get'>;
}): SampleLooks {
  const known = createKnownLooks({
    // The index says in whose record it is: two samples of one actor may be alike.
    near: async bands =>
      (await directory.list({ index: 'look', value: bands })).flatMap(
        ({ id: actorId, versions, grids = [] }) => [
          ...versions.flatMap(({ samples, looks = [] }) =>
            samples.flatMap((id, at) => (looks[at] ? [{ id, look: looks[at] }] : [])),
          ),
          ...grids.map(({ look }) => ({ id: gridId(actorId, look), look })),
        ],
      ),
    async pictureOf(id) {
      const grid = await gridOf(id);
      return grid ? Buffer.from(grid.small, 'base64') : blobs.get(id);
    },
  });

  async function gridOf(id: string): Promise<(SampleGrid & { actor: Actor }) | undefined> {
    const [kind, actorId = '', look] = id.split(' ');
    const actor = kind === 'grid' ? await directory.byId(actorId) : undefined;
    const grid = actor?.grids?.find(one => one.look === look);
    return actor && grid && { ...grid, actor };
  }

  async function lookAt(sha256: string): Promise<string> {
    const picture = await blobs.get(sha256);
    return picture ? await lookOf(picture).catch(() => '') : '';
  }

  return {
    async sampleLike(picture) {
      const sha256 = await known.find(picture);
      if (sha256 === undefined) return undefined;
      const grid = await gridOf(sha256);
      if (grid) return { actor: grid.actor };
      for (const actor of await directory.list({ index: 'picture', value: sha256 })) {
        const version = actor.versions.find(({ samples }) => samples.includes(sha256));
        if (version) return { actor, version };
      }
      return undefined;
    },

    async learnSamples() {
      for (const { id, versions } of await directory.firstOf(
        { index: 'unseen', value: 'samples' },
        learntAtOnce,
      )) {
        const seen = new Map<string, string>();
        for (const { samples, looks } of versions)
          if (!looks) for (const sha256 of samples) seen.set(sha256, await lookAt(sha256));
        await directory.changeIfThere(id, current => ({
          ...current,
          versions: current.versions.map(version =>
            version.looks || version.samples.some(sha256 => !seen.has(sha256))
              ? version
              : { ...version, looks: version.samples.map(sha256 => seen.get(sha256) ?? '') },
          ),
        }));
      }
    },

    async noteGrid(actorId, picture, numbers) {
      const grid = { look: await lookOf(picture), small: (await keptCopy(picture)).toString('base64') };
      await directory.changeIfThere(actorId, current => {
        const { versions, grids = [] } = current;
        const gone = numbers.some(number => versions.every(version => version.number !== number));
        if (gone || grids.some(({ look }) => look === grid.look)) return current;
        return { ...current, grids: [...grids, grid].slice(-gridsMost) };
      });
    },
  };
}
