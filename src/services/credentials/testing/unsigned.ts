import type { Credentials } from '../credentials.ts';

/** As if nothing could be signed, and all of it were posted all the same: for tests of something else. */
export const unsigned: Pick<Credentials, 'trySign' | 'leaving'> = {
  trySign: async () => undefined,
  leaving: async picture => picture,
};
