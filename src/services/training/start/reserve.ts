import type { Books, Price } from '../job/books.ts';
import type { Paid } from '../job/job.ts';
import type { TrainingAsker, TrainingChecks } from './checks.ts';

/** Counted for the week, and what its machine may cost set aside, until the job that has it is stored. */
export interface Reserved {
  /** What the job keeps; undefined where no machine is paid for. */
  paid: Paid | undefined;
  /** No machine is rented. */
  giveBack(): Promise<void>;
  /** And nothing was begun. */
  undo(): Promise<void>;
}

/** `countAs`: what counts in the week, where the same one twice counts once. @throws UserError budget-spent | training-unavailable */
export type Reserve = (
  whose: TrainingAsker,
  about: { jobId: string; countAs: string },
  price: Price,
) => Promise<Reserved>;

export const createReserve =
  ({
    checks,
    books,
  }: {
    checks: Pick<TrainingChecks, 'begin' | 'takeBack'>;
    books: Pick<Books, 'setAside' | 'settle'>;
  }): Reserve =>
  async (whose, { jobId, countAs }, price) => {
    const uncount = () => checks.takeBack({ guildId: whose.guildId, id: countAs });
    await checks.begin(whose, countAs);
    const paid = await books.setAside(whose, jobId, price).catch(async error => {
      await uncount();
      throw error;
    });
    const giveBack = async () => {
      if (paid) await books.settle(paid);
    };
    return {
      paid,
      giveBack,
      async undo() {
        await giveBack();
        await uncount();
      },
    };
  };
