import type { Logger } from '../../../logger.ts';
import type { Books } from '../job/books.ts';
import type { TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { allPaid, endedPaid, withoutPaid } from '../job/paid.ts';

/** Between looks at what is set aside and belongs to no job. */
const strayEveryMs = 60 * 60_000;
/** A start that is under way in some process has set something aside before its job is stored. */
const strayAfterMs = 10 * 60_000;

/** Settles what machines took, once they have ended. */
export interface Settling {
  /** What fails is tried again at the next sweep. Never rejects. */
  begin(job: TrainingJob): void;
  sweep(): Promise<void>;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createSettling({
  board,
  books,
  now,
  logger,
}: {
  board: JobBoard;
  books: Books;
  now: () => number;
  logger: Logger;
}): Settling {
  const underWay = new Set<Promise<void>>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function settle(job: TrainingJob): Promise<void> {
    for (const paid of endedPaid(job, now())) {
      await books.settle(paid);
      await board.note(job.id, current => withoutPaid(current, paid));
    }
  }

  function begin(job: TrainingJob): void {
    if (endedPaid(job, now()).length === 0) return;
    const work = settle(job)
      .catch(error => logger.warn({ err: error, job: job.id }, 'what a machine cost is not settled yet'))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  /** Of a process that was killed before its job was stored: no machine was started. */
  async function giveBackStray(): Promise<void> {
    if (lookedAt + strayEveryMs > now()) return;
    lookedAt = now();
    for (const one of await books.held()) {
      if (one.at + strayAfterMs > now()) continue;
      const job = await board.find(one.jobId);
      if (!job || allPaid(job).every(({ id }) => id !== one.id)) await books.giveBack(one);
    }
  }

  return {
    begin,
    async sweep() {
      for (const job of board.all()) begin(job);
      await giveBackStray().catch(error =>
        logger.warn({ err: error }, 'what is set aside for machines could not be looked through'),
      );
      await Promise.all(underWay);
    },
    async stop() {
      await Promise.all(underWay);
    },
  };
}
