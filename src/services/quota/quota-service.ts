import { createHmac, randomBytes } from 'node:crypto';
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
  /** What is kept of the member: the tokens of each day, the latest first. */
  ofMember(memberId: string): Promise<{ day: string; tokens: number }[]>;
  /** Takes their id out. The days' totals stay, and what they used up of today's share stays used up. */
  forgetMember(memberId: string): Promise<void>;
  /** Deletes old days, and what stood for forgotten members on days that are over. */
  prune(): Promise<void>;
}

const dayMs = 86_400_000;
export const quotaDaysKept = 62;
/** What stands for a forgotten member begins so, which no id of Discord does. */
const forgotten = '~';

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

/** The day with another name for a member: `undefined` drops what is known of them, and keeps the totals. */
export function renamed(record: QuotaDay, memberId: string, alias: string | undefined): QuotaDay {
  const { [memberId]: used, ...others } = record.byMember;
  const inUse = Object.values(record.reserved).some(entry => entry.memberId === memberId);
  if (used === undefined && !inUse) return record;
  return {
    ...record,
    reserved: Object.fromEntries(
      Object.entries(record.reserved).map(([id, entry]) => [
        id,
        entry.memberId === memberId ? { ...entry, memberId: alias ?? forgotten } : entry,
      ]),
    ),
    byMember:
      used === undefined || alias === undefined
        ? others
        : { ...others, [alias]: (others[alias] ?? 0) + used },
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
  secret = randomBytes(32),
  now,
}: {
  days: Collection<QuotaDay>;
  dailyTokens: number;
  /** 0 = no share of one's own. */
  memberDailyTokens: number;
  /** Known to this bot alone, and the same after a restart: from it comes what stands for forgotten members. */
  secret?: string | Buffer;
  now: () => number;
}): Promise<QuotaService> {
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  /** The same for the same member on one day; without the secret it leads back to nobody. */
  const aliasOf = (memberId: string, day: string) =>
    forgotten + createHmac('sha256', secret).update(`quota/${day}/${memberId}`).digest('base64url');
  const usedBy = (record: QuotaDay, memberId: string) =>
    sum(
      [memberId, aliasOf(memberId, record.day)].map(
        name => (record.byMember[name] ?? 0) + reservedOf(record, name),
      ),
    );
  const resetsAt = () => Date.parse(`${dayOf(now())}T00:00:00Z`) + dayMs;

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
        const mine = usedBy(record, memberId);
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
        memberUsed: usedBy(record, memberId),
        resetsAt: resetsAt(),
      };
    },

    async ofMember(memberId) {
      return (await days.all())
        .map(record => ({
          day: record.day,
          tokens: (record.byMember[memberId] ?? 0) + reservedOf(record, memberId),
        }))
        .filter(({ tokens }) => tokens > 0)
        .sort((a, b) => (a.day < b.day ? 1 : -1));
    },

    async forgetMember(memberId) {
      const today = dayOf(now());
      for (const { day } of await days.all()) {
        const alias = day === today ? aliasOf(memberId, day) : undefined;
        await days.update(day, record => record && renamed(record, memberId, alias));
      }
    },

    async prune() {
      const today = dayOf(now());
      const oldest = dayOf(now() - quotaDaysKept * dayMs);
      for (const { day } of await days.all()) {
        if (day < oldest) await days.delete(day);
        else if (day !== today) {
          await days.update(day, record => {
            const names = Object.entries(record?.byMember ?? {});
            const known = names.filter(([name]) => !name.startsWith(forgotten));
            return record && known.length < names.length
              ? { ...record, byMember: Object.fromEntries(known) }
              : record;
          });
        }
      }
    },
  };
}
