import { randomBytes } from 'node:crypto';
import type { Collection } from '../storage/collection.ts';
import { createLedger } from '../storage/ledger.ts';
import { createEarlierDays, nothingEarlier } from './earlier-days.ts';
import { createLimits, type DecidedLimits, type Share } from './limits.ts';
import { createMachineMoney, type MachineMoney } from './machine-money.ts';
import {
  type MoneyLimits,
  microsBilled,
  plusSpent,
  requireMoney,
  type Spending,
  spentByMember,
  spentIn,
  spentInGuild,
} from './money.ts';
import {
  dayMs,
  dayOf,
  dropAliases,
  dropGuild,
  emptyDay,
  type Held,
  midnightAfter,
  noteSent,
  picturesOfMember,
  type QuotaDay,
  rename,
  settle,
  settleAfterKill,
  type Use,
  usedByMember,
  usedOf,
} from './quota-day.ts';
import { createUsage, quotaDaysKept } from './usage.ts';

export type { DecidedLimits, Share } from './limits.ts';

export interface Reservation {
  /**
   * To be awaited directly before a call leaves that may cost. From then on a killed process may have paid for it. Where
   * another process took this one for gone and gave it back, it is set aside again. @throws UserError budget-spent
   */
  sent(): Promise<void>;
  commit(): Promise<void>;
  /** For a failure that certainly cost nothing. */
  refund(): Promise<void>;
  /** For a picture that was paid for and that nobody may see any more, by no fault of its member: only the money counts. */
  waive(): Promise<void>;
  /** For a call that may have been billed. */
  unknown(): Promise<void>;
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

export type Spent = Record<'account' | 'server' | 'member', { today: number; month: number }>;

export interface GuildUsage {
  /** The oldest first, a day without anything included. */
  days: (Use & { day: string })[];
  /** Who used most first. Forgotten members have no id. */
  members: (Use & { memberId: string | undefined; tokensToday: number })[];
}

export interface QuotaService {
  /** Ends what killed processes had reserved: at a start, and now and then where there are several. */
  settleLeft(): Promise<void>;
  /** Sets tokens of today aside. @throws UserError budget-spent */
  reserve(
    reservationId: string,
    /**
     * `imagesMost` is how many images a day the member may have in the server, where that is limited; `micros` what the
     * call costs, in millionths of a dollar.
     */
    whose: {
      memberId: string;
      guildId: string;
      imagesMost?: number | undefined;
      micros?: number | undefined;
      /** 0 for words; one picture where it is not given. */
      pictures?: 0 | undefined;
    },
    tokens: number,
  ): Promise<Reservation>;
  machines: MachineMoney;
  today(memberId: string, guildId?: string): Promise<QuotaToday>;
  /** How many new images a member had in a server today, what is under way included. */
  imagesOf(memberId: string, guildId: string): Promise<number>;
  /** Millionths of a dollar, as far as is known of what the hub bills: of the account, of one server, and of a member in it. */
  spent(guildId: string, memberId: string): Promise<Spent>;
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
  /** Stores what is known only here. What a killed process did not store counts as perhaps spent if it had left. */
  flush(): Promise<void>;
  /** Deletes old days, and what stood for forgotten members on days that are over. */
  prune(): Promise<void>;
}

/** One of several processes, and which of the others are still there. */
export interface QuotaProcess {
  id: string;
  /** It takes nothing in, and leaves what killed processes left to those that do. */
  isWorker: boolean;
  isThere(id: string): Promise<boolean>;
}

const undecided: DecidedLimits = { server: () => undefined, member: () => undefined, outside: '@me' };

/**
 * The day's budget of the shared account. What a killed process had reserved is ended at the start: what had not
 * left is given back; what became of the rest is unknown, so it counts as perhaps spent.
 */
export async function createQuotaService({
  days,
  dailyTokens,
  memberDailyTokens,
  serverDailyTokens = 0,
  limits: decided = undecided,
  money,
  secret = randomBytes(32),
  process,
  now,
}: {
  days: Collection<QuotaDay>;
  dailyTokens: number;
  /** 0 = no share of one's own. */
  memberDailyTokens: number;
  /** 0 = no share for one server. */
  serverDailyTokens?: number;
  limits?: DecidedLimits;
  /** Budgets in dollars; without them there are none. */
  money?: MoneyLimits;
  /** Known to this bot alone, and the same after a restart: from it comes what stands for forgotten members. */
  secret?: string | Buffer;
  /** Where several processes reserve: which this is. */
  process?: QuotaProcess | undefined;
  now: () => number;
}): Promise<QuotaService> {
  const { update: change, updateSoon, flush, read, some } = createLedger(days, emptyDay);
  const configured = { dailyTokens, memberDailyTokens, serverDailyTokens };
  const limits = createLimits({ configured, decided, secret });
  const { changed, ...usage } = createUsage({ days, read, some, now });
  const earlier = createEarlierDays({ some, now });
  async function update(
    day: string,
    how: (record: QuotaDay, told?: boolean) => boolean,
    write = change,
  ): Promise<void> {
    earlier.changing(day);
    await write(day, how);
    earlier.changed(day);
    changed(day);
  }

  /** No call takes a day, so nothing is reserved on days before the last two on which anything was. */
  async function settleLeft(): Promise<void> {
    for (const day of (await days.ids()).sort().slice(-2)) {
      const { reserved } = await read(day);
      if (Object.keys(reserved).length === 0) continue;
      if (!process) await update(day, record => settleAfterKill(record));
      else await settleOf(day, Object.values(reserved), process);
    }
  }
  /** What one process alone had reserved has no owner. */
  async function settleOf(day: string, held: readonly Held[], { isThere }: QuotaProcess): Promise<void> {
    const over = new Set<string | undefined>([undefined]);
    for (const owner of new Set(held.flatMap(one => one.owner ?? []))) {
      if (!(await isThere(owner))) over.add(owner);
    }
    await update(day, record => settleAfterKill(record, owner => over.has(owner)));
  }
  if (!process?.isWorker) await settleLeft();

  return {
    ...usage,
    machines: createMachineMoney({
      limits: money,
      namesOf: limits.namesOf,
      thisMonth: earlier.thisMonth,
      ...{ read, some, update, now },
    }),
    flush,
    settleLeft,

    async reserve(reservationId, { memberId, guildId, imagesMost, micros = 0, pictures }, tokens) {
      // It belongs to this day, whenever it ends and whatever the clock does meanwhile.
      const day = dayOf(now());
      const before = micros > 0 ? await earlier.thisMonth(day, guildId, memberId) : nothingEarlier;
      const requireAll = (record: QuotaDay) => {
        if (record.reserved[reservationId]) throw new Error(`${reservationId} is reserved already`);
        limits.requireRoom(record, memberId, guildId, tokens);
        limits.requireImages(record, memberId, guildId, imagesMost);
        const names = limits.namesOf(record, memberId);
        const cost = { calls: micros, machines: 0 };
        if (money) requireMoney(money, record, before, { guildId, names, cost });
      };
      const reserved = (record: QuotaDay, told = false) => {
        // What was granted stays so, whatever the limits are by now.
        if (!told) requireAll(record);
        record.reserved[reservationId] = {
          ...{ memberId, guildId, tokens, sent: false },
          ...(process ? { owner: process.id } : {}),
          ...(micros > 0 ? { micros } : {}),
          ...(pictures === undefined ? {} : { pictures }),
        };
        return true;
      };
      let isOver = false;
      // Paid and in no budget otherwise: the session of this process was cut while it waited for its turn.
      const sent = (record: QuotaDay) => {
        if (!record.reserved[reservationId] && !isOver) reserved(record);
        return noteSent(record, reservationId);
      };
      // What has not left when a process is killed costs nothing: it is stored with what leaves.
      await update(day, reserved, updateSoon);
      // What a kill loses of it counts as perhaps spent.
      const end = (how: 'commit' | 'refund' | 'unknown' | 'waive') => () => {
        isOver = true;
        return update(day, record => settle(record, reservationId, how), updateSoon);
      };
      return {
        sent: () => update(day, sent),
        commit: end('commit'),
        refund: end('refund'),
        waive: end('waive'),
        unknown: end('unknown'),
      };
    },

    async today(memberId, guildId) {
      const record = await read(dayOf(now()));
      const [tightest] = limits.memberShares(record, memberId, guildId);
      return {
        limit: dailyTokens,
        used: usedOf(record),
        unknown: record.unknown,
        memberLimit: tightest?.limit,
        memberUsed: tightest?.used ?? usedByMember(record, limits.namesOf(record, memberId)),
        server: guildId === undefined ? undefined : limits.serverShare(record, guildId),
        resetsAt: midnightAfter(record.day),
      };
    },

    async spent(guildId, memberId) {
      const record = await read(dayOf(now()));
      const before = await earlier.thisMonth(record.day, guildId, memberId);
      const billed = (spent: Spending) => microsBilled(spent, money?.factor() ?? 1);
      const figures = (today: Spending, earlierOn: Spending) => ({
        today: billed(today),
        month: billed(plusSpent(earlierOn, today)),
      });
      const names = limits.namesOf(record, memberId);
      return {
        account: figures(spentIn(record), before.account),
        server: figures(spentInGuild(record, guildId), before.server),
        member: figures(spentByMember(record, names, guildId), before.member),
      };
    },

    async imagesOf(memberId, guildId) {
      const record = await read(dayOf(now()));
      return picturesOfMember(record, limits.namesOf(record, memberId), guildId);
    },

    async forgetMember(memberId) {
      const today = dayOf(now());
      for (const day of await days.ids()) {
        const alias = day === today ? limits.aliasOf(memberId, day) : undefined;
        await update(day, record => rename(record, memberId, alias));
      }
    },

    async forgetGuild(guildId) {
      for (const day of await days.ids()) {
        await update(day, record => dropGuild(record, guildId));
      }
    },

    async prune() {
      const today = dayOf(now());
      const oldest = dayOf(now() - quotaDaysKept * dayMs);
      for (const day of await days.ids()) {
        if (day < oldest) await days.delete(day);
        else if (day !== today) await update(day, dropAliases);
      }
    },
  };
}
