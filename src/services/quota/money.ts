import { UserError } from '../../errors.ts';
import { formatDollars } from '../../words/numbers.ts';
import { type Key, type PlainKey, said, t } from '../../words/words.ts';
import { type Held, midnightAfter, type QuotaDay, type Use } from './quota-day.ts';

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

/** Millionths of a dollar: of calls, which the hub's bill corrects, and of machines, by their price an hour. */
export interface Spending {
  calls: number;
  machines: number;
}

export const nothingSpent: Spending = { calls: 0, machines: 0 };
export const plusSpent = (a: Spending, b: Spending): Spending => ({
  calls: a.calls + b.calls,
  machines: a.machines + b.machines,
});
/** `factor` as in `MoneyLimits`. */
export const microsBilled = ({ calls, machines }: Spending, factor: number): number =>
  calls * factor + machines;

/** Counted before today in this month. */
export interface EarlierThisMonth {
  account: Spending;
  server: Spending;
  /** Of the member, in that server. */
  member: Spending;
}

type Counts = (held: Pick<Held, 'memberId' | 'guildId'>) => boolean;
const total = (held: readonly { micros?: number | undefined }[]) =>
  held.reduce((sum, { micros = 0 }) => sum + micros, 0);
const held = (record: QuotaDay, counts: Counts): Spending => ({
  calls: total(Object.values(record.reserved).filter(counts)),
  machines: total(Object.values(record.machines).filter(counts)),
});
const ofUse = ({ micros = 0, machineMicros = 0 }: Partial<Use> = {}): Spending => ({
  calls: micros,
  machines: machineMicros,
});

/** Of a day, what is under way included. */
export const spentIn = (record: QuotaDay): Spending =>
  plusSpent(
    { calls: record.micros, machines: record.machineMicros },
    held(record, () => true),
  );

export const spentInGuild = (record: QuotaDay, guildId: string): Spending =>
  Object.values(record.byGuild[guildId] ?? {})
    .map(ofUse)
    .reduce(
      plusSpent,
      held(record, one => one.guildId === guildId),
    );

export const spentByMember = (record: QuotaDay, names: readonly string[], guildId: string): Spending =>
  names
    .map(name => ofUse(record.byGuild[guildId]?.[name]))
    .reduce(
      plusSpent,
      held(record, one => one.guildId === guildId && names.includes(one.memberId)),
    );

/** An amount as members read it: cents, and a tenth of them where it is small. */
export function dollars(usd: number): string {
  const inCents = usd >= 0.1 || Math.abs(usd * 100 - Math.round(usd * 100)) < 0.01;
  return formatDollars(usd, inCents ? 2 : 3);
}

/** @throws UserError budget-spent where it would cost more than is left of one of the budgets */
export function requireMoney(
  limits: MoneyLimits,
  record: QuotaDay,
  earlier: EarlierThisMonth,
  { guildId, names, cost }: { guildId: string; names: readonly string[]; cost: Spending },
): void {
  const factor = limits.factor();
  const micros = microsBilled(cost, factor);
  if (micros === 0) return;
  const tomorrow = `<t:${midnightAfter(record.day) / 1000}:R>`;
  const nextMonth = `<t:${startOfNextMonth(record.day) / 1000}:D>`;
  const check = (
    words: (typeof budgetWords)[keyof typeof budgetWords],
    limit: number | undefined,
    spent: Spending,
    time: string,
  ) => {
    const used = microsBilled(spent, factor);
    if (limit === undefined || (used + micros) / 1e6 <= limit) return;
    if (limit === 0) throw new UserError('budget-spent', said(words.nothing));
    const left = Math.max(0, limit - used / 1e6);
    throw new UserError('budget-spent', () =>
      t(words.spent, { left: dollars(left), cost: dollars(micros / 1e6), time }),
    );
  };
  const { account } = limits;
  const server = limits.server(guildId) ?? {};
  const [today, here] = [spentIn(record), spentInGuild(record, guildId)];
  check(budgetWords.accountDay, account.day, today, tomorrow);
  check(budgetWords.accountMonth, account.month, plusSpent(earlier.account, today), nextMonth);
  check(budgetWords.serverDay, server.day, here, tomorrow);
  check(budgetWords.serverMonth, server.month, plusSpent(earlier.server, here), nextMonth);
  const mine = spentByMember(record, names, guildId);
  check(budgetWords.memberDay, server.memberDay, mine, tomorrow);
  check(budgetWords.memberMonth, server.memberMonth, plusSpent(earlier.member, mine), nextMonth);
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
