/** Passes values on one at a time, at most one in `everyMs` milliseconds; of those that wait only the latest counts. */
export interface ThrottledLatest<T> {
  push(value: T): void;
  /** Drops what waits and resolves once nothing is under way, so that what follows is not overtaken. */
  stop(): Promise<void>;
}

/**
 * Failures of `deliver` are ignored: the next value says everything that the lost one said. What is over within
 * `firstAfterMs` is not told at all.
 */
export function throttleLatest<T>(
  deliver: (value: T) => Promise<void>,
  everyMs: number,
  { firstAfterMs = 0 }: { firstAfterMs?: number } = {},
): ThrottledLatest<T> {
  let waiting: { value: T } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let underWay = Promise.resolve();
  let last = performance.now() - everyMs + firstAfterMs;
  let stopped = false;

  function next(): void {
    timer = undefined;
    if (!waiting || stopped) return;
    const { value } = waiting;
    waiting = undefined;
    last = performance.now();
    underWay = deliver(value)
      .catch(() => undefined)
      .then(schedule);
  }

  function schedule(): void {
    if (timer || !waiting || stopped) return;
    timer = setTimeout(next, Math.max(0, last + everyMs - performance.now()));
  }

  return {
    push(value) {
      if (stopped) return;
      const idle = !waiting && !timer;
      waiting = { value };
      if (idle) void underWay.then(schedule);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
