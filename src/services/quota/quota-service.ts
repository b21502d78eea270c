import { createHmac, randomBytes } from 'node:crypto';
import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { createGroupedUpdates } from './grouped-updates.ts';
import {
  dropAliases,
  dropGuild,
  emptyDay,
  forgotten,
  nobody,
  noteSent,
  type QuotaDay,
  rename,
  settle,
  settleAfterKill,
  type Use,
  usedByGuild,
  usedByMember,
  usedOf,
  usesIn,
} from './quota-day.ts';

export interface Reservation {
  /** To be awaited directly before a call leaves that may cost. From then on a killed process may have paid for it. */
  sent(): Promise<void>;
  commit(): Promise<void>;
  /** For a failure that certainly cost nothing. */
  refund(): Promise<void>;
  /** For a call that may have been billed. */
  unknown(): Promise<void>;
}

/** A limit and what of it is used, in tokens. */
export interface Share {
  limit: number;
  used: number;
}

export interface QuotaToday {
  limit: number;
  /** Committed, unknown and reserved together. */
  used: number;
  unknown: number;
  /** What the member used: in this server where it is asked for one and its admins set them a limit, else everywhere. */
  memberUsed: number;
  /** Undefined where there is no limit for one member. */
  memberLimit: number | undefined;
  /** Of the server that it is asked for; undefined where it has no limit. */
  server: Share | undefined;
  /** The next midnight UTC. */
  resetsAt: number;
}

export interface GuildUsage {
  /** The oldest first, a day without anything included. */
  days: (Use & { day: string })[];
  /** Who used most first. Forgotten members have no id. */
  members: (Use & { memberId: string | undefined; tokensToday: number })[];
}

export interface QuotaService {
  /** Sets tokens of today aside. @throws UserError budget-spent */
  reserve(
    reservationId: string,
    whose: { memberId: string; guildId: string },
    tokens: number,
  ): Promise<Reservation>;
  today(memberId: string, guildId?: string): Promise<QuotaToday>;
  /** Who used what in one server on the last days, today included. */
  usageOf(guildId: string, days: number): Promise<GuildUsage>;
  /** What the whole account used since then, by the bot's own count: in whole days of UTC. */
  usedSince(time: number): Promise<Use>;
  /** What is kept of the member: the tokens of each day, the latest first. */
  ofMember(memberId: string): Promise<{ day: string; tokens: number }[]>;
  /** Takes their id out. The days' totals stay, and what they used up of today's share stays used up. */
  forgetMember(memberId: string): Promise<void>;
  /** Takes a server out; the days' totals stay. */
  forgetGuild(guildId: string): Promise<void>;
  /** Deletes old days, and what stood for forgotten members on days that are over. */
  prune(): Promise<void>;
}

/** Limits in tokens a day that the admins of a server decided; undefined where they did not. */
export interface DecidedLimits {
  server(guildId: string): number | undefined;
  member(guildId: string, memberId: string): number | undefined;
}

const dayMs = 86_400_000;
export const quotaDaysKept = 62;
const none: DecidedLimits = { server: () => undefined, member: () => undefined };
const leftOf = ({ limit, used }: Share) => Math.max(0, limit - used);

/**
 * The day's budget of the shared account. What a killed process had reserved is ended at the start: what had not
 * left is given back, of the rest nobody can say, so it counts as unknown.
 */
export async function createQuotaService({
  days,
  dailyTokens,
  memberDailyTokens,
  serverDailyTokens = 0,
  limits = none,
  secret = randomBytes(32),
  now,
}: {
  days: Collection<QuotaDay>;
  dailyTokens: number;
  /** 0 = no share of one's own. */
  memberDailyTokens: number;
  /** 0 = no share for one server. */
  serverDailyTokens?: number;
  limits?: DecidedLimits;
  /** Known to this bot alone, and the same after a restart: from it comes what stands for forgotten members. */
  secret?: string | Buffer;
  now: () => number;
}): Promise<QuotaService> {
  const { update: change, read } = createGroupedUpdates(days, emptyDay);
  /** Of days that are over: members who look at the budget must not have a month of records read. */
  const totals = new Map<string, Use>();
  async function update(day: string, how: (record: QuotaDay) => boolean): Promise<void> {
    await change(day, how);
    totals.delete(day);
  }
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  const midnightAfter = (day: string) => Date.parse(`${day}T00:00:00Z`) + dayMs;
  /** The same for the same member on one day; without the secret it leads back to nobody. */
  const aliasOf = (memberId: string, day: string) =>
    forgotten + createHmac('sha256', secret).update(`quota/${day}/${memberId}`).digest('base64url');

  async function totalOf(day: string, today: string): Promise<Use> {
    const record = await read(day);
    const held = Object.keys(record.reserved).length;
    const total = { tokens: usedOf(record), pictures: record.pictures + held };
    if (day !== today && held === 0) totals.set(day, total);
    return total;
  }

  /** All that holds for one member, the tightest first. */
  function memberShares(record: QuotaDay, memberId: string, guildId: string | undefined): Share[] {
    const names = [memberId, aliasOf(memberId, record.day)];
    const decided = guildId === undefined ? undefined : limits.member(guildId, memberId);
    const shares: Share[] = [];
    if (decided !== undefined) shares.push({ limit: decided, used: usedByMember(record, names, guildId) });
    // Admins may give one of theirs more than everybody has.
    if (memberDailyTokens > 0 && (decided === undefined || decided < memberDailyTokens)) {
      shares.push({ limit: memberDailyTokens, used: usedByMember(record, names) });
    }
    return shares.sort((a, b) => leftOf(a) - leftOf(b));
  }

  function serverShare(record: QuotaDay, guildId: string): Share | undefined {
    const decided = limits.server(guildId);
    const most = [serverDailyTokens || undefined, decided].filter(limit => limit !== undefined);
    return most.length > 0 ? { limit: Math.min(...most), used: usedByGuild(record, guildId) } : undefined;
  }

  /** @throws UserError budget-spent */
  function requireRoom(record: QuotaDay, memberId: string, guildId: string, tokens: number): void {
    const refuse = (whose: string, share: Share, then = '') => {
      if (tokens <= share.limit - share.used) return;
      const when = `<t:${Math.floor(midnightAfter(record.day) / 1000)}:R>`;
      throw new UserError(
        'budget-spent',
        `${whose} has ${leftOf(share)} tokens left, and this needs ${tokens}. It is full again ${when}.${then}`,
      );
    };
    const cached = ' Images from the cache stay free.';
    refuse("Today's shared budget", { limit: dailyTokens, used: usedOf(record) }, cached);
    const server = serverShare(record, guildId);
    if (server) refuse("This server's share of today's budget", server, cached);
    const [tightest] = memberShares(record, memberId, guildId);
    if (tightest) refuse("Your own share of today's budget", tightest);
  }

  for (const { day, reserved } of await days.all()) {
    if (Object.keys(reserved).length > 0) await update(day, settleAfterKill);
  }

  return {
    async reserve(reservationId, { memberId, guildId }, tokens) {
      // It belongs to this day, whenever it ends and whatever the clock does meanwhile.
      const day = dayOf(now());
      await update(day, record => {
        if (record.reserved[reservationId]) throw new Error(`${reservationId} is reserved already`);
        requireRoom(record, memberId, guildId, tokens);
        record.reserved[reservationId] = { memberId, guildId, tokens, sent: false };
        return true;
      });
      const end = (how: 'commit' | 'refund' | 'unknown') => () =>
        update(day, record => settle(record, reservationId, how));
      return {
        sent: () => update(day, record => noteSent(record, reservationId)),
        commit: end('commit'),
        refund: end('refund'),
        unknown: end('unknown'),
      };
    },

    async today(memberId, guildId) {
      const record = await read(dayOf(now()));
      const [tightest] = memberShares(record, memberId, guildId);
      return {
        limit: dailyTokens,
        used: usedOf(record),
        unknown: record.unknown,
        memberLimit: tightest?.limit,
        memberUsed: tightest?.used ?? usedByMember(record, [memberId, aliasOf(memberId, record.day)]),
        server: guildId === undefined ? undefined : serverShare(record, guildId),
        resetsAt: midnightAfter(record.day),
      };
    },

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
          const key = name.startsWith(forgotten) ? nobody : name;
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
          .map(([name, use]) => ({ memberId: name === nobody ? undefined : name, ...use }))
          .sort((a, b) => b.tokens - a.tokens),
      };
    },

    async usedSince(time) {
      const total = { tokens: 0, pictures: 0 };
      const today = dayOf(now());
      const first = Math.max(time, now() - quotaDaysKept * dayMs);
      for (let back = 0; dayOf(now() - back * dayMs) >= dayOf(first); back++) {
        const day = dayOf(now() - back * dayMs);
        const { tokens, pictures } = totals.get(day) ?? (await totalOf(day, today));
        total.tokens += tokens;
        total.pictures += pictures;
      }
      return total;
    },

    async ofMember(memberId) {
      return (await days.all())
        .map(record => ({ day: record.day, tokens: usedByMember(record, [memberId]) }))
        .filter(({ tokens }) => tokens > 0)
        .sort((a, b) => (a.day < b.day ? 1 : -1));
    },

    async forgetMember(memberId) {
      const today = dayOf(now());
      for (const { day } of await days.all()) {
        const alias = day === today ? aliasOf(memberId, day) : undefined;
        await update(day, record => rename(record, memberId, alias));
      }
    },

    async forgetGuild(guildId) {
      for (const { day } of await days.all()) {
        await update(day, record => dropGuild(record, guildId));
      }
    },

    async prune() {
      const today = dayOf(now());
      const oldest = dayOf(now() - quotaDaysKept * dayMs);
      for (const { day } of await days.all()) {
        if (day < oldest) await days.delete(day);
        else if (day !== today) await update(day, dropAliases);
      }
    },
  };
}
