import { cutText } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import type { PhotoSource } from '../photos/download-photo.ts';
import type { OnChecked, PhotoOutcome, PhotosService } from '../photos/photos-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import { newId } from '../storage/id.ts';
import type { Actor, Photo } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import { withName } from './actor-index.ts';
import { consentText, statementText } from './consent-text.ts';
import type { Declines } from './declines.ts';
import { agreedBy, withDeed } from './deeds.ts';
import { folded } from './names.ts';
import { type FaceWatch, faceWaitMs, type RefusedFace } from './same-face.ts';

/** How long somebody has to answer before their photos are deleted. */
export const consentRequestLifeMs = 7 * 24 * 60 * 60 * 1000;

/** Who may register somebody outside the server: nobody, members with an admin's approval, or any member. */
export type OutsidersRule = 'nobody' | 'admins' | 'members';

export interface Registration {
  guildId: string;
  /** Where the person shown is asked. */
  channelId: string;
  ownerId: string;
  /** The owner may manage the server. */
  admin: boolean;
  /** The member shown in the photos; absent for somebody outside the server, who needs a `statement`. */
  subjectId?: string | undefined;
  /** How somebody outside the server agreed. */
  statement?: string | undefined;
  name: string;
  about?: string | undefined;
  files: PhotoSource[];
  /** The consent box was ticked; it counts only where owner and subject are the same member. */
  agreed: boolean;
}

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
  /** @throws UserError not-allowed where admins have closed registering to the member. */
  checkMayRegister(guildId: string, memberId: string): void;
  /** @throws UserError bad-input | name-taken | not-allowed; nothing is stored then. */
  register(registration: Registration, onChecked?: OnChecked): Promise<PhotoReport>;
}

export const photosOf = (outcomes: PhotoOutcome[]): Photo[] =>
  outcomes.flatMap(outcome => ('photo' in outcome ? [outcome.photo] : []));

type ConsentParts = Pick<Actor, 'consent' | 'request' | 'visibility' | 'chosenMemberIds'>;
type Asking = Pick<Actor, 'request'>;

/** Somebody outside the server: an admin decides, unless the server lets every member do so. */
function consentOfOutsider(
  form: Registration,
  rule: OutsidersRule,
  asking: Asking,
  at: number,
): ConsentParts {
  const statement = form.statement?.trim();
  if (!statement) {
    throw new UserError(
      'bad-input',
      'For someone outside this server, say how they agreed: `/actor register` with `outsider`.',
    );
  }
  if (rule === 'nobody') {
    throw new UserError(
      'not-allowed',
      'This server only casts its own members. An admin can change that with `/settings consent`.',
    );
  }
  const consent = {
    memberId: form.ownerId,
    textVersion: statementText.version,
    text: statementText.text,
    statement,
  };
  const open = { visibility: 'owner' as const, chosenMemberIds: [] };
  return rule === 'members' || form.admin
    ? { ...open, consent: { ...consent, state: 'granted', at } }
    : { ...open, consent: { ...consent, state: 'pending' }, ...asking };
}

/** What is known of the consent before anybody was asked. @throws UserError bad-input | not-allowed */
function consentOf(form: Registration, rule: OutsidersRule, at: number): ConsentParts {
  const { channelId, ownerId, subjectId, agreed } = form;
  const asking = { request: { channelId, expiresAt: at + consentRequestLifeMs } };
  if (subjectId === undefined) return consentOfOutsider(form, rule, asking, at);
  const consent = { memberId: subjectId, textVersion: consentText.version, text: consentText.text };
  if (subjectId !== ownerId) {
    // The text that they are asked to agree to names the member who registers them.
    return {
      visibility: 'chosen',
      chosenMemberIds: [ownerId],
      consent: { ...consent, state: 'pending' },
      ...asking,
    };
  }
  return {
    visibility: 'owner',
    chosenMemberIds: [],
    consent: agreed ? { ...consent, state: 'granted', at } : { ...consent, state: 'pending' },
  };
}

/** @throws UserError bad-input */
function tidyName(typed: string): string {
  const name = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (!name || [...name].length > 32 || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’-]*$/u.test(name)) {
    throw new UserError(
      'bad-input',
      'An actor’s name has 1 to 32 letters, digits, spaces, dots, apostrophes or hyphens, and starts with a letter or digit.',
    );
  }
  return name;
}

const nameTaken = () =>
  new UserError('name-taken', 'This server already has an actor with that name. Pick another one.');

const faceKnown = () =>
  new UserError(
    'face-known',
    'Someone in this server is already registered with this face, and the admins don’t allow a face twice. Nothing was stored. If that’s a mistake, talk to them.',
  );

/** Why nothing was stored: what is wrong with each file. */
function noneUsable(outcomes: PhotoOutcome[]): UserError {
  const reasons = outcomes.map(outcome =>
    'refused' in outcome
      ? `\n• \`${cutText(outcome.name.replace(/[`\s]+/g, ' '), 60)}\` ${outcome.refused}`
      : '',
  );
  return new UserError(
    'bad-input',
    `None of these files can be used, so nothing was stored.${reasons.join('')}`,
  );
}

function newActor(
  form: Registration,
  name: string,
  photos: Photo[],
  consent: ConsentParts,
  at: number,
): Actor {
  const { guildId, channelId, ownerId, subjectId, about } = form;
  const id = newId();
  return {
    id,
    guildId,
    name,
    ...(about?.trim() ? { about: about.trim() } : {}),
    ownerId,
    ...(subjectId === undefined ? {} : { subjectId }),
    photos,
    ...consent,
    // An invented word, so that the base model associates no picture of its own with it.
    triggerWord: `ohwx${id.slice(0, 5)}`,
    versions: [],
    posts: [],
    channelId,
    createdAt: at,
  };
}

/** The actor with what is known of it from the start, for the log. */
function withBeginning(actor: Actor): Actor {
  const { ownerId, consent, request, createdAt } = actor;
  const registered = withDeed(actor, { what: 'registered', by: ownerId }, createdAt);
  if (consent.state === 'granted') return withDeed(registered, agreedBy(actor, ownerId), createdAt);
  return request ? withDeed(registered, { what: 'asked', by: ownerId }, createdAt) : registered;
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
    if (namesInUse.has(nameKey(guildId, name)) || (await isTaken(guildId, name))) throw nameTaken();
    return name;
  }

  async function isTaken(guildId: string, name: string): Promise<boolean> {
    return (await directory.count(withName(guildId, name))) > 0;
  }

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
    throw new UserError(
      'not-allowed',
      'An admin of this server turned off registering for you: your limit is 0.',
    );
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
      return new UserError('gone', 'Your data was deleted in the meantime, so nothing was registered.');
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
