import type { Blobs } from '../storage/blobs.ts';
import { createKnownLooks } from '../vision/looks/known-looks.ts';
import { lookOf } from '../vision/looks/look.ts';
import type { Actor, ActorVersion } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';

/** Which training a sample picture is from. */
export interface SampleOf {
  actor: Actor;
  version: ActorVersion;
}

/** Samples of trained versions, by what they look like: it is stored with the version, and goes with it. */
export interface SampleLooks {
  /** The version with a sample that this picture is a copy of, encoded anew or made smaller; undefined for none. */
  sampleLike(picture: Uint8Array): Promise<SampleOf | undefined>;
  /** Looks at the samples of some versions that nobody has looked at yet: new ones, and those of earlier versions. */
  learnSamples(): Promise<void>;
}

/** Actors whose samples are looked at in one go. */
const learntAtOnce = 5;

export function createSampleLooks({
  directory,
  blobs,
}: {
  directory: Pick<ActorDirectory, 'list' | 'firstOf' | 'changeIfThere'>;
  blobs: Pick<Blobs, 'get'>;
}): SampleLooks {
  const known = createKnownLooks({
    // The index says in whose record it is: two samples of one actor may be alike.
    near: async bands =>
      (await directory.list({ index: 'look', value: bands })).flatMap(({ versions }) =>
        versions.flatMap(({ samples, looks = [] }) =>
          samples.flatMap((id, at) => (looks[at] ? [{ id, look: looks[at] }] : [])),
        ),
      ),
    pictureOf: blobs.get,
  });

  async function lookAt(sha256: string): Promise<string> {
    const picture = await blobs.get(sha256);
    return picture ? await lookOf(picture).catch(() => '') : '';
  }

  return {
    async sampleLike(picture) {
      const sha256 = await known.find(picture);
      if (sha256 === undefined) return undefined;
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
  };
}
