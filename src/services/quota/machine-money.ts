import { type EarlierThisMonth, type MoneyLimits, requireMoney, type Spending } from './money.ts';
import { dayMs, dayOf, type QuotaDay, settleMachine } from './quota-day.ts';

/** Who asks for a machine, and what it may cost at most, in millionths of a dollar. */
interface Wanted {
  memberId: string;
  guildId: string;
  micros: number;
}

/**
 * Dollars for machines that trainings take and that are paid by the minute. What is set aside belongs to the day on which
 * that was done, however long the machine runs, and is held over restarts until it is settled.
 */
export interface MachineMoney {
  /** @throws UserError budget-spent where that is more than is left of a budget. Changes nothing. */
  check(wanted: Wanted): Promise<void>;
  /** @throws UserError budget-spent */
  setAside(id: string, wanted: Wanted & { jobId: string }): Promise<void>;
  /** `at`: when it was set aside; `micros`: what it took, 0 for nothing. Settled twice, it changes nothing. */
  settle(id: string, at: number, micros: number): Promise<void>;
  /** What is set aside now. */
  held(): Promise<{ id: string; jobId: string; at: number }[]>;
  /** Whether a budget in dollars holds in this server. */
  isLimited(guildId: string): boolean;
}

/** No machine is lent for longer. */
const heldDays = 10;

export function createMachineMoney({
  limits,
  namesOf,
  thisMonth,
  read,
  some,
  update,
  now,
}: {
  limits: MoneyLimits | undefined;
  /** All names that a member has in the record. */
  namesOf: (record: QuotaDay, memberId: string) => string[];
  thisMonth: (today: string, guildId: string, memberId: string) => Promise<EarlierThisMonth>;
  read: (day: string) => Promise<QuotaDay>;
  some: (days: readonly string[]) => Promise<QuotaDay[]>;
  update: (day: string, how: (record: QuotaDay) => boolean) => Promise<void>;
  now: () => number;
}): MachineMoney {
  async function requiring({ memberId, guildId, micros }: Wanted, day: string) {
    const before = await thisMonth(day, guildId, memberId);
    const cost: Spending = { calls: 0, machines: micros };
    return (record: QuotaDay) => {
      if (limits) requireMoney(limits, record, before, { guildId, names: namesOf(record, memberId), cost });
    };
  }

  return {
    async check(wanted) {
      const day = dayOf(now());
      (await requiring(wanted, day))(await read(day));
    },

    async setAside(id, { jobId, ...wanted }) {
      const at = now();
      const require = await requiring(wanted, dayOf(at));
      await update(dayOf(at), record => {
        require(record);
        record.machines[id] = { ...wanted, jobId, at };
        return true;
      });
    },

    settle: (id, at, micros) => update(dayOf(at), record => settleMachine(record, id, micros)),

    async held() {
      const days = Array.from({ length: heldDays }, (_, back) => dayOf(now() - back * dayMs));
      const found = await some(days);
      return found.flatMap(({ machines }) =>
        Object.entries(machines).map(([id, { jobId, at }]) => ({ id, jobId, at })),
      );
    },

    isLimited(guildId) {
      const all = { ...limits?.server(guildId) };
      const mine = [limits?.account.day, limits?.account.month];
      return [...mine, all.day, all.month, all.memberDay, all.memberMonth].some(one => one !== undefined);
    },
  };
}
