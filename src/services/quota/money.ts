import { UserError } from '../../errors.ts';
import { formatDollars } from '../../words/numbers.ts';
import { type Key, type PlainKey, said, t } from '../../words/words.ts';
import { type Held, midnightAfter, type QuotaDay } from './quota-day.ts';

/** Budgets in US dollars; what is undefined is not limited. */
export interface MoneyLimits {
  /** Of the whole account. */
  account: { day?: number | undefined; month?: number | undefined };
  server(guildId: string):
    | {
        day?: number | undefined;
        month?: number | undefined;
        memberDay?: number | undefined;
        memberMonth?: number | undefined;
      }
    | undefined;
  /**
   * What the hub's bill is of the bot's own count; 1 where it does not tell. The count is kept as it was, so that this
   * can change.
   */
  factor(): number;
}

/** Counted before today in this month, in millionths of a dollar. */
export interface EarlierThisMonth {
  account: number;
  server: number;
  /** Of the member, in that server. */
  member: number;
}

type Counts = (held: Held) => boolean;
const heldMicros = (record: QuotaDay, counts: Counts = () => true) =>
  Object.values(record.reserved)
    .filter(counts)
    .reduce((sum, { micros = 0 }) => sum + micros, 0);

/** Of a day, what is under way included, in millionths of a dollar. */
export const microsIn = (record: QuotaDay): number => record.micros + heldMicros(record);

export const microsOfGuild = (record: QuotaDay, guildId: string): number =>
  Object.values(record.byGuild[guildId] ?? {}).reduce((sum, { micros = 0 }) => sum + micros, 0) +
  heldMicros(record, held => held.guildId === guildId);

export const microsOfMember = (record: QuotaDay, names: readonly string[], guildId: string): number =>
  names.reduce((sum, name) => sum + (record.byGuild[guildId]?.[name]?.micros ?? 0), 0) +
  heldMicros(record, held => held.guildId === guildId && names.includes(held.memberId));

/** An amount as members read it: cents, and a tenth of them where it is small. */
export function dollars(usd: number): string {
  const inCents = usd >= 0.1 || Math.abs(usd * 100 - Math.round(usd * 100)) < 0.01;
  return formatDollars(usd, inCents ? 2 : 3);
}

/** @throws UserError budget-spent where an image would cost more than is left of one of the budgets */
export function requireMoney(
  limits: MoneyLimits,
  record: QuotaDay,
  earlier: EarlierThisMonth,
  { guildId, names, micros }: { guildId: string; names: readonly string[]; micros: number },
): void {
  if (micros === 0) return;
  const factor = limits.factor();
  const tomorrow = `<t:${midnightAfter(record.day) / 1000}:R>`;
  const nextMonth = `<t:${startOfNextMonth(record.day) / 1000}:D>`;
  const check = (
    words: (typeof budgetWords)[keyof typeof budgetWords],
    limit: number | undefined,
    used: number,
    time: string,
  ) => {
    if (limit === undefined || ((used + micros) * factor) / 1e6 <= limit) return;
    if (limit === 0) throw new UserError('budget-spent', said(words.nothing));
    const left = Math.max(0, limit - (used * factor) / 1e6);
    const cost = (micros * factor) / 1e6;
    throw new UserError('budget-spent', () =>
      t(words.spent, { left: dollars(left), cost: dollars(cost), time }),
    );
  };
  const { account } = limits;
  const server = limits.server(guildId) ?? {};
  const [today, here] = [microsIn(record), microsOfGuild(record, guildId)];
  check(budgetWords.accountDay, account.day, today, tomorrow);
  check(budgetWords.accountMonth, account.month, earlier.account + today, nextMonth);
  check(budgetWords.serverDay, server.day, here, tomorrow);
  check(budgetWords.serverMonth, server.month, earlier.server + here, nextMonth);
  const mine = microsOfMember(record, names, guildId);
  check(budgetWords.memberDay, server.memberDay, mine, tomorrow);
  check(budgetWords.memberMonth, server.memberMonth, earlier.member + mine, nextMonth);
}

const budgetWords = {
  accountDay: { spent: 'budgets.accountDay', nothing: 'budgets.accountDayNothing' },
  accountMonth: { spent: 'budgets.accountMonth', nothing: 'budgets.accountMonthNothing' },
  serverDay: { spent: 'budgets.serverDay', nothing: 'budgets.serverDayNothing' },
  serverMonth: { spent: 'budgets.serverMonth', nothing: 'budgets.serverMonthNothing' },
  memberDay: { spent: 'budgets.memberDay', nothing: 'budgets.memberDayNothing' },
  memberMonth: { spent: 'budgets.memberMonth', nothing: 'budgets.memberMonthNothing' },
} as const satisfies Record<string, { spent: Key; nothing: PlainKey }>;

const startOfNextMonth = (day: string) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1);

/**
 * When the included credit ends at the pace so far: `over` where it is used up, a time, or undefined where it lasts
 * until `until` or there is nothing to tell it from.
 */
export function creditEnds(
  {
    since,
    at,
    usd,
    includedUsd,
  }: { since: number; at: number; usd: number; includedUsd: number | undefined },
  until = startOfNextMonth(new Date(at).toISOString().slice(0, 10)),
): number | 'over' | undefined {
  if (!includedUsd || usd <= 0) return undefined;
  if (usd >= includedUsd) return 'over';
  // Of less than a day there is no pace yet.
  const pace = usd / Math.max(at - since, 86_400_000);
  const ends = at + (includedUsd - usd) / pace;
  return ends < until ? ends : undefined;
}
