import type { Collection } from '../storage/collection.ts';
import type { Erasure } from './erasure.ts';

/** The deletions, with an index in memory. The store stays the truth. */
export interface ErasureLog {
  byId(id: string): Erasure | undefined;
  all(): Erasure[];
  add(erasure: Erasure): Promise<void>;
  /** Resolves to the record as stored afterwards; undefined if there is none. */
  change(id: string, apply: (erasure: Erasure) => Erasure): Promise<Erasure | undefined>;
  remove(id: string): Promise<void>;
}

export async function createErasureLog(erasures: Collection<Erasure>): Promise<ErasureLog> {
  const index = new Map((await erasures.all()).map(erasure => [erasure.id, erasure]));
  return {
    byId: id => index.get(id),
    all: () => [...index.values()],
    async add(erasure) {
      await erasures.put(erasure.id, erasure);
      index.set(erasure.id, erasure);
    },
    async change(id, apply) {
      const erasure = await erasures.update(id, current => {
        if (!current) return undefined;
        const next = apply(current);
        return next === current ? undefined : next;
      });
      if (erasure) index.set(id, erasure);
      return erasure;
    },
    async remove(id) {
      index.delete(id);
      await erasures.delete(id);
    },
  };
}
