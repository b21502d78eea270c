import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { Collection } from '../storage/collection.ts';
import { dayMs, forgotten } from './quota-day.ts';

/** Trainings that were begun in a server in the last 7 days. One record, so that it changes as one. */
export const trainingWeekSchema = z.object({
  guildId: z.string(),
  begun: z.array(z.object({ jobId: z.string(), memberId: z.string(), at: z.number() })),
});
export type StoredTrainingWeek = z.infer<typeof trainingWeekSchema>;

export const weekMs = 7 * dayMs;

/** Counts trainings by member, over restarts and the deletion of their actors. */
export interface TrainingWeek {
  /**
   * Counts a training, unless the member has begun `most` already; the same one twice counts once.
   * @throws UserError budget-spent, saying when there is room again
   */
  begin(whose: { guildId: string; memberId: string }, jobId: string, most: number | undefined): Promise<void>;
  /** For one that no trainer ever took. */
  giveBack(guildId: string, jobId: string): Promise<void>;
  /** How many count now. */
  countOf(guildId: string, memberId: string): Promise<number>;
  /** When the member began each, for their export. */
  ofMember(memberId: string): Promise<number[]>;
  /** Takes their id out; what they began still counts, under a code that only this bot can compute. */
  forgetMember(memberId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  /** Deletes what no longer counts. */
  prune(): Promise<void>;
}

export function createTrainingWeek({
  collection,
  secret,
  now,
}: {
  collection: Collection<StoredTrainingWeek>;
  secret: string | Buffer;
  now: () => number;
}): TrainingWeek {
  const aliasOf = (memberId: string) =>
    forgotten + createHmac('sha256', secret).update(`trainings/${memberId}`).digest('base64url');
  const counting = (record: StoredTrainingWeek | undefined) =>
    (record?.begun ?? []).filter(({ at }) => at > now() - weekMs);
  const theirs = (record: StoredTrainingWeek | undefined, memberId: string) => {
    const names = [memberId, aliasOf(memberId)];
    return counting(record).filter(one => names.includes(one.memberId));
  };

  return {
    async begin({ guildId, memberId }, jobId, most) {
      await collection.update(guildId, current => {
        const begun = counting(current);
        if (begun.some(one => one.jobId === jobId)) return undefined;
        const mine = theirs(current, memberId);
        if (most !== undefined && mine.length >= most) throw weekIsFull(most, mine[mine.length - most]?.at);
        return { guildId, begun: [...begun, { jobId, memberId, at: now() }] };
      });
    },
    async giveBack(guildId, jobId) {
      await collection.update(guildId, current =>
        current?.begun.some(one => one.jobId === jobId)
          ? { ...current, begun: current.begun.filter(one => one.jobId !== jobId) }
          : undefined,
      );
    },
    countOf: async (guildId, memberId) => theirs(await collection.get(guildId), memberId).length,
    async ofMember(memberId) {
      const begunAt: number[] = [];
      for (const guildId of await collection.ids())
        for (const one of (await collection.get(guildId))?.begun ?? [])
          if (one.memberId === memberId) begunAt.push(one.at);
      return begunAt;
    },
    async forgetMember(memberId) {
      for (const guildId of await collection.ids()) {
        await collection.update(guildId, current =>
          current?.begun.some(one => one.memberId === memberId)
            ? {
                ...current,
                begun: current.begun.map(one =>
                  one.memberId === memberId ? { ...one, memberId: aliasOf(memberId) } : one,
                ),
              }
            : undefined,
        );
      }
    },
    forgetGuild: guildId => collection.delete(guildId),
    async prune() {
      for (const guildId of await collection.ids()) {
        await collection.update(guildId, current => {
          const begun = counting(current);
          return current && begun.length < current.begun.length ? { ...current, begun } : undefined;
        });
      }
    },
  };
}

/** `oldest` is the one that has to fall out of the week before there is room. */
function weekIsFull(most: number, oldest: number | undefined): UserError {
  if (most === 0) {
    return new UserError('not-allowed', said('budgets.trainingsOff'));
  }
  if (oldest === undefined)
    return new UserError('budget-spent', said('budgets.trainingsUsed', { trainings: most }));
  const time = `<t:${Math.ceil((oldest + weekMs) / 1000)}:R>`;
  return new UserError('budget-spent', said('budgets.trainingsUsedUntil', { trainings: most, time }));
}
