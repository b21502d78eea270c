import { type Certainty, faceSetOf, sameFace, unpackFace } from '../photos/same-face.ts';
import { timeRank } from '../storage/refs.ts';
import { createTurns } from '../storage/turns.ts';
import type { Actor, Post, SameFace } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import { withDeed } from './deeds.ts';

/** What follows if a face is registered again: the admins are told, one of them has to allow it, or it is refused. */
export type SameFaceRule = 'tell' | 'admins' | 'refuse';

/** How long an actor waits for an admin before its photos are deleted. */
export const faceWaitMs = 7 * 24 * 60 * 60_000;

/** Photos that were refused because their face is registered already. */
export interface RefusedFace {
  guildId: string;
  /** Who sent them, and what the actor was or would have been called. */
  memberId: string;
  name: string;
  /** The actors with that face. */
  actorIds: string[];
}

/** Whether both show the same member, as they say: a second look of one person. */
export const isSameMember = (one: Pick<Actor, 'subjectId'>, other: Pick<Actor, 'subjectId'>): boolean =>
  one.subjectId !== undefined && one.subjectId === other.subjectId;

type Registered = Pick<Actor, 'id' | 'guildId' | 'subjectId' | 'photos' | 'sameFace'>;

/** Faces are compared within one server: no server learns of another's people. */
export interface FaceWatch {
  /**
   * What was found so far together with the actors that the photos match now. Call it, and store the outcome, inside of
   * `inTurn`. Undefined if there are none. `refused` where the server's rule forbids them.
   */
  judge(actor: Registered, now: number): Promise<{ found: SameFace | undefined } | { refused: string[] }>;
  /** One after another in a server: of two registrations at once, the second sees the first. */
  inTurn<T>(guildId: string, work: () => Promise<T>): Promise<T>;
}

/** An actor whose face matches. */
export interface Match {
  actor: Actor;
  certainty: SameFace['with'][number]['certainty'];
}

/** Actors that wait for an admin: the first few by name, and how many there are. */
export interface Waiting {
  first: Actor[];
  count: number;
}

/** So many are shown, each with a button. */
const waitingShown = 5;

/** What commands and notices see of it. */
export interface SameFaces {
  /** The actors that the face of this one matches, as they are now. */
  sharingFace(actor: Pick<Actor, 'sameFace'>): Promise<Match[]>;
  /** Actors of which the admins are still to be told, or that waited too long. */
  facesToTell(): AsyncIterable<Actor>;
  /**
   * The admins were told, by this message if any could be reached. False if the news is out of date: an actor in it is
   * gone, so the message has to be taken back.
   */
  noteFaceTold(actorId: string, at: number, notice?: Post): Promise<boolean>;
  /** The person who decides about the other actor was told, by this message unless they take none. */
  notePersonTold(actorId: string, otherId: string, message?: Post): Promise<void>;
  /** Actors of the server that wait for an admin. */
  waitingForAdmin(guildId: string): Promise<Waiting>;
  /** An admin allows it. Allowing twice changes nothing. @throws UserError not-found */
  allowFace(actorId: string, adminId: string): Promise<Actor>;
}

export function createFaceWatch({
  directory,
  ruleOf,
}: {
  directory: Pick<ActorDirectory, 'eachTagged' | 'some'>;
  ruleOf: (guildId: string) => SameFaceRule;
}): FaceWatch {
  async function matchesOf(actor: Registered): Promise<{ other: Actor; certainty: Certainty }[]> {
    const face = faceSetOf(actor.photos);
    if (!face) return [];
    const alike = new Map<string, Certainty>();
    for await (const page of directory.eachTagged({ index: 'face', value: actor.guildId })) {
      for (const { id, tag } of page) {
        const certainty = id === actor.id ? undefined : sameFace(face, unpackFace(tag));
        if (certainty) alike.set(id, certainty);
      }
    }
    const others = await directory.some([...alike.keys()]);
    return others.flatMap(other => {
      const certainty = alike.get(other.id);
      return certainty ? [{ other, certainty }] : [];
    });
  }

  return {
    inTurn: createTurns(),

    async judge(actor, now) {
      const before = actor.sameFace;
      const matches = await matchesOf(actor);
      const known = (id: string, certainty: string) =>
        before?.with.some(
          match => match.actorId === id && (match.certainty === 'same' || match.certainty === certainty),
        );
      const fresh = matches.filter(({ other, certainty }) => !known(other.id, certainty));
      if (fresh.length === 0) return { found: before };
      const rule = ruleOf(actor.guildId);
      // One person under two names harms nobody: that is said, and that is all.
      const others = fresh.filter(({ other }) => !isSameMember(actor, other));
      const certain = others.filter(({ certainty }) => certainty === 'same');
      if (rule === 'refuse' && certain.length > 0) return { refused: certain.map(({ other }) => other.id) };
      const waits = before?.waits === true || (rule !== 'tell' && others.length > 0);
      const ids = new Set(fresh.map(({ other }) => other.id));
      return {
        found: {
          with: [
            ...(before?.with.filter(({ actorId }) => !ids.has(actorId)) ?? []),
            ...fresh.map(({ other, certainty }) => ({ actorId: other.id, certainty })),
          ],
          waits,
          at: Math.max(now, (before?.at ?? 0) + 1),
          ...(waits && before?.expiresAt ? { expiresAt: before.expiresAt } : {}),
        },
      };
    },
  };
}

/** The actor without a reference to one that is gone. If it waits, the admins hear of it anew: the notice is gone too. */
export function withoutMatch(actor: Actor, goneId: string): Actor {
  const { sameFace: found } = actor;
  if (!found?.with.some(({ actorId }) => actorId === goneId)) return actor;
  const { toldAt, notice, ...rest } = found;
  const left = found.with.filter(({ actorId }) => actorId !== goneId);
  if (found.waits) return { ...actor, sameFace: { ...rest, at: found.at + 1, with: left } };
  if (left.length > 0) return { ...actor, sameFace: { ...found, with: left } };
  const { sameFace: _none, ...others } = actor;
  return others;
}

export function createSameFaces({
  directory,
  onAllowed,
  now,
}: {
  directory: ActorDirectory;
  /** Returns at once. */
  onAllowed: (actor: Actor, adminId: string) => void;
  now: () => number;
}): SameFaces {
  return {
    async sharingFace({ sameFace: found }) {
      const certainties = new Map(found?.with.map(({ actorId, certainty }) => [actorId, certainty]));
      return (await directory.some([...certainties.keys()])).flatMap(actor => {
        const certainty = certainties.get(actor.id);
        return certainty ? [{ actor, certainty }] : [];
      });
    },

    facesToTell: () => directory.each({ index: 'sameFace', value: 'due' }, { below: timeRank(now() + 1) }),

    async noteFaceTold(actorId, at, notice) {
      let noted = false;
      const told = await directory.changeIfThere(actorId, current => {
        if (current.sameFace?.at !== at) return current;
        noted = true;
        return {
          ...current,
          sameFace: { ...current.sameFace, toldAt: at, ...(notice ? { notice } : {}) },
          posts: notice ? [...current.posts, notice] : current.posts,
        };
      });
      if (!notice || !noted) return noted;
      // It names the others too, so it goes with any of them.
      let allThere = true;
      for (const { actorId: otherId } of told?.sameFace?.with ?? []) {
        const other = await directory.changeIfThere(otherId, current => ({
          ...current,
          posts: [...current.posts, notice],
        }));
        allThere &&= other !== undefined;
      }
      return allThere;
    },

    async notePersonTold(actorId, otherId, message) {
      await directory.changeIfThere(actorId, current => {
        const { sameFace: found } = current;
        if (!found) return current;
        const others = found.with.map(one =>
          one.actorId === otherId ? { ...one, told: true as const } : one,
        );
        return { ...current, sameFace: { ...found, with: others } };
      });
      // It names their actor, so it goes with that one.
      if (message)
        await directory.changeIfThere(otherId, current => ({
          ...current,
          posts: [...current.posts, message],
        }));
    },

    async waitingForAdmin(guildId) {
      const where = { index: 'waits', value: guildId };
      const found = await directory.firstOf(where, waitingShown);
      return { first: found, count: await directory.count(where) };
    },

    async allowFace(actorId, adminId) {
      let changed = false;
      const actor = await directory.change(actorId, current => {
        if (!current.sameFace?.waits) return current;
        changed = true;
        const { expiresAt: _over, ...found } = current.sameFace;
        const allowed = { ...current, sameFace: { ...found, waits: false } };
        return withDeed(allowed, { what: 'face-allowed', by: adminId }, now());
      });
      if (changed) onAllowed(actor, adminId);
      return actor;
    },
  };
}
