import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { deleteFound, recordsFound } from '../../storage/found-records.ts';
import { timeRank } from '../../storage/refs.ts';
import type { Books } from '../job/books.ts';
import type { Machine, Tombstone, TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { machinesOf } from '../job/leftovers.ts';
import type { Glimpses } from '../result/glimpses.ts';
import type { ResultTaker } from '../result/result-taker.ts';
import type { Clearing } from './clearing.ts';
import type { Machines } from './machines.ts';

/** Longer than any notebook runs, and than a trainer repeats its last event. */
export const tombstoneLifeMs = 30 * 24 * 60 * 60 * 1000;

/** Which jobs were erased. All that is kept of them is that, and which of their machines are still to be stopped. */
export interface ErasedJobs {
  has(jobId: string): Promise<boolean>;
  add(jobId: string): Promise<void>;
  /** Machines of an erased job that could not be stopped yet. */
  owe(jobId: string, machines: Machine[]): Promise<void>;
  owing(): Promise<Tombstone[]>;
  prune(): Promise<void>;
}

export function createErasedJobs(
  /** Opened with `tombstoneIndexes`. */
  tombstones: Collection<Tombstone>,
  now: () => number,
): ErasedJobs {
  /** Known at once: nothing begins for the job while this is being stored. */
  const writing = new Set<string>();
  const has = async (jobId: string) => writing.has(jobId) || (await tombstones.get(jobId)) !== undefined;

  return {
    has,
    async add(jobId) {
      writing.add(jobId);
      const at = now();
      await tombstones
        .update(jobId, known => (known ? undefined : { id: jobId, at, machines: [] }))
        .finally(() => writing.delete(jobId));
    },
    async owe(jobId, machines) {
      await tombstones.update(jobId, known =>
        known && known.machines.length + machines.length > 0 ? { ...known, machines } : undefined,
      );
    },
    owing: () => recordsFound(tombstones, { index: 'owing', value: 'one' }, { order: 'up' }),
    prune: () =>
      deleteFound(
        tombstones,
        { index: 'written', value: 'one' },
        { below: timeRank(now() - tombstoneLifeMs + 1) },
      ),
  };
}

/**
 * Takes a job out of everything that holds something of it, and resolves to how it was at the very end, with every
 * message that was posted for it; undefined where there is none. From then on nothing is posted, started or written
 * for it. Repeats are harmless, and go on with one that was interrupted.
 */
export type EraseJob = (jobId: string) => Promise<TrainingJob | undefined>;

export function createJobEraser({
  board,
  erased,
  resultTaker,
  glimpses,
  clearing,
  machines,
  books,
  blobs,
}: {
  board: JobBoard;
  erased: ErasedJobs;
  resultTaker: Pick<ResultTaker, 'abandon'>;
  glimpses: Pick<Glimpses, 'forget'>;
  clearing: Pick<Clearing, 'forget'>;
  machines: Pick<Machines, 'stop'>;
  books: Pick<Books, 'settleAll'>;
  blobs: Pick<Blobs, 'delete'>;
}): EraseJob {
  return async jobId => {
    // First, so that its trainer is told to stop whatever happens next.
    const isOpen = board.byId(jobId) !== undefined;
    const noted = isOpen ? erased.add(jobId) : undefined;
    // Not a moment later: what is under way would make a version meanwhile.
    const closing = board.close(jobId);
    await noted;
    await resultTaker.abandon(jobId);
    const job = await closing;
    if (!job) return undefined;
    if (!isOpen) await erased.add(jobId);
    // Noted before they are stopped: a machine that costs money is not forgotten if the bot ends here.
    const owed = machinesOf(job);
    await erased.owe(jobId, owed);
    await erased.owe(jobId, await machines.stop(jobId, owed));
    await books.settleAll(job);
    await clearing.forget(job);
    const used = await board.samplesInUse(job.samples.map(({ sha256 }) => sha256));
    for (const { sha256 } of job.samples) if (!used.has(sha256)) await blobs.delete(sha256);
    glimpses.forget(jobId);
    await board.remove(jobId);
    return job;
  };
}
