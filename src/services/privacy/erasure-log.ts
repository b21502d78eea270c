import type { Collection } from '../storage/collection.ts';
import { eachRecord, recordsFound } from '../storage/found-records.ts';
import { eachFound, timeRank } from '../storage/refs.ts';
import type { Erasure } from './erasure.ts';

/** What may still be to be done about a deletion. */
type Due = 'open' | 'done' | 'named' | 'tell' | 'again';

/** The deletions, as the store has them. */
export interface ErasureLog {
  byId(id: string): Promise<Erasure | undefined>;
  /** Those of which this is due, by the time of it; only from before `until` (ms since 1970) where it is given. */
  due(what: Due, until?: number): Promise<Erasure[]>;
  /** Those that are not done: how many, and when the oldest was asked for. Reads none. */
  open(): Promise<{ many: number; since: number | undefined }>;
  openIds(): Promise<string[]>;
  /** The one under way, or kept, that takes this actor or server with it. */
  of(what: 'actor' | 'guild', id: string): Promise<Erasure | undefined>;
  /** Those that name the member. */
  naming(memberId: string): AsyncIterable<Erasure>;
  add(erasure: Erasure): Promise<void>;
  /** Resolves to the record as stored afterwards; undefined if there is none. */
  change(id: string, apply: (erasure: Erasure) => Erasure): Promise<Erasure | undefined>;
  remove(id: string): Promise<void>;
}

/** `erasures` is opened with `erasureIndexes`. */
export function createErasureLog(erasures: Collection<Erasure>): ErasureLog {
  const under = (index: string) => ({ index, value: 'one' });
  return {
    byId: id => erasures.get(id),
    due: (what, until) =>
      recordsFound(erasures, under(what), {
        order: 'up',
        ...(until === undefined ? {} : { below: timeRank(until) }),
      }),
    async open() {
      const [oldest] = await erasures.find(under('open'), { order: 'up', limit: 1 });
      return { many: await erasures.count(under('open')), since: oldest && Number(oldest.rank) };
    },
    async openIds() {
      const ids: string[] = [];
      for await (const page of eachFound(erasures, under('open'), { order: 'up' }))
        ids.push(...page.map(({ id }) => id));
      return ids;
    },
    async of(what, value) {
      const [first] = await erasures.find({ index: what, value }, { order: 'up', limit: 1 });
      return first && erasures.get(first.id);
    },
    naming: value => eachRecord(erasures, { index: 'member', value }),
    add: erasure => erasures.put(erasure.id, erasure),
    change: (id, apply) =>
      erasures.update(id, current => {
        if (!current) return undefined;
        const next = apply(current);
        return next === current ? undefined : next;
      }),
    remove: id => erasures.delete(id),
  };
}
