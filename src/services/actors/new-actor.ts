import { cutText, onOneLine } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { PhotoSource } from '../photos/download-photo.ts';
import { newId } from '../storage/id.ts';
import type { Actor, Photo } from './actor.ts';
import { consentText, statementText } from './consent-text.ts';
import { agreedBy, withDeed } from './deeds.ts';

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

export type ConsentParts = Pick<Actor, 'consent' | 'request' | 'visibility' | 'chosenMemberIds'>;
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
    throw new UserError('bad-input', said('actors.sayHowAgreed'));
  }
  if (rule === 'nobody') {
    throw new UserError('not-allowed', said('actors.onlyMembers'));
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
export function consentOf(form: Registration, rule: OutsidersRule, at: number): ConsentParts {
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

/** Characters (code points) of an actor's name. */
export const actorNameMost = 32;

// What a name begins with, and what it may have after that.
const [first, further] = ['\\p{L}\\p{N}', "\\p{L}\\p{M}\\p{N} .'’-"];
const allowed = new RegExp(`^[${first}][${further}]*$`, 'u');
const notAllowed = new RegExp(`[^${further}]\\p{M}*`, 'gu');
const notFirst = new RegExp(`^[^${first}]+`, 'u');

/** @throws UserError bad-input */
export function tidyName(typed: string): string {
  const name = onOneLine(typed);
  if (!name || [...name].length > actorNameMost || !allowed.test(name)) {
    throw new UserError('bad-input', said('actors.badName'));
  }
  return name;
}

/** As much of what a member calls themselves as an actor's name may have; empty if nothing is left. */
export function nameFromMember(called: string): string {
  const kept = onOneLine(onOneLine(called).replace(notAllowed, ' ')).replace(notFirst, '');
  return cutText(kept, actorNameMost, { end: '', by: 'code points' }).replace(/[ -]+$/, '');
}

export function newActor(
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
export function withBeginning(actor: Actor): Actor {
  const { ownerId, consent, request, createdAt } = actor;
  const registered = withDeed(actor, { what: 'registered', by: ownerId }, createdAt);
  if (consent.state === 'granted') return withDeed(registered, agreedBy(actor, ownerId), createdAt);
  return request ? withDeed(registered, { what: 'asked', by: ownerId }, createdAt) : registered;
}
