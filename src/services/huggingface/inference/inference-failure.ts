import { type ErrorCode, UserError } from '../../../errors.ts';
import type { Said } from '../../../words/words.ts';

/** When the same call may be made again. Absent from a failure where repeating does not help or might be paid twice. */
export type Retry =
  /** After that many seconds, as the other side asked. */
  | { kind: 'after'; seconds: number; warmingUp: boolean }
  /** Soon, a little later each time, a few times at most. */
  | { kind: 'backoff' };

/** A failed call: what to tell the member, and what the failure cost and allows. */
export class InferenceFailure extends UserError {
  /** free: certainly not billed; unknown: it may have been. */
  readonly cost: 'free' | 'unknown';
  readonly retry: Retry | undefined;
  /** This way to the model does not work; another one may. */
  readonly elsewhere: boolean;
  /** Whose trouble it was: of the way to this model, or of all that the provider has; absent for the request's own. */
  readonly blame: 'way' | 'provider' | undefined;

  constructor(
    code: ErrorCode,
    message: string | Said,
    details: {
      cost: 'free' | 'unknown';
      retry?: Retry | undefined;
      elsewhere?: boolean | undefined;
      blame?: 'way' | 'provider' | undefined;
      cause?: unknown;
    },
  ) {
    super(code, message, { cause: details.cause });
    this.name = 'InferenceFailure';
    this.cost = details.cost;
    this.retry = details.retry;
    this.elsewhere = details.elsewhere ?? false;
    this.blame = details.blame;
  }
}
