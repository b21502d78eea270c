import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../../logger.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { TakeResult } from './take-result.ts';

const retryAfterMs = [2_000, 5_000, 15_000, 30_000, 60_000, 300_000];

/** With the delays above, some four hours: by then it is the fault of the pictures, and they are only samples. */
const triesWithSamples = 50;

/** Takes results in, and tries again until the hub answers. */
export interface ResultTaker {
  /** Begins with a job whose result is stored. Repeats are harmless. */
  begin(jobId: string): void;
  /** Stops trying for a job that was taken off the board. Resolves when nothing of it is under way or kept. */
  abandon(jobId: string): Promise<void>;
  /** Stops trying; what is not finished is begun again at the next start. Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createResultTaker({
  board,
  take,
  logger,
  retryDelaysMs = retryAfterMs,
}: {
  board: Pick<JobBoard, 'byId'>;
  take: TakeResult;
  logger: Logger;
  retryDelaysMs?: readonly number[];
}): ResultTaker {
  const underWay = new Map<string, { work: Promise<void>; abandoned: AbortController }>();
  const stopping = new AbortController();

  async function untilTaken(jobId: string, signal: AbortSignal): Promise<void> {
    for (let tries = 0; !signal.aborted; tries++) {
      const job = board.byId(jobId);
      if (job?.state !== 'uploading' || !job.result) return;
      try {
        await take(job, { withSamples: tries < triesWithSamples });
        return;
      } catch (error) {
        logger.warn({ err: error, job: jobId, tries }, 'a training result could not be taken in yet');
        const ms = retryDelaysMs[Math.min(tries, retryDelaysMs.length - 1)] ?? 60_000;
        // Ends early when the job is erased or the bot stops; the loop sees that.
        await pause(ms, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  return {
    begin(jobId) {
      if (stopping.signal.aborted || underWay.has(jobId)) return;
      const abandoned = new AbortController();
      const signal = AbortSignal.any([stopping.signal, abandoned.signal]);
      const work = untilTaken(jobId, signal).finally(() => underWay.delete(jobId));
      underWay.set(jobId, { work, abandoned });
    },
    async abandon(jobId) {
      const begun = underWay.get(jobId);
      begun?.abandoned.abort();
      await begun?.work;
    },
    async stop() {
      stopping.abort();
      await Promise.all([...underWay.values()].map(({ work }) => work));
    },
  };
}
