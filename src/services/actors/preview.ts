import { usablePhotos } from '../photos/assess.ts';
import type { Actor, Photo } from './actor.ts';

/** The first wordings that mention previews: for the person shown, and for the member who speaks for an outsider. */
const consentSince = 3;
const statementSince = 2;

/** Whether the wording agreed to mentions previews, which send a photo out of the bot before anything is trained. */
export const agreedToPreviews = ({ consent }: Actor): boolean =>
  consent.textVersion >= (consent.statement === undefined ? consentSince : statementSince);

/** The photo that a preview starts from. */
export const photoForPreview = ({ photos }: Actor): Photo | undefined => usablePhotos(photos)[0];
