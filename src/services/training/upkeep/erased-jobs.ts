import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Tombstone, TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { Finisher } from '../result/take-result.ts';

/** Longer than any notebook runs, and than a trainer repeats its last event. */
const tombstoneLifeMs = 30 * 24 * 60 * 60 * 1000;

/** Which jobs were erased: all that is kept of them is that. */
export interface ErasedJobs {
  has(jobId: string): boolean;
  add(jobId: string): Promise<void>;
  prune(): Promise<void>;
}

export async function createErasedJobs(
  tombstones: Collection<Tombstone>,
  now: () => number,
): Promise<ErasedJobs> {
  const erased = new Map((await tombstones.all()).map(({ id, at }) => [id, at]));
  return {
    has: jobId => erased.has(jobId),
    async add(jobId) {
      const at = now();
      await tombstones.put(jobId, { id: jobId, at });
      erased.set(jobId, at);
    },
    async prune() {
      for (const [id, at] of erased) {
        if (at + tombstoneLifeMs > now()) continue;
        await tombstones.delete(id);
        erased.delete(id);
      }
    },
  };
}

/**
 * Takes a job out of everything that holds something of it. Repeats are harmless. Resolves to the job as it was at the
 * end, with the messages that were noted last.
 */
export function createJobEraser({
  board,
  erased,
  finisher,
  blobs,
}: {
  board: JobBoard;
  erased: ErasedJobs;
  finisher: Pick<Finisher, 'abandon'>;
  blobs: Pick<Blobs, 'delete'>;
}): (jobId: string) => Promise<TrainingJob | undefined> {
  return async jobId => {
    const job = board.byId(jobId);
    // First, so that its trainer is told to stop whatever happens next.
    if (job) await erased.add(jobId);
    const last = board.byId(jobId);
    await board.remove(jobId);
    await finisher.abandon(jobId);
    const used = new Set(board.all().flatMap(other => other.samples.map(sample => sample.sha256)));
    for (const { sha256 } of job?.samples ?? []) if (!used.has(sha256)) await blobs.delete(sha256);
    return last;
  };
}
