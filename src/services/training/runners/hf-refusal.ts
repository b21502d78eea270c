import { LaunchError } from './runner.ts';

const statusOf = (error: unknown) => (error as { statusCode?: unknown }).statusCode;

/** 402 is about money; so is a 403 that speaks of it, which would otherwise be about what the token may do. */
const isAboutMoney = (error: unknown) =>
  statusOf(error) === 402 ||
  (statusOf(error) === 403 && error instanceof Error && /balance|credits?\b/i.test(error.message));

/** Why Hugging Face refused a machine, in words for members and for the operator of the bot. */
export function refusedMachine(error: unknown): LaunchError {
  const status = statusOf(error);
  const cause = { cause: error };
  if (isAboutMoney(error)) return new LaunchError('no-credit', true, cause);
  if (status === 401 || status === 403) return new LaunchError('token-starts-none', true, cause);
  const final = typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
  return new LaunchError('no-machine', final, cause);
}
