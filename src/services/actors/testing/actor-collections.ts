import type { Store } from '../../storage/store.ts';
import { actorSchema } from '../actor.ts';
import { actorIndexes } from '../actor-index.ts';
import { declineIndexes, declineSchema } from '../declines.ts';

/** What the actors' service keeps, as the bot opens it. */
export const actorCollections = async (store: Store) => ({
  actors: await store.collection('actors', actorSchema, actorIndexes),
  declines: await store.collection('consent_declines', declineSchema, declineIndexes),
  secret: 'a secret of tests',
});

export async function listOf<T>(each: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of each) list.push(one);
  return list;
}
