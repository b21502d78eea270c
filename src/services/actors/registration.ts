import { cutText } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import { said, t } from '../../words/words.ts';
import type { OnChecked, PhotoOutcome, PhotosService } from '../photos/photos-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Actor, Photo } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import { withName } from './actor-index.ts';
import type { Declines } from './declines.ts';
import { folded } from './names.ts';
import {
  type ConsentParts,
  consentOf,
  nameFromMember,
  newActor,
  type OutsidersRule,
  type Registration,
  tidyName,
  withBeginning,
} from './new-actor.ts';
import { type FaceWatch, faceWaitMs, type RefusedFace } from './same-face.ts';

/** An actor after photos were added, with the outcome for each file. */
export interface PhotoReport {
  actor: Actor;
  outcomes: PhotoOutcome[];
}

/** Whose registrations: a member's, as owner or as the person shown, or a server's. */
export type Whose = { memberId: string; guildId?: string | undefined } | { guildId: string };

export interface Registrar {
  /** Registrations under way end without being stored. Resolves once they have ended. */
  dropUnderWay(whose: Whose): Promise<void>;
  /** The name as it would be stored. @throws UserError bad-input | name-taken */
  checkName(guildId: string, typed: string): Promise<string>;
  /** A name for an actor that shows the member who calls themselves this; empty if none is left, or it is taken. */
  nameFor(guildId: string, called: string): Promise<string>;
  /** @throws UserError not-allowed where admins have closed registering to the member. */
  checkMayRegister(guildId: string, memberId: string): void;
  /** @throws UserError bad-input | name-taken | not-allowed; nothing is stored then. */
  register(registration: Registration, onChecked?: OnChecked): Promise<PhotoReport>;
}

export const photosOf = (outcomes: PhotoOutcome[]): Photo[] =>
  outcomes.flatMap(outcome => ('photo' in outcome ? [outcome.photo] : []));

const nameTaken = () => new UserError('name-taken', said('actors.nameTaken'));

const faceKnown = () => new UserError('face-known', said('actors.faceKnown'));

/** Why nothing was stored: what is wrong with each file. */
function noneUsable(outcomes: PhotoOutcome[]): UserError {
  const reasons = outcomes.map(outcome =>
    'refused' in outcome
      ? `\n• ${t('actors.fileRefused', { file: cutText(outcome.name.replace(/[`\s]+/g, ' '), 60), why: outcome.refused })}`
      : '',
  );
  return new UserError('bad-input', () => `${t('actors.noneUsable')}${reasons.join('')}`);
}

export function createRegistrar({
  directory,
  declines,
  photos,
  blobs,
  faces,
  outsidersRule,
  isShutOut,
  onAsked,
  onFaceRefused,
  now,
}: {
  directory: ActorDirectory;
  declines: Pick<Declines, 'requireAskable'>;
  photos: Pick<PhotosService, 'take'>;
  blobs: Pick<Blobs, 'delete'>;
  faces: FaceWatch;
  outsidersRule: (guildId: string) => OutsidersRule;
  /** Whether admins have closed registering to this member. */
  isShutOut: (guildId: string, memberId: string) => boolean;
  /** Somebody has to be asked, or told; returns at once. */
  onAsked: () => void;
  /** Returns at once. */
  onFaceRefused: (refused: RefusedFace) => void;
  now: () => number;
}): Registrar {
  /** Names of registrations under way, so that a double click ends in one actor. */
  const namesInUse = new Set<string>();
  const underWay = new Set<{ form: Registration; dropped: boolean; ended: Promise<unknown> }>();
  const nameKey = (guildId: string, name: string) => `${guildId}/${folded(name)}`;

  async function checkName(guildId: string, typed: string): Promise<string> {
    const name = tidyName(typed);
    if (await isInUse(guildId, name)) throw nameTaken();
    return name;
  }

  async function nameFor(guildId: string, called: string): Promise<string> {
    const name = nameFromMember(called);
    return name && !(await isInUse(guildId, name)) ? name : '';
  }

  async function isTaken(guildId: string, name: string): Promise<boolean> {
    return (await directory.count(withName(guildId, name))) > 0;
  }

  const isInUse = async (guildId: string, name: string): Promise<boolean> =>
    namesInUse.has(nameKey(guildId, name)) || isTaken(guildId, name);

  /** The name is nobody else's while the work goes on, and afterwards the actor's. @throws UserError name-taken */
  async function holdingName<T>(guildId: string, name: string, work: () => Promise<T>): Promise<T> {
    const key = nameKey(guildId, name);
    // Taken before anything is waited for: of two at once the second finds it in use.
    if (namesInUse.has(key)) throw nameTaken();
    namesInUse.add(key);
    try {
      if (await isTaken(guildId, name)) throw nameTaken();
      return await work();
    } finally {
      namesInUse.delete(key);
    }
  }

  function checkMayRegister(guildId: string, memberId: string): void {
    if (!isShutOut(guildId, memberId)) return;
    throw new UserError('not-allowed', said('actors.offForYou'));
  }

  async function dropUnused(kept: Photo[]): Promise<void> {
    const used = await directory.known(
      'picture',
      kept.map(photo => photo.sha256),
    );
    const unused = kept.filter(photo => !used.has(photo.sha256));
    await Promise.allSettled(unused.map(photo => blobs.delete(photo.sha256)));
  }

  /** The actor with what its face was found to match, or the actors because of which the server refuses it. */
  async function withFace(actor: Actor): Promise<Actor | { refused: string[] }> {
    const judged = await faces.judge(actor, now());
    if ('refused' in judged) return judged;
    const { found } = judged;
    if (!found) return actor;
    return {
      ...actor,
      sameFace: { ...found, ...(found.waits ? { expiresAt: now() + faceWaitMs } : {}) },
    };
  }

  async function store(
    form: Registration,
    name: string,
    consent: () => ConsentParts,
    isDropped: () => boolean,
    onChecked: OnChecked | undefined,
  ): Promise<PhotoReport> {
    const outcomes = await photos.take(form.files, [], onChecked);
    const kept = photosOf(outcomes);
    const dropped = async () => {
      await dropUnused(kept);
      return new UserError('gone', said('actors.dataDeleted'));
    };
    if (isDropped()) throw await dropped();
    if (kept.length === 0) throw noneUsable(outcomes);
    const actor = await faces.inTurn(form.guildId, async () => {
      const fresh = await withFace(newActor(form, name, kept, consent(), now()));
      // Bytes left by a failure here go with the next sweep: another actor may have the same.
      if (!('refused' in fresh)) await directory.add(withBeginning(fresh));
      return fresh;
    });
    if ('refused' in actor) {
      await dropUnused(kept);
      onFaceRefused({ guildId: form.guildId, memberId: form.ownerId, name, actorIds: actor.refused });
      throw faceKnown();
    }
    if (isDropped()) {
      await directory.remove(actor.id);
      throw await dropped();
    }
    if (actor.request || actor.sameFace) onAsked();
    return { actor, outcomes };
  }

  return {
    checkName,
    nameFor,
    checkMayRegister,

    async dropUnderWay(whose) {
      const theirs = [...underWay].filter(({ form: { guildId, ownerId, subjectId } }) => {
        const concerned = !('memberId' in whose) || [ownerId, subjectId].includes(whose.memberId);
        return concerned && (whose.guildId === undefined || whose.guildId === guildId);
      });
      for (const each of theirs) each.dropped = true;
      await Promise.all(theirs.map(({ ended }) => ended));
    },

    async register(form, onChecked) {
      const { guildId, ownerId, subjectId } = form;
      checkMayRegister(guildId, ownerId);
      const name = tidyName(form.name);
      const consent = () => consentOf(form, outsidersRule(guildId), now());
      const mine = { form, dropped: false, ended: Promise.resolve() as Promise<unknown> };
      underWay.add(mine);
      const registering = holdingName(guildId, name, async () => {
        if (subjectId !== undefined && subjectId !== ownerId)
          await declines.requireAskable(ownerId, subjectId);
        // Before any photo is fetched: what the rules forbid is not even looked at.
        consent();
        return store(form, name, consent, () => mine.dropped, onChecked);
      });
      mine.ended = registering.catch(() => undefined);
      try {
        return await registering;
      } finally {
        underWay.delete(mine);
      }
    },
  };
}
