import type { Collection } from '../storage/collection.ts';
import { spentIn } from './money.ts';
import {
  allForgotten,
  dayMs,
  dayOf,
  emptyDay,
  forgotten,
  type QuotaDay,
  type Use,
  usedByMember,
  usedOf,
  usesIn,
} from './quota-day.ts';
import type { GuildUsage, QuotaService } from './quota-service.ts';

export const quotaDaysKept = 62;

/** What was used on the days that are kept, for those who look at it. */
export function createUsage({
  days,
  read,
  some,
  now,
}: {
  days: Pick<Collection<QuotaDay>, 'ids'>;
  read: (day: string) => Promise<QuotaDay>;
  some: (days: readonly string[]) => Promise<QuotaDay[]>;
  now: () => number;
}): Pick<QuotaService, 'usageOf' | 'usedSince' | 'ofMember'> & { changed(day: string): void } {
  /** Of days that are over: members who look at the budget must not have a month of records read. */
  const totals = new Map<string, Use>();

  function totalOf(day: string, today: string, record: QuotaDay): Use {
    const held = Object.keys(record.reserved).length;
    // Of calls alone: what the hub reports is compared with it.
    const { calls: micros } = spentIn(record);
    const total = {
      tokens: usedOf(record),
      pictures: record.pictures + held,
      ...(micros > 0 ? { micros } : {}),
    };
    if (day !== today && held === 0) totals.set(day, total);
    return total;
  }

  return {
    /** What was counted of the day does not hold any more. */
    changed: day => void totals.delete(day),

    async usageOf(guildId, count) {
      const today = dayOf(now());
      const members = new Map<string, Use & { tokensToday: number }>();
      const perDay: GuildUsage['days'] = [];
      for (let back = count - 1; back >= 0; back--) {
        const record = await read(dayOf(now() - back * dayMs));
        const total = { day: record.day, tokens: 0, pictures: 0 };
        for (const [name, { tokens, pictures }] of usesIn(record, guildId)) {
          total.tokens += tokens;
          total.pictures += pictures;
          const key = name.startsWith(forgotten) ? allForgotten : name;
          const before = members.get(key) ?? { tokens: 0, pictures: 0, tokensToday: 0 };
          members.set(key, {
            tokens: before.tokens + tokens,
            pictures: before.pictures + pictures,
            tokensToday: before.tokensToday + (record.day === today ? tokens : 0),
          });
        }
        perDay.push(total);
      }
      return {
        days: perDay,
        members: [...members]
          .map(([name, use]) => ({ memberId: name === allForgotten ? undefined : name, ...use }))
          .sort((a, b) => b.tokens - a.tokens),
      };
    },

    async usedSince(time) {
      const total: Use = { tokens: 0, pictures: 0 };
      const today = dayOf(now());
      const first = Math.max(time, now() - quotaDaysKept * dayMs);
      const wanted: string[] = [];
      for (let back = 0; dayOf(now() - back * dayMs) >= dayOf(first); back++)
        wanted.push(dayOf(now() - back * dayMs));
      const found = await some(wanted.filter(day => !totals.has(day)));
      const records = new Map(found.map(record => [record.day, record]));
      for (const day of wanted) {
        const known = totals.get(day) ?? totalOf(day, today, records.get(day) ?? emptyDay(day));
        const { tokens, pictures, micros } = known;
        total.tokens += tokens;
        total.pictures += pictures;
        if (micros) total.micros = (total.micros ?? 0) + micros;
      }
      return total;
    },

    async ofMember(memberId) {
      const used = [];
      for (const day of (await days.ids()).sort().reverse()) {
        const tokens = usedByMember(await read(day), [memberId]);
        if (tokens > 0) used.push({ day, tokens });
      }
      return used;
    },
  };
}
