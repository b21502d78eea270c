import { UserError } from '../../errors.ts';
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
  return `$${usd.toFixed(inCents ? 2 : 3)}`;
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
  const check = (whose: string, limit: number | undefined, used: number, again: string) => {
    if (limit === undefined || ((used + micros) * factor) / 1e6 <= limit) return;
    const left = Math.max(0, limit - (used * factor) / 1e6);
    throw new UserError(
      'budget-spent',
      limit === 0
        ? `${whose} is set to $0, so nothing that costs money is made. Images from the cache stay free.`
        : `${whose} has ${dollars(left)} left, and this image costs about ${dollars((micros * factor) / 1e6)}. There is more ${again}. Images from the cache stay free.`,
    );
  };
  const { account } = limits;
  const server = limits.server(guildId) ?? {};
  const [today, here] = [microsIn(record), microsOfGuild(record, guildId)];
  check('Today’s budget in dollars', account.day, today, tomorrow);
  check('This month’s budget in dollars', account.month, earlier.account + today, `on ${nextMonth}`);
  check('This server’s budget in dollars for today', server.day, here, tomorrow);
  check(
    'This server’s budget in dollars for this month',
    server.month,
    earlier.server + here,
    `on ${nextMonth}`,
  );
  const mine = microsOfMember(record, names, guildId);
  check('Your own budget in dollars for today', server.memberDay, mine, tomorrow);
  check(
    'Your own budget in dollars for this month',
    server.memberMonth,
    earlier.member + mine,
    `on ${nextMonth}`,
  );
}

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
