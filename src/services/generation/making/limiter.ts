import { setTimeout as startTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import { createWaitingLine, type Place } from '../../queue/waiting-line.ts';

export interface TurnOptions {
  onQueued?: (ahead: number) => void;
  signal?: AbortSignal | undefined;
  /** Lets those behind go first while it says that this may not begin; told when it does. */
  admission?: { mayBegin(): boolean; begin(): void } | undefined;
  /** Of several processes, one request has one call at a time: its id. One process alone needs none. */
  lane?: string | undefined;
}

/** What stands between the bot and Hugging Face: every call waits here for its turn. */
export interface Limiter {
  /**
   * Runs the work when it is its turn. A member's work waits behind that of members who have less waiting.
   * `onQueued` is told how many go first, at once and whenever that changes. `signal` takes it out while it waits;
   * what runs is not interrupted.
   * @throws UserError queue-full | gone; the signal's reason; whatever the work throws.
   */
  run<T>(memberId: string, work: () => Promise<T>, options?: TurnOptions): Promise<T>;
  /**
   * A wait that takes no place and ends early, with an error, when the limiter stops or the signal says so.
   * @throws UserError gone; the signal's reason
   */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets nothing begin for so long: the other side asked for it. The longest that was asked for counts. */
  hold(ms: number): void;
  /** What could not begin may be able to now. */
  lookAgain(): void;
  /** How many wait or run now. */
  length(): number;
  /** Seconds until a call that has so many ahead of it begins, learned from past calls; undefined before the first. */
  etaSeconds(ahead: number): number | undefined;
  /** Drops what waits and resolves once what runs has ended. */
  stop(): Promise<void>;
}

/** How much the latest call counts in the average that the ETA comes from. */
const latestCounts = 0.25;

const restarting = (cause?: unknown) => new UserError('gone', said('generation.restarting'), { cause });
const queueFull = (length: number) =>
  new UserError('queue-full', said('generation.queueFull', { images: length }));

/** How long a call takes, learned from those that succeeded. */
function createDuration() {
  let averageMs: number | undefined;
  return {
    averageMs: () => averageMs,
    async of<T>(work: () => Promise<T>): Promise<T> {
      const from = performance.now();
      const made = await work();
      const tookMs = performance.now() - from;
      averageMs = averageMs === undefined ? tookMs : averageMs + (tookMs - averageMs) * latestCounts;
      return made;
    },
  };
}

/** How much of each member is under way. */
function createBacklogs() {
  const backlogs = new Map<string, number>();
  /** Returns how much it was before. */
  return function count(memberId: string, change: 1 | -1): number {
    const before = backlogs.get(memberId) ?? 0;
    if (before + change > 0) backlogs.set(memberId, before + change);
    else backlogs.delete(memberId);
    return before;
  };
}

/**
 * Bottleneck keeps the concurrency and the interval. The line is in front of it, and only what may run next is
 * handed over: Bottleneck takes jobs in one after another with a timer each, so that a burst of one member would
 * be ahead of everybody until it is in, whatever the priorities.
 */
export function createLimiter(limits: {
  maxConcurrent: number;
  minTimeMs: number;
  queueMax: number;
}): Limiter {
  const bottleneck = new Bottleneck({ maxConcurrent: limits.maxConcurrent, minTime: limits.minTimeMs });
  const line = createWaitingLine();
  const duration = createDuration();
  const count = createBacklogs();
  const stopping = new AbortController();
  let underWay = 0;
  let heldUntil = 0;
  let release: NodeJS.Timeout | undefined;

  /** Begins what may begin. */
  function feed(): void {
    if (underWay >= limits.maxConcurrent) return;
    const heldMs = heldUntil - performance.now();
    if (heldMs > 0) {
      clearTimeout(release);
      release = startTimer(feed, Math.ceil(heldMs));
      return;
    }
    while (underWay < limits.maxConcurrent) {
      const next = line.next();
      if (!next) break;
      underWay++;
      void next.begin().finally(() => {
        underWay--;
        feed();
      });
    }
    line.tellPlaces();
  }

  /** Resolves or rejects with the work, or rejects without it where it is taken out of the line. */
  function inLine<T>(
    work: () => Promise<T>,
    backlog: number,
    { onQueued, signal, admission }: TurnOptions,
  ): Promise<T> {
    let leave = () => {};
    signal?.addEventListener('abort', () => leave(), { once: true });
    return new Promise<T>((resolve, reject) => {
      const place: Place = {
        backlog,
        onQueued,
        mayBegin: () => admission?.mayBegin() ?? true,
        begin() {
          admission?.begin();
          return bottleneck.schedule(() => duration.of(work)).then(resolve, reject);
        },
        drop: () => reject(restarting()),
      };
      leave = () => {
        if (line.leave(place)) reject(signal?.reason);
      };
      const at = line.join(place);
      feed();
      if (line.has(place)) line.tellPlaces(at);
    });
  }

  return {
    length: () => line.length + underWay,
    lookAgain: feed,

    etaSeconds(ahead) {
      const averageMs = duration.averageMs();
      if (averageMs === undefined) return undefined;
      const rounds = Math.floor((ahead + underWay) / limits.maxConcurrent);
      const heldMs = Math.max(0, heldUntil - performance.now());
      return Math.ceil((heldMs + Math.max(rounds * averageMs, ahead * limits.minTimeMs)) / 1_000);
    },

    async run(memberId, work, options = {}) {
      if (stopping.signal.aborted) throw restarting();
      options.signal?.throwIfAborted();
      if (line.length >= limits.queueMax) throw queueFull(line.length);
      const backlog = count(memberId, 1);
      try {
        return await inLine(work, backlog, options);
      } catch (error) {
        throw error instanceof Bottleneck.BottleneckError ? restarting(error) : error;
      } finally {
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
      for (const { drop } of line.clear()) drop();
      await bottleneck.stop({ dropWaitingJobs: true });
    },
  };
}
