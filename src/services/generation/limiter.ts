import Bottleneck from 'bottleneck';
import { UserError } from '../../errors.ts';

/** What stands between the bot and Hugging Face: every call waits here for its turn. */
export interface Limiter {
  /**
   * Runs the work when it is its turn. A member's work waits behind that of members who have less waiting.
   * `onQueued` is told how many go first, at once and whenever that gets less.
   * @throws UserError queue-full; whatever the work throws.
   */
  run<T>(memberId: string, work: () => Promise<T>, onQueued?: (ahead: number) => void): Promise<T>;
  /** A wait that takes no place and ends early, with an error, when the limiter stops. @throws UserError gone */
  pause(ms: number): Promise<void>;
  /** How many wait or run now. */
  length(): number;
  /** Seconds until a call that has so many ahead of it begins, learned from past calls; undefined before the first. */
  etaSeconds(ahead: number): number | undefined;
  /** Drops what waits and resolves once what runs has ended. */
  stop(): Promise<void>;
}

interface Waiting {
  priority: number;
  onQueued: ((ahead: number) => void) | undefined;
}

/** Bottleneck has ten priorities; 0 goes first. */
const lowestPriority = 9;
/** How much the latest call counts in the average that the ETA comes from. */
const latestCounts = 0.25;

export function createLimiter(limits: {
  maxConcurrent: number;
  minTimeMs: number;
  queueMax: number;
}): Limiter {
  const bottleneck = new Bottleneck({ maxConcurrent: limits.maxConcurrent, minTime: limits.minTimeMs });
  const backlogs = new Map<string, number>();
  /** In the order of arrival; Bottleneck takes the highest priority first, and the oldest of each. */
  const waiting = new Set<Waiting>();
  const stopping = new AbortController();
  let running = 0;
  let averageMs: number | undefined;

  const restarting = (cause?: unknown) =>
    new UserError('gone', 'The bot is restarting. Nothing was spent; ask again in a minute.', { cause });

  function tellPositions(): void {
    const before = new Array<number>(lowestPriority + 2).fill(0);
    for (const { priority } of waiting) before[priority + 1] = (before[priority + 1] ?? 0) + 1;
    for (let index = 1; index < before.length; index++)
      before[index] = (before[index] ?? 0) + (before[index - 1] ?? 0);
    for (const { priority, onQueued } of waiting) {
      onQueued?.(before[priority] ?? 0);
      before[priority] = (before[priority] ?? 0) + 1;
    }
  }

  async function timed<T>(work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    running++;
    try {
      const made = await work();
      const tookMs = performance.now() - from;
      averageMs = averageMs === undefined ? tookMs : averageMs + (tookMs - averageMs) * latestCounts;
      return made;
    } finally {
      running--;
    }
  }

  return {
    length: () => waiting.size + running,

    etaSeconds(ahead) {
      if (averageMs === undefined) return undefined;
      const rounds = Math.floor((ahead + running) / limits.maxConcurrent);
      return Math.ceil(Math.max(rounds * averageMs, ahead * limits.minTimeMs) / 1_000);
    },

    async run(memberId, work, onQueued) {
      if (stopping.signal.aborted) throw restarting();
      if (waiting.size >= limits.queueMax) {
        throw new UserError(
          'queue-full',
          `The queue is full: ${waiting.size} ${waiting.size === 1 ? 'image waits' : 'images wait'}. Nothing was spent; try again in a few minutes.`,
        );
      }
      const backlog = backlogs.get(memberId) ?? 0;
      backlogs.set(memberId, backlog + 1);
      const place: Waiting = { priority: Math.min(lowestPriority, backlog), onQueued };
      waiting.add(place);
      try {
        const done = bottleneck.schedule({ priority: place.priority }, () => {
          waiting.delete(place);
          tellPositions();
          return timed(work);
        });
        if (running > 0 || waiting.size > 1) tellPositions();
        return await done;
      } catch (error) {
        if (error instanceof Bottleneck.BottleneckError) throw restarting(error);
        throw error;
      } finally {
        waiting.delete(place);
        const left = (backlogs.get(memberId) ?? 1) - 1;
        if (left > 0) backlogs.set(memberId, left);
        else backlogs.delete(memberId);
      }
    },

    pause: ms =>
      new Promise((resolve, reject) => {
        const { signal } = stopping;
        if (signal.aborted) return reject(restarting());
        const stopped = () => {
          clearTimeout(timer);
          reject(restarting());
        };
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', stopped);
          resolve();
        }, ms);
        signal.addEventListener('abort', stopped, { once: true });
      }),

    async stop() {
      stopping.abort();
      await bottleneck.stop({ dropWaitingJobs: true });
    },
  };
}
