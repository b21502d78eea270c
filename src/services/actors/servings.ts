import type { ActorVersion, Serving } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';

/** A service that refused a version is asked again after that long: it may have learnt to load it. */
const refusedForMs = 24 * 60 * 60_000;

/** Which of an actor's versions, by the commit that holds it. */
export interface VersionOf {
  actorId: string;
  revision: string;
}

type Asked = Pick<Serving, 'provider' | 'link'>;

/** What image services answered to versions that were given to them by a link. */
export interface VersionServings {
  /** What is known of this service and kind of link. */
  servingOf(version: VersionOf, asked: Asked): Promise<Serving | undefined>;
  /** Notes an answer with the version, in place of the one before. Nothing where the version is gone. */
  noteServing(version: VersionOf, serving: Omit<Serving, 'at'>): Promise<void>;
}

/** Whether the service may be asked: it has not refused the version in the last day. */
export const mayBeAsked = (serving: Serving | undefined, now: number): boolean =>
  serving?.outcome !== 'refused' || serving.at + refusedForMs <= now;

export const servingIn = ({ servings = [] }: ActorVersion, { provider, link }: Asked): Serving | undefined =>
  servings.find(known => known.provider === provider && known.link === link);

export function createVersionServings({
  directory,
  now,
}: {
  directory: ActorDirectory;
  now: () => number;
}): VersionServings {
  return {
    async servingOf({ actorId, revision }, asked) {
      const actor = await directory.byId(actorId);
      const version = actor?.versions.find(known => known.revision === revision);
      return version && servingIn(version, asked);
    },

    async noteServing({ actorId, revision }, serving) {
      await directory.changeIfThere(actorId, current => {
        const version = current.versions.find(known => known.revision === revision);
        const known = version && servingIn(version, serving);
        // That it works need not be written down with every picture.
        if (!version || (known?.outcome === 'made' && serving.outcome === 'made')) return current;
        const others = (version.servings ?? []).filter(other => other !== known);
        const noted = { ...version, servings: [...others, { ...serving, at: now() }] };
        return { ...current, versions: current.versions.map(one => (one === version ? noted : one)) };
      });
    },
  };
}
