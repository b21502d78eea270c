import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';

/** Every so often it is seen whether the bot is at rest. */
const lookEveryMs = 15_000;
/** A bot that is busy for less of the time than this is at rest; what else the machine does makes it look busier. */
const busyAtRest = 0.15;
/** So many looks pass before the next collection: a bot with little to do is not to pause again and again. */
const looksBetween = 20;
/** As much of its memory as it holds for nothing is worth a pause of some 50 ms. */
const worthwhile = 1.1;

/**
 * Gives memory back once nothing happens: after a start or a burst, V8 keeps what it took until it needs more. Does
 * nothing without --expose-gc. Returns how to end it.
 */
export function collectAtRest({
  everyMs = lookEveryMs,
  collect = globalThis.gc,
}: {
  everyMs?: number;
  collect?: (() => unknown) | undefined;
} = {}): () => void {
  let before = performance.eventLoopUtilization();
  /** What the heap took after the last collection, in bytes. */
  let least = 0;
  let looksLeft = 0;

  async function look(): Promise<void> {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (looksLeft > 0) looksLeft--;
    if (!collect || looksLeft > 0 || utilization > busyAtRest || heap() < least * worthwhile) return;
    looksLeft = looksBetween;
    collect();
    await setImmediate();
    // Only now is what was young in the heap given back, too.
    collect();
    least = heap();
  }

  const looking = setInterval(() => void look(), everyMs);
  looking.unref();
  return () => clearInterval(looking);
}

const heap = () => getHeapStatistics().total_heap_size;
