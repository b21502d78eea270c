import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { isTheirs } from './access.ts';
import { type Actor, type ActorVersion, activeVersionOf, passesGate } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import { withDeed } from './deeds.ts';

/** The outcome of choosing a version. */
export interface Promotion {
  actor: Actor;
  version: ActorVersion;
  /** The one that was in use before; the same where nothing changed. */
  previous: ActorVersion | undefined;
  /** False if it does not pass the gate and `belowGate` was not set: then nothing changed. */
  done: boolean;
}

/** The trained versions of an actor: which one is used, adding one and removing one. */
export interface ActorVersions {
  /** The actor, for a member who may see and change its versions. @throws UserError not-found | not-allowed */
  findTheirs(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /**
   * Makes generation use that version. `belowGate` accepts one that does not pass the gate, once the member was told.
   * @throws UserError not-found | not-allowed | consent-needed | not-trained
   */
  promote(request: {
    guildId: string;
    memberId: string;
    actorId: string;
    number: number;
    belowGate?: boolean;
  }): Promise<Promotion>;
  /** Adds a trained version, and makes it the active one if it passes the gate. The same jobId again changes nothing. */
  addVersion(actorId: string, version: Omit<ActorVersion, 'number'>): Promise<ActorVersion>;
  /**
   * Removes only the record of a version, for a deletion that removes the rest, which the member asked for. A missing one
   * changes nothing.
   */
  removeVersion(actorId: string, number: number, memberId?: string): Promise<Actor>;
}

const newestFirst = (versions: readonly ActorVersion[]) => [...versions].sort((a, b) => b.number - a.number);

/** The highest number that any version of the actor has had: no number is reused. */
export const lastNumberOf = ({
  versions,
  versionsMade = 0,
}: Pick<Actor, 'versions' | 'versionsMade'>): number =>
  Math.max(versionsMade, ...versions.map(({ number }) => number));

/** The actor without that version. If it was in use, the newest remaining one that passes the gate replaces it. */
export function withoutVersion(actor: Actor, number: number): Actor {
  if (!actor.versions.some(version => version.number === number)) return actor;
  const { activeVersion, grids: _showIt, ...rest } = actor;
  const versions = actor.versions.filter(version => version.number !== number);
  const active = activeVersion === number ? newestFirst(versions).find(passesGate)?.number : activeVersion;
  return {
    ...rest,
    versions,
    versionsMade: lastNumberOf(actor),
    ...(active === undefined ? {} : { activeVersion: active }),
  };
}

/** The actor with a further version, which generation uses if it passes the gate. */
function withVersion(actor: Actor, version: Omit<ActorVersion, 'number'>): Actor {
  if (actor.versions.some(known => known.jobId === version.jobId)) return actor;
  const number = lastNumberOf(actor) + 1;
  const next = { ...actor, versions: [...actor.versions, { ...version, number }], versionsMade: number };
  return passesGate(version) ? { ...next, activeVersion: number } : next;
}

/** @throws UserError not-trained | gone | not-found */
export function versionOf(actor: Actor, number: number): ActorVersion {
  const version = actor.versions.find(known => known.number === number);
  if (version) return version;
  if (actor.versions.length === 0) {
    throw new UserError('not-trained', said('actorVersions.untrained', { actor: actor.name }));
  }
  if (number >= 1 && number <= lastNumberOf(actor)) {
    throw new UserError('gone', said('actorVersions.wasDeleted', { version: number, actor: actor.name }));
  }
  throw new UserError('not-found', said('actorVersions.noSuch', { version: number, actor: actor.name }));
}

export function createActorVersions({
  directory,
  now,
}: {
  directory: ActorDirectory;
  now: () => number;
}): ActorVersions {
  async function theirs(guildId: string, memberId: string, idOrName: string): Promise<Actor> {
    const actor = await directory.seen(guildId, memberId, idOrName);
    if (isTheirs(actor, memberId)) return actor;
    throw new UserError('not-allowed', said('actorVersions.onlyThey'));
  }

  return {
    findTheirs: theirs,

    async promote({ guildId, memberId, actorId, number, belowGate = false }) {
      const { id } = await theirs(guildId, memberId, actorId);
      let previous: ActorVersion | undefined;
      let done = false;
      const actor = await directory.change(id, current => {
        if (current.consent.state !== 'granted') {
          throw new UserError('consent-needed', said('actorVersions.notAgreed', { actor: current.name }));
        }
        const version = versionOf(current, number);
        previous = activeVersionOf(current);
        done = previous === version || belowGate || passesGate(version);
        if (!done || previous === version) return current;
        const promoted = { ...current, activeVersion: number };
        return withDeed(promoted, { what: 'promoted', by: memberId, detail: String(number) }, now());
      });
      return { actor, version: versionOf(actor, number), previous, done };
    },

    async addVersion(actorId, version) {
      const actor = await directory.change(actorId, current => withVersion(current, version));
      const added = actor.versions.find(known => known.jobId === version.jobId);
      if (!added) throw new Error(`version of job ${version.jobId} was not stored`);
      return added;
    },

    removeVersion: (actorId, number, memberId) =>
      directory.change(actorId, current => {
        const left = withoutVersion(current, number);
        const done = { what: 'version-deleted', by: memberId, detail: String(number) } as const;
        return left === current ? current : withDeed(left, done, now());
      }),
  };
}
