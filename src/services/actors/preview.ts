import { usablePhotos } from '../photos/assess.ts';
import type { Actor, Photo } from './actor.ts';

/** The first wordings that name previews: of the person shown, and of who speaks for somebody outside the server. */
const consentSince = 3;
const statementSince = 2;

/** Whether what was agreed to names previews, for which a photo leaves the bot before anything is trained. */
export const agreedToPreviews = ({ consent }: Actor): boolean =>
  consent.textVersion >= (consent.statement === undefined ? consentSince : statementSince);

/** The photo that a preview starts from. */
export const photoForPreview = ({ photos }: Actor): Photo | undefined => usablePhotos(photos)[0];
