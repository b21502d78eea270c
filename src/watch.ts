/** What takes long and may fail, as an operator sees it: a request, a call that is paid for, a message. */
export type Watched = 'image_request' | 'provider_call' | 'post';

export interface About {
  /** What it is counted by: few different values. */
  labels?: Readonly<Record<string, string>>;
  /** What tells it from others, such as the request: for traces alone. Never what members wrote. */
  details?: Readonly<Record<string, string | number>>;
  /** When it began (ms since 1970), if that was before now. */
  since?: number;
}

/** Does the work, and notes how long it took and how it ended. `outcomeOf` says so where nothing is thrown. */
export type Watch = <T>(
  what: Watched,
  about: About,
  work: () => Promise<T>,
  outcomeOf?: (value: T) => string,
) => Promise<T>;

export const unwatched: Watch = (_what, _about, work) => work();

/** Several that watch the same work. */
export const watchBy =
  (...watches: readonly Watch[]): Watch =>
  (what, about, work, outcomeOf) =>
    watches.reduceRight<typeof work>((inner, watch) => () => watch(what, about, inner, outcomeOf), work)();

/** A word for how it ended: the code of an expected failure, and of no other. */
export function outcomeOfError(error: unknown): string {
  const { name, code } = error as { name?: string; code?: unknown };
  const isExpected = name === 'UserError' || name === 'InferenceFailure';
  return isExpected && typeof code === 'string' ? code : 'error';
}
