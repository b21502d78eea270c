import { z } from 'zod';
import type { Collection } from '../storage/collection.ts';
import { deleteFound, keepLatest, recordsFound } from '../storage/found-records.ts';
import { newId } from '../storage/id.ts';
import { type Indexes, timeRank } from '../storage/refs.ts';

export const failureDays = 90;
/** Of one server; the oldest go first. */
export const failuresMost = 2_000;

/** Something that a member asked for and that did not work, through no fault of theirs. Not what they asked for. */
export const failureSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  memberId: z.string(),
  at: z.number(),
  /** As of a UserError, or `unexpected`. */
  code: z.string(),
  /** Under which the operator finds it in the technical log. */
  errorId: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;

/** By what failures are found. */
export const failureIndexes: Indexes<Failure> = {
  version: 1,
  by: {
    guild: ({ guildId, at }) => [{ value: guildId, rank: timeRank(at) }],
    member: ({ memberId, at }) => [{ value: memberId, rank: timeRank(at) }],
  },
};

/** What failed in the last 90 days, for the admins of each server. */
export interface FailureLog {
  /** Returns at once: that something failed must never make more fail. */
  note(failure: Omit<Failure, 'id' | 'at'>): void;
  /** The latest first. */
  recent(guildId: string): Promise<Failure[]>;
  /** The oldest first. */
  ofMember(memberId: string): Promise<Failure[]>;
  forgetMember(memberId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  prune(): Promise<void>;
}

const keptMs = failureDays * 24 * 60 * 60_000;

export function createFailureLog({
  collection,
  now,
  onUnwritten = () => {},
}: {
  /** Opened with `failureIndexes`. */
  collection: Pick<Collection<Failure>, 'find' | 'some' | 'values' | 'put' | 'delete'>;
  now: () => number;
  onUnwritten?: (error: unknown) => void;
}): FailureLog {
  /** Writes under way: what is forgotten must not come back by one of them. */
  const writing = new Set<Promise<void>>();
  const written = () => Promise.all(writing);

  async function forget(index: string, value: string): Promise<void> {
    await written();
    await deleteFound(collection, { index, value });
  }

  return {
    note(failure) {
      const noted = { ...failure, id: newId(), at: now() };
      const write = collection
        .put(noted.id, noted)
        .catch(onUnwritten)
        .finally(() => writing.delete(write));
      writing.add(write);
    },
    async recent(guildId) {
      await written();
      return recordsFound(
        collection,
        { index: 'guild', value: guildId },
        { from: timeRank(now() - keptMs + 1) },
      );
    },
    async ofMember(memberId) {
      await written();
      return recordsFound(collection, { index: 'member', value: memberId }, { order: 'up' });
    },
    forgetMember: memberId => forget('member', memberId),
    forgetGuild: guildId => forget('guild', guildId),
    async prune() {
      await written();
      const limits = { until: now() - keptMs, most: failuresMost };
      for (const value of await collection.values('guild'))
        await keepLatest(collection, { index: 'guild', value }, limits);
    },
  };
}
