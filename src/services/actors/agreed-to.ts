import { createHash } from 'node:crypto';
import { choosePhotos } from '../photos/choose-photos.ts';
import { type Actor, type Photo, photosMark } from './actor.ts';
import { consentText, statementText } from './consent-text.ts';

/** The first wording that says that one photo is sent to an image service, for each who may have agreed. */
const onePhotoSince = { shown: 3, outsider: 2 } as const;
/** And the first that says that several are, and the trained model. */
const sendingSince = { shown: 4, outsider: 3 } as const;

type Agreed = Pick<Actor, 'consent'>;

const isOutsider = ({ consent }: Agreed) => consent.statement !== undefined;

/** The latest wording for this actor that allows more than the one before it: a later one only says the same better. */
export const widenedIn = (actor: Agreed): number =>
  isOutsider(actor) ? sendingSince.outsider : sendingSince.shown;

/** Whether the trained model may be sent to an image service. */
export const agreedToSending = (actor: Agreed): boolean =>
  actor.consent.state === 'granted' && actor.consent.textVersion >= widenedIn(actor);

/** The most photos of one person that are sent for a picture: what the wording says. */
export const photosSentMost = 4;

/** How many photos may be sent to an image service under the wording agreed to. */
export function photosAgreed(actor: Agreed): number {
  if (agreedToSending(actor)) return photosSentMost;
  const { state, textVersion } = actor.consent;
  const since = isOutsider(actor) ? onePhotoSince.outsider : onePhotoSince.shown;
  return state === 'granted' && textVersion >= since ? 1 : 0;
}

/** The photos that are sent for a picture of them, the best first: as many as the wording covers, and `most` at most. */
export const photosToSend = (actor: Pick<Actor, 'consent' | 'photos'>, most = photosSentMost): Photo[] =>
  choosePhotos(actor, Math.min(most, photosAgreed(actor)));

/** Today's wording for this actor. */
export const wordingFor = (actor: Agreed): { version: number; text: string } =>
  isOutsider(actor) ? statementText : consentText;

/**
 * What they are asked to agree to, in the language that is spoken: today's text for the person shown, since that is what their
 * answer is recorded with; for somebody outside, what was declared of them when they were registered.
 */
export function textToAgree({ subjectId, consent }: Pick<Actor, 'subjectId' | 'consent'>): string {
  const today = wordingFor({ consent });
  return subjectId !== undefined || consent.textVersion === today.version ? today.text : consent.text;
}

const markOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Identifies the photos and the words as they are now, so that an agreement covers exactly those that were seen. */
export const seenMark = (actor: Pick<Actor, 'photos' | 'subjectId' | 'consent'>): string =>
  `${photosMark(actor)}.${markOf(textToAgree(actor))}`;

/** Identifies the wording that a renewal shows: its version, and its very words. */
export const wordingMark = (actor: Agreed): string => {
  const { version, text } = wordingFor(actor);
  return `${version}.${markOf(text)}`;
};
