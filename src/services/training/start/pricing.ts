import type { TrainingBase } from '../job/bases.ts';
import type { Price } from '../job/books.ts';
import { type ExpectedTime, estimateSeconds, mostCompared, timeoutSeconds } from '../job/duration.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { Runner } from '../runners/runner.ts';

/** How long a training will take, and what that costs. */
export interface Quote {
  /** Undefined where there is nothing to tell it from. */
  time: ExpectedTime | undefined;
  price: Price;
  /** US dollars: what it will cost, and at which sum the machine is switched off. Undefined where nothing is billed. */
  cost: { dollars: number; most: number } | 'unknown' | undefined;
}

/** `stepsLeft`: of a training that goes on from a checkpoint. Should that be lost, there is time for all of them. */
export type AskQuote = (
  runner: Pick<Runner, 'backend' | 'hourlyPrice'>,
  base: Pick<TrainingBase, 'id' | 'secondsAStep'>,
  steps: number,
  stepsLeft?: number,
) => Promise<Quote>;

export const createQuote =
  ({ board }: { board: Pick<JobBoard, 'paces'> }): AskQuote =>
  async ({ backend, hourlyPrice }, base, steps, stepsLeft = steps) => {
    const [compared, hourly] = await Promise.all([
      board.paces(backend, base.id, mostCompared),
      hourlyPrice(),
    ]);
    const time = estimateSeconds(compared, backend, base, stepsLeft);
    const whole = estimateSeconds(compared, backend, base, steps);
    if (hourly === undefined) return { time, price: undefined, cost: undefined };
    if (hourly === null || !time) return { time, price: 'unknown', cost: 'unknown' };
    const price = { hourly, timeoutSeconds: timeoutSeconds(whole) };
    const most = (hourly * price.timeoutSeconds) / 3_600;
    return { time, price, cost: { dollars: (hourly * time.seconds) / 3_600, most } };
  };
