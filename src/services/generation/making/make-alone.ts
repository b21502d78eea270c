import type { Locks } from '../../storage/locks.ts';
import type { Limiter } from './limiter.ts';
import { type Order, requireAllowed } from './order.ts';

/**
 * Runs the work, which calls `turn` before it has the picture of this key made. That waits for whoever is having the same
 * one made, in this process or another: until it is stored, or that process is gone. @throws UserError; what the work throws
 */
export type MakeAlone = <T>(
  key: string,
  order: Order,
  work: (turn: () => Promise<void>) => Promise<T>,
) => Promise<T>;

const lookEveryMs = 500;
/** Longer than most pictures take. Whoever waited so long has it made as well, and nobody waits for ever. */
const waitMostMs = 3 * 60_000;

export const createMakeAlone =
  ({ locks, limiter }: { locks: Locks; limiter: Pick<Limiter, 'pause'> }): MakeAlone =>
  async (key, order, work) => {
    const name = `picture/${key}`;
    let mine: string | undefined;
    async function turn(): Promise<void> {
      const until = performance.now() + waitMostMs;
      for (;;) {
        mine = await locks.take([name]);
        if (mine !== undefined || performance.now() > until) return;
        await limiter.pause(lookEveryMs * (0.5 + Math.random()), order.mine.cancelled);
        await requireAllowed(order);
      }
    }
    try {
      return await work(turn);
    } finally {
      if (mine !== undefined) await locks.release(mine);
    }
  };
