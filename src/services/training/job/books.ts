import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import { newId } from '../../storage/id.ts';
import type { Paid, TrainingJob } from './job.ts';
import { allPaid, mostMicros, tookMicros } from './paid.ts';

/** The budgets in dollars that machines count in; see `quota/machine-money.ts`. */
export interface MachineMoney {
  check(wanted: { guildId: string; memberId: string; micros: number }): Promise<void>;
  setAside(
    id: string,
    wanted: { guildId: string; memberId: string; micros: number; jobId: string },
  ): Promise<void>;
  settle(id: string, at: number, micros: number): Promise<void>;
  held(): Promise<{ id: string; jobId: string; at: number }[]>;
  isLimited(guildId: string): boolean;
}

/** What a machine costs; `unknown` where it costs something, undefined where nothing is billed. */
export type Price = { hourly: number; timeoutSeconds: number } | 'unknown' | undefined;

interface Whose {
  guildId: string;
  memberId: string;
}

/** What machines cost, in the budgets of the account, the server and the member. */
export interface Books {
  /** Changes nothing. @throws UserError budget-spent | training-unavailable */
  check(whose: Whose, price: Price): Promise<void>;
  /**
   * Sets the most aside that it can cost. Resolves to what the job keeps of it; undefined where nothing is counted.
   * @throws UserError budget-spent | training-unavailable
   */
  setAside(whose: Whose, jobId: string, price: Price): Promise<Paid | undefined>;
  /** The machine has ended now, or was switched off before, or was never started. Repeats change nothing. */
  settle(paid: Paid): Promise<void>;
  /** Everything of a job that is to be forgotten. */
  settleAll(job: TrainingJob): Promise<void>;
  held: MachineMoney['held'];
  /** What no job ever kept. */
  giveBack(held: { id: string; at: number }): Promise<void>;
}

export function createBooks(money: MachineMoney | undefined, now: () => number): Books {
  /** @throws UserError training-unavailable where a budget holds and nobody knows the price */
  function known(guildId: string, price: Price): Exclude<Price, 'unknown'> {
    if (price !== 'unknown') return price;
    if (money?.isLimited(guildId)) {
      throw new UserError('training-unavailable', said('training.priceUnknown'));
    }
    return undefined;
  }

  const settle = async (paid: Paid) => money?.settle(paid.id, paid.at, tookMicros(paid, now()));

  return {
    async check(whose, price) {
      const cost = known(whose.guildId, price);
      if (cost) await money?.check({ ...whose, micros: mostMicros(cost) });
    },
    async setAside({ guildId, memberId }, jobId, price) {
      const cost = known(guildId, price);
      if (!cost) return undefined;
      const paid = { id: newId(), at: now(), ...cost };
      await money?.setAside(paid.id, { guildId, memberId, jobId, micros: mostMicros(cost) });
      return paid;
    },
    settle,
    async settleAll(job) {
      for (const paid of allPaid(job)) await settle(paid);
    },
    held: async () => (await money?.held()) ?? [],
    giveBack: async ({ id, at }) => money?.settle(id, at, 0),
  };
}
