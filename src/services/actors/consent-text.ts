import { t } from '../../words/words.ts';
/**
 * What the person shown agrees to. The wording is kept with each consent; a change of meaning needs a new version, and
 * what it adds is not done with a consent to an earlier one: see `agreed-to.ts`.
 */
export const consentText = {
  version: 5,
  get text() {
    return t('actorConsent.text');
  },
} as const;

/** What a member declares when they register somebody outside the server, beside how that person agreed. */
export const statementText = {
  version: 3,
  get text() {
    return t('actorConsent.statement');
  },
} as const;
