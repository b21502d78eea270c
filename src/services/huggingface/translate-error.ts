import {
  InferenceClientHubApiError,
  InferenceClientInputError,
  InferenceClientProviderApiError,
  InferenceClientProviderOutputError,
} from '@huggingface/inference';
import { UserError } from '../../errors.ts';

/** A failed call: what to tell the member, and what the failure cost and allows. */
export class InferenceFailure extends UserError {
  /** free: certainly not billed; unknown: it may have been. */
  readonly cost: 'free' | 'unknown';
  /** Seconds after which the same call may work; absent where repeating does not help. */
  readonly retryAfterSeconds: number | undefined;
  /** The model or provider as such cannot serve this: another one may. */
  readonly elsewhere: boolean;

  constructor(
    code: UserError['code'],
    message: string,
    details: {
      cost: 'free' | 'unknown';
      retryAfterSeconds?: number | undefined;
      elsewhere?: boolean;
      cause?: unknown;
    },
  ) {
    super(code, message, { cause: details.cause });
    this.name = 'InferenceFailure';
    this.cost = details.cost;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.elsewhere = details.elsewhere ?? false;
  }
}

/** What a provider said, short enough for a message. */
function reasonIn(body: unknown): string {
  if (typeof body === 'string') return body.slice(0, 200);
  if (typeof body !== 'object' || body === null) return '';
  const { error, message, detail } = body as Record<string, unknown>;
  const said = error ?? message ?? detail;
  if (Array.isArray(said))
    return said
      .map(entry => reasonIn({ message: entry?.msg ?? entry }))
      .join('; ')
      .slice(0, 200);
  return typeof said === 'object' ? reasonIn(said) : String(said ?? '').slice(0, 200);
}

/**
 * Turns whatever the Hugging Face clients throw into a failure that says what it means for the member, the bill
 * and the next attempt. `retryAfterSeconds` is the Retry-After header of the last answer, which the clients drop.
 */
export function translateError(error: unknown, retryAfterSeconds?: number): InferenceFailure {
  const cause = error;
  if (error instanceof InferenceFailure) return error;
  if (error instanceof InferenceClientProviderApiError || error instanceof InferenceClientHubApiError) {
    const { status, body } = error.httpResponse;
    const reason = reasonIn(body);
    if (status === 401 || (status === 403 && /permission/i.test(reason))) {
      return new InferenceFailure(
        'provider-refused',
        "Hugging Face refused the bot's token. Tell an admin: it has to be renewed.",
        { cost: 'free', cause },
      );
    }
    if (status === 402 && /pay-as-you-go/i.test(reason)) {
      return new InferenceFailure(
        'provider-refused',
        'This provider wants a payment method that the shared account does not have. Pick another model.',
        { cost: 'free', elsewhere: true, cause },
      );
    }
    if (status === 402) {
      return new InferenceFailure(
        'account-paused',
        "The shared Hugging Face account's credits are used up. Images work again once an admin tops it up or the month ends.",
        { cost: 'free', cause },
      );
    }
    if (status === 429) {
      return new InferenceFailure(
        'provider-failed',
        'Hugging Face asks everybody to slow down. Try again in a minute.',
        { cost: 'free', retryAfterSeconds: retryAfterSeconds ?? 5, cause },
      );
    }
    if (status === 503 && typeof body === 'object' && body !== null && 'estimated_time' in body) {
      const seconds = Number((body as { estimated_time: unknown }).estimated_time) || 10;
      return new InferenceFailure(
        'provider-failed',
        'The model is still warming up. Try again in a minute.',
        { cost: 'free', retryAfterSeconds: seconds, cause },
      );
    }
    if (status === 404 || status === 410 || (status === 400 && /not supported/i.test(reason))) {
      return new InferenceFailure(
        'model-unavailable',
        'This model is not served any more. `/models list` shows what is available.',
        { cost: 'free', elsewhere: true, cause },
      );
    }
    if (status === 400 || status === 422) {
      return new InferenceFailure(
        'bad-input',
        `The provider did not accept this request${reason ? `: ${reason}` : ''}. Change the prompt or a setting.`,
        { cost: 'free', cause },
      );
    }
    return new InferenceFailure('provider-failed', 'The provider had a fault of its own. Try again.', {
      cost: 'unknown',
      retryAfterSeconds,
      cause,
    });
  }
  if (error instanceof InferenceClientProviderOutputError) {
    return new InferenceFailure(
      'provider-failed',
      'The provider answered with something that is no picture. Try again or pick another model.',
      { cost: 'unknown', cause },
    );
  }
  if (error instanceof InferenceClientInputError) {
    return new InferenceFailure(
      'model-unavailable',
      'This model cannot make images from text through its provider. Pick another model.',
      { cost: 'free', elsewhere: true, cause },
    );
  }
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new InferenceFailure(
      'timed-out',
      'The provider did not answer in time. It may still count against the budget, so it was not repeated.',
      { cost: 'unknown', cause },
    );
  }
  return new InferenceFailure(
    'provider-failed',
    'The provider could not be reached. Try again in a minute.',
    { cost: 'unknown', cause },
  );
}
