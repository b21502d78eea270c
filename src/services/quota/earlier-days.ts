import {
  type EarlierThisMonth,
  nothingSpent,
  plusSpent,
  spentByMember,
  spentIn,
  spentInGuild,
} from './money.ts';
import { dayOf, emptyDay, isOpen, type QuotaDay } from './quota-day.ts';

export const nothingEarlier: EarlierThisMonth = {
  account: nothingSpent,
  server: nothingSpent,
  member: nothingSpent,
};

/** What was spent on the days before this one in its month. */
export function createEarlierDays({
  some,
  now,
}: {
  some: (days: readonly string[]) => Promise<QuotaDay[]>;
  now: () => number;
}) {
  /** Of days that are over, which change only where a call or a machine of theirs ends late. */
  const overDays = new Map<string, QuotaDay>();
  let changes = 0;
  const noteChange = (day: string) => {
    if (day !== dayOf(now())) changes++;
  };

  /** As far as they are not known; read at once, for a member waits. */
  async function daysBefore(today: string): Promise<QuotaDay[]> {
    const before = Array.from(
      { length: Number(today.slice(8)) - 1 },
      (_, at) => `${today.slice(0, 8)}${String(at + 1).padStart(2, '0')}`,
    );
    const asOf = changes;
    const missing = before.filter(day => !overDays.has(day));
    const found = new Map((await some(missing)).map(record => [record.day, record]));
    return before.map(day => {
      const over = overDays.get(day) ?? found.get(day) ?? emptyDay(day);
      if (changes === asOf && !isOpen(over)) overDays.set(day, over);
      return over;
    });
  }

  return {
    /** To be called before a day is written, and `changed` after it. */
    changing: noteChange,
    changed(day: string): void {
      noteChange(day);
      overDays.delete(day);
    },

    async thisMonth(today: string, guildId: string, memberId: string): Promise<EarlierThisMonth> {
      return (await daysBefore(today)).reduce(
        (sum, over) => ({
          account: plusSpent(sum.account, spentIn(over)),
          server: plusSpent(sum.server, spentInGuild(over, guildId)),
          // A member who had their data deleted has no name in past days, and starts afresh.
          member: plusSpent(sum.member, spentByMember(over, [memberId], guildId)),
        }),
        nothingEarlier,
      );
    },
  };
}
