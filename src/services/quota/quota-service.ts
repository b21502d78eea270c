import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';

/** The budget of one UTC day, all in tokens (prompt tokens × images). One record, so that it changes as one. */
export const quotaDaySchema = z.object({
  day: z.string(),
  /** Spent for sure. */
  committed: z.number(),
  /** Perhaps spent: calls whose outcome is not known. They count as spent. */
  unknown: z.number(),
  /** Set aside for calls under way, by reservation. */
  reserved: z.record(z.string(), z.object({ memberId: z.string(), tokens: z.number() })),
  byMember: z.record(z.string(), z.number()),
});
export type QuotaDay = z.infer<typeof quotaDaySchema>;

export interface Reservation {
  commit(): Promise<void>;
  /** For a failure that certainly cost nothing. */
  refund(): Promise<void>;
  /** For a call that may have been billed. */
  unknown(): Promise<void>;
}

export interface QuotaToday {
  limit: number;
  /** Committed, unknown and reserved together. */
  used: number;
  unknown: number;
  memberLimit: number;
  memberUsed: number;
  resetsAt: number;
}

export interface QuotaService {
  /** @throws UserError budget-spent */
  reserve(reservationId: string, memberId: string, tokens: number): Promise<Reservation>;
  today(memberId: string): Promise<QuotaToday>;
}

const empty = (day: string): QuotaDay => ({ day, committed: 0, unknown: 0, reserved: {}, byMember: {} });

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const reservedOf = (record: QuotaDay, memberId?: string) =>
  sum(
    Object.values(record.reserved)
      .filter(entry => memberId === undefined || entry.memberId === memberId)
      .map(entry => entry.tokens),
  );
export const usedOf = (record: QuotaDay) => record.committed + record.unknown + reservedOf(record);

/** Ends a reservation; ended twice, or after a restart counted it, it changes nothing. */
export function settle(
  record: QuotaDay,
  reservationId: string,
  how: 'commit' | 'refund' | 'unknown',
): QuotaDay {
  const entry = record.reserved[reservationId];
  if (!entry) return record;
  const { [reservationId]: _ended, ...reserved } = record.reserved;
  if (how === 'refund') return { ...record, reserved };
  return {
    ...record,
    reserved,
    committed: record.committed + (how === 'commit' ? entry.tokens : 0),
    unknown: record.unknown + (how === 'unknown' ? entry.tokens : 0),
    byMember: { ...record.byMember, [entry.memberId]: (record.byMember[entry.memberId] ?? 0) + entry.tokens },
  };
}

/**
 * The day's budget of the shared account. What a killed process had reserved counts as unknown from the start:
 * nobody can say whether those calls were billed.
 */
export async function createQuotaService({
  days,
  dailyTokens,
  memberDailyTokens,
  now,
}: {
  days: Collection<QuotaDay>;
  dailyTokens: number;
  /** 0 = no share of one's own. */
  memberDailyTokens: number;
  now: () => number;
}): Promise<QuotaService> {
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  const resetsAt = () => Date.parse(`${dayOf(now())}T00:00:00Z`) + 86_400_000;

  await days.update(
    dayOf(now()),
    record =>
      record && Object.keys(record.reserved).reduce((changed, id) => settle(changed, id, 'unknown'), record),
  );

  return {
    async reserve(reservationId, memberId, tokens) {
      const day = dayOf(now());
      const when = `<t:${Math.floor(resetsAt() / 1000)}:R>`;
      await days.update(day, current => {
        const record = current ?? empty(day);
        const left = dailyTokens - usedOf(record);
        if (tokens > left) {
          throw new UserError(
            'budget-spent',
            `Today's shared budget has ${Math.max(0, left)} tokens left, and this needs ${tokens}. It is full again ${when}. Images from the cache stay free.`,
          );
        }
        const mine = (record.byMember[memberId] ?? 0) + reservedOf(record, memberId);
        if (memberDailyTokens > 0 && mine + tokens > memberDailyTokens) {
          throw new UserError(
            'budget-spent',
            `Your own share of today's budget has ${Math.max(0, memberDailyTokens - mine)} tokens left, and this needs ${tokens}. It is full again ${when}.`,
          );
        }
        return { ...record, reserved: { ...record.reserved, [reservationId]: { memberId, tokens } } };
      });
      const end = (how: 'commit' | 'refund' | 'unknown') => async () => {
        await days.update(day, record => record && settle(record, reservationId, how));
      };
      return { commit: end('commit'), refund: end('refund'), unknown: end('unknown') };
    },

    async today(memberId) {
      const record = (await days.get(dayOf(now()))) ?? empty(dayOf(now()));
      return {
        limit: dailyTokens,
        used: usedOf(record),
        unknown: record.unknown,
        memberLimit: memberDailyTokens,
        memberUsed: (record.byMember[memberId] ?? 0) + reservedOf(record, memberId),
        resetsAt: resetsAt(),
      };
    },
  };
}
