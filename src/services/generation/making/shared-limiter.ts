import { setInterval } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from '../../../logger.ts';
import type { Locks } from '../../storage/locks.ts';
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
/** How soon a place that became free is found. */
const placeAgainMs = 250;

/**
 * The limiter of one of several processes. The queue hands out as many requests as the account may have calls, so each
 * request has one call at a time (its lane); and calls of all processes keep the distance that the settings, or the
 * other side, ask for. A queue that was emptied, or could not reach a worker, hands out more: so each call also takes
 * one of the account's places, which are locks.
 */
export function createSharedLimiter(
  limiter: Limiter,
  {
    pace,
    locks,
    maxConcurrent,
    logger,
  }: { pace: SharedPace; locks: Locks; maxConcurrent: number; logger: Logger },
): Limiter {
  const inLane = createTurns();
  const places = Array.from({ length: maxConcurrent }, (_, nth) => `call/${nth}`);
  /** @throws UserError gone; the signal's reason */
  async function onPlace<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    let place = await locks.take(places);
    while (place === undefined) {
      await limiter.pause(placeAgainMs * (0.5 + Math.random()), signal);
      place = await locks.take(places);
    }
    return work().finally(() => locks.release(place));
  }
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
      const { lane, signal } = options;
      const paced = async () => {
        // A process that is cut off from Redis ends what it was given.
        const ms = await pace.nextCall().catch(() => 0);
        if (ms > 0) await setTimeout(ms);
        return work();
      };
      if (lane === undefined) return limiter.run(memberId, paced, options);
      return inLane(lane, () => limiter.run(memberId, () => onPlace(paced, signal), options));
    },
    hold(ms) {
      limiter.hold(ms);
      pace.hold(ms).catch(error => logger.warn({ err: error }, 'the other processes were not told to wait'));
    },
  };
}
