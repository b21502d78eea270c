import { createAudit } from '../../audit/audit.ts';
import { entryIndexes, entrySchema, headIndexes, headSchema } from '../../audit/entry.ts';
import type { Store } from '../../storage/store.ts';
import { actorSchema } from '../actor.ts';
import { actorIndexes } from '../actor-index.ts';
import { declineIndexes, declineSchema } from '../declines.ts';

/** What the actors' service keeps, as the bot opens it. */
export const actorCollections = async (store: Store, now: () => number = Date.now) => ({
  audit: createAudit({
    entries: await store.collection('audit', entrySchema, entryIndexes),
    heads: await store.collection('audit_heads', headSchema, headIndexes),
    now,
  }),
  actors: await store.collection('actors', actorSchema, actorIndexes),
  declines: await store.collection('consent_declines', declineSchema, declineIndexes),
  secret: 'a secret of tests',
});

export async function listOf<T>(each: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of each) list.push(one);
  return list;
}
