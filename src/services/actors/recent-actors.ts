import type { Actor } from './actor.ts';

/** An actor that was just read is read again for the same image: from here. */
export interface RecentActors {
  byId(id: string): Promise<Actor | undefined>;
  /** It was written: who asks from now on gets what is stored. */
  forget(id: string): void;
}

/** Of actors with photos, some megabytes. */
const recentMost = 50;

export function createRecentActors(read: (id: string) => Promise<Actor | undefined>): RecentActors {
  const kept = new Map<string, Promise<Actor | undefined>>();
  return {
    byId(id) {
      const found = kept.get(id) ?? read(id);
      // The last one asked for stands at the end.
      kept.delete(id);
      kept.set(id, found);
      const [oldest] = kept.keys();
      if (kept.size > recentMost && oldest !== undefined) kept.delete(oldest);
      const drop = () => {
        if (kept.get(id) === found) kept.delete(id);
      };
      // Whoever is not there may come, and a store that failed may work the next time.
      found.then(actor => {
        if (!actor) drop();
      }, drop);
      return found;
    },
    forget: id => void kept.delete(id),
  };
}
