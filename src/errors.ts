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

/** An expected failure whose message may be shown to the member as is. Any other error only goes to the log. */
export class UserError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.code = code;
  }
}

/** Whether what was asked about is no longer there, so that asking once more can't help. */
export const isOver = (error: unknown): boolean =>
  error instanceof UserError && (error.code === 'gone' || error.code === 'not-found');
