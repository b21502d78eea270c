import { setTimeout as startTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import { UserError } from '../../../errors.ts';

/** What stands between the bot and Hugging Face: every call waits here for its turn. */
export interface Limiter {
  /**
   * Runs the work when it is its turn. A member's work waits behind that of members who have less waiting.
   * `onQueued` is told how many go first, at once and whenever that changes. `signal` takes it out while it waits;
   * what runs is not interrupted.
   * @throws UserError queue-full | gone; the signal's reason; whatever the work throws.
   */
  run<T>(
    memberId: string,
    work: () => Promise<T>,
    options?: { onQueued?: (ahead: number) => void; signal?: AbortSignal | undefined },
  ): Promise<T>;
  /**
   * A wait that takes no place and ends early, with an error, when the limiter stops or the signal says so.
   * @throws UserError gone; the signal's reason
   */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets nothing begin for so long: the other side asked for it. The longest that was asked for counts. */
  hold(ms: number): void;
  /** How many wait or run now. */
  length(): number;
  /** Seconds until a call that has so many ahead of it begins, learned from past calls; undefined before the first. */
  etaSeconds(ahead: number): number | undefined;
  /** Drops what waits and resolves once what runs has ended. */
  stop(): Promise<void>;
}

interface Waiting {
  /** How much of the same member was under way when it came. */
  backlog: number;
  begin(): Promise<unknown>;
  drop(): void;
  onQueued: ((ahead: number) => void) | undefined;
}

/** How much the latest call counts in the average that the ETA comes from. */
const latestCounts = 0.25;

/**
 * Bottleneck keeps the concurrency and the interval. The queue is in front of it, and only what may run next is
 * handed over: Bottleneck takes jobs in one after another with a timer each, so that a burst of one member would
 * be ahead of everybody until it is in, whatever the priorities.
 */
export function createLimiter(limits: {
  maxConcurrent: number;
  minTimeMs: number;
  queueMax: number;
}): Limiter {
  const bottleneck = new Bottleneck({ maxConcurrent: limits.maxConcurrent, minTime: limits.minTimeMs });
  const backlogs = new Map<string, number>();
  /** Least backlog first, then in the order of arrival. */
  const waiting: Waiting[] = [];
  const stopping = new AbortController();
  let underWay = 0;
  let averageMs: number | undefined;
  let heldUntil = 0;
  let release: NodeJS.Timeout | undefined;

  const restarting = (cause?: unknown) =>
    new UserError('gone', 'The bot is restarting. Nothing was spent; ask again in a minute.', { cause });

  const tellPlaces = (from = 0) => {
    for (const [ahead, { onQueued }] of waiting.entries()) if (ahead >= from) onQueued?.(ahead);
  };

  function feed(): void {
    if (underWay >= limits.maxConcurrent) return;
    const heldMs = heldUntil - performance.now();
    if (heldMs > 0) {
      clearTimeout(release);
      release = startTimer(feed, Math.ceil(heldMs));
      return;
    }
    while (underWay < limits.maxConcurrent) {
      const next = waiting.shift();
      if (!next) return;
      underWay++;
      void next.begin().finally(() => {
        underWay--;
        feed();
      });
    }
    tellPlaces();
  }

  async function timed<T>(work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const made = await work();
    const tookMs = performance.now() - from;
    averageMs = averageMs === undefined ? tookMs : averageMs + (tookMs - averageMs) * latestCounts;
    return made;
  }

  function count(memberId: string, change: 1 | -1): number {
    const before = backlogs.get(memberId) ?? 0;
    if (before + change > 0) backlogs.set(memberId, before + change);
    else backlogs.delete(memberId);
    return before;
  }

  return {
    length: () => waiting.length + underWay,

    etaSeconds(ahead) {
      if (averageMs === undefined) return undefined;
      const rounds = Math.floor((ahead + underWay) / limits.maxConcurrent);
      const heldMs = Math.max(0, heldUntil - performance.now());
      return Math.ceil((heldMs + Math.max(rounds * averageMs, ahead * limits.minTimeMs)) / 1_000);
    },

    async run<T>(
      memberId: string,
      work: () => Promise<T>,
      { onQueued, signal }: { onQueued?: (ahead: number) => void; signal?: AbortSignal | undefined } = {},
    ) {
      if (stopping.signal.aborted) throw restarting();
      signal?.throwIfAborted();
      if (waiting.length >= limits.queueMax) {
        throw new UserError(
          'queue-full',
          `The queue is full: ${waiting.length} ${waiting.length === 1 ? 'image waits' : 'images wait'}. Nothing was spent; try again in a few minutes.`,
        );
      }
      const backlog = count(memberId, 1);
      let leave: (() => void) | undefined;
      try {
        return await new Promise<T>((resolve, reject) => {
          const place: Waiting = {
            backlog,
            onQueued,
            begin: () => bottleneck.schedule(() => timed(work)).then(resolve, reject),
            drop: () => reject(restarting()),
          };
          const behind = waiting.findIndex(other => other.backlog > backlog);
          const at = behind < 0 ? waiting.length : behind;
          waiting.splice(at, 0, place);
          leave = () => {
            const left = waiting.indexOf(place);
            if (left < 0) return;
            waiting.splice(left, 1);
            reject(signal?.reason);
            tellPlaces(left);
          };
          signal?.addEventListener('abort', leave);
          feed();
          if (waiting.includes(place)) tellPlaces(at);
        });
      } catch (error) {
        throw error instanceof Bottleneck.BottleneckError ? restarting(error) : error;
      } finally {
        if (leave) signal?.removeEventListener('abort', leave);
        count(memberId, -1);
      }
    },

    async pause(ms, signal) {
      const either = signal ? AbortSignal.any([stopping.signal, signal]) : stopping.signal;
      try {
        await setTimeout(ms, undefined, { signal: either });
      } catch {
        throw stopping.signal.aborted ? restarting() : signal?.reason;
      }
    },

    hold(ms) {
      heldUntil = Math.max(heldUntil, performance.now() + ms);
      feed();
    },

    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      clearTimeout(release);
      for (const { drop } of waiting.splice(0)) drop();
      await bottleneck.stop({ dropWaitingJobs: true });
    },
  };
}
