import { inLanguage } from './words/language.ts';
import type { Said } from './words/words.ts';

/**
 * What can go wrong and may be told to a member. The code is for logs and for callers that react to it; the message
 * is what the member reads, so it says what to do.
 */
export type ErrorCode =
  | 'bad-input'
  | 'not-found'
  | 'not-allowed'
  | 'name-taken'
  | 'consent-needed'
  | 'face-known'
  | 'not-trained'
  | 'not-served'
  | 'model-unknown'
  | 'model-unavailable'
  | 'not-stored'
  | 'queue-full'
  | 'budget-spent'
  | 'price-asked'
  | 'account-paused'
  | 'server-paused'
  | 'provider-refused'
  | 'provider-failed'
  | 'timed-out'
  | 'picture-unusable'
  | 'training-unavailable'
  | 'training-running'
  | 'blocked'
  | 'unchecked'
  | 'unsigned'
  | 'cancelled'
  /** It waits for somebody's approval: no failure. */
  | 'asked'
  | 'disk-full'
  | 'store-away'
  | 'restarting'
  | 'gone';

/**
 * An expected failure that may be told to the member as it is. Any other error only goes to the log. Where the sentence
 * is given as `said`, `tell` says it in the language of whom it is told to.
 */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly tell: Said;

  constructor(code: ErrorCode, message: string | Said, options?: ErrorOptions) {
    const tell = typeof message === 'string' ? () => message : message;
    // The log reads English.
    super(inLanguage('en', tell), options);
    this.name = 'UserError';
    this.code = code;
    this.tell = tell;
  }
}

/** Whether what was asked about is no longer there, so that asking once more can't help. */
export const isOver = (error: unknown): boolean =>
  error instanceof UserError && (error.code === 'gone' || error.code === 'not-found');
