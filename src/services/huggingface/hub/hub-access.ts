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
