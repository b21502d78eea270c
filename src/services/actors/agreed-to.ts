import type { Actor } from './actor.ts';
import { consentText, statementText } from './consent-text.ts';

/** The first wording that says that the trained model is sent to an image service, for each who may have agreed. */
const sendingSince = { shown: 4, outsider: 3 } as const;

type Agreed = Pick<Actor, 'consent'>;

const isOutsider = ({ consent }: Agreed) => consent.statement !== undefined;

/** Whether the trained model may be sent to an image service. */
export const agreedToSending = (actor: Agreed): boolean =>
  actor.consent.state === 'granted' &&
  actor.consent.textVersion >= (isOutsider(actor) ? sendingSince.outsider : sendingSince.shown);

/** Today's wording for this actor. */
export const wordingFor = (actor: Agreed): { version: number; text: string } =>
  isOutsider(actor) ? statementText : consentText;
