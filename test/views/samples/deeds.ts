import type { Logged } from '../../../src/services/audit/audit.ts';
import { deeds } from '../../../src/services/audit/entry.ts';
import { ana, ben, cleo, now, sha } from './records.ts';

const details = ['added', 'removed', 'ask', 'outsider', 'member', '12', ''];

/** Each deed with all that can be said of it, as an admin reads them after a busy year. */
export const logged: Logged[] = deeds.flatMap(what =>
  details.map((detail, nth) => ({
    ...{ seq: nth, hash: sha(nth), at: now, what, detail },
    ...{ actor: nth % 2 ? 'k3v9x2m7qa' : 'gone', person: ben, by: ana, member: cleo },
  })),
);
