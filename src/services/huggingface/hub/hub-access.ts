import { retryAfterIn } from '../retry-after.ts';

/** Where the hub is, and what opens it. */
export interface HubAccess {
  hubUrl: string;
  token: string;
}

/** Milliseconds for one call; uploads of photos take longer. */
const timeoutMs = 30_000;

/** A fetch for one call of the hub's client, which takes no signal. */
export const timed =
  (ms = timeoutMs): typeof fetch =>
  (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(ms) });

/** The hub did not give what it was asked for; `retryAfterMs` as it asked to wait, by Retry-After or by its limits. */
export class HubAnswerError extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor({ status, headers }: Response, about = '') {
    super(`the hub answered ${status}${about && ` ${about}`}`);
    this.name = 'HubAnswerError';
    this.status = status;
    const seconds = retryAfterIn(headers, Date.now());
    this.retryAfterMs = seconds ? seconds * 1_000 : undefined;
  }
}
