import { setInterval } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from '../../../logger.ts';
import { createTurns } from '../../storage/turns.ts';
import type { Limiter } from './limiter.ts';

/** What calls of several processes have in common: see `services/queue`. */
export interface SharedPace {
  hold(ms: number): Promise<void>;
  /** Takes the next moment in which a call may leave. Resolves to the milliseconds until then. */
  nextCall(): Promise<number>;
  /** How many wait or are worked at, in all processes. */
  length(): Promise<number>;
}

/** How old the length of the queue may be that is told to whoever asks. */
const lookEveryMs = 5_000;

/**
 * The limiter of one of several processes. The queue hands out as many requests as the account may have calls, so each
 * request has one call at a time (its lane); and calls of all processes keep the distance that the settings, or the
 * other side, ask for.
 */
export function createSharedLimiter(limiter: Limiter, pace: SharedPace, logger: Logger): Limiter {
  const inLane = createTurns();
  let length = 0;
  const look = async () => {
    length = await pace.length().catch(() => length);
  };
  const looking = setInterval(look, lookEveryMs);
  looking.unref();
  return {
    ...limiter,
    length: () => length,
    stop() {
      clearInterval(looking);
      return limiter.stop();
    },
    run(memberId, work, options = {}) {
      const paced = async () => {
        // A process that is cut off from Redis ends what it was given.
        const ms = await pace.nextCall().catch(() => 0);
        if (ms > 0) await setTimeout(ms);
        return work();
      };
      const run = () => limiter.run(memberId, paced, options);
      return options.lane === undefined ? run() : inLane(options.lane, run);
    },
    hold(ms) {
      limiter.hold(ms);
      pace.hold(ms).catch(error => logger.warn({ err: error }, 'the other processes were not told to wait'));
    },
  };
}
