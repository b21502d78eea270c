import type { Logger } from '../../../logger.ts';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import { notResumable } from '../job/changes.ts';
import { isOver, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { hasLeftovers, withoutLeftover, withoutTrainer } from '../job/leftovers.ts';
import type { Runners } from '../runners/runner.ts';
import type { Machines } from './machines.ts';

/** After its result, a trainer has this long to tidy up and end by itself. */
const tidyMs = 5 * 60_000;
/** A lost training can be resumed for this long; then its checkpoints go. */
export const resumableMs = 7 * 24 * 60 * 60_000;

/** Clears away what jobs that are over have left: machines, photos at the hub, branches with checkpoints. */
export interface Clearing {
  /** Begins for one job, if it is over. Never rejects; what fails is tried again at the next sweep. */
  begin(job: TrainingJob): void;
  /** Begins for all jobs that are over. */
  sweep(): Promise<void>;
  /** Resolves when nothing of a job is being cleared away, so that it may be laid out anew. */
  settled(jobId: string): Promise<void>;
  /** For a job that is to be forgotten: removes what lies on this computer, and tries once to remove its photo repo. */
  forget(job: TrainingJob): Promise<void>;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createClearing({
  board,
  machines,
  runners,
  repos,
  now,
  logger,
}: {
  board: JobBoard;
  machines: Machines;
  runners: Runners;
  repos: Pick<RelayRepos, 'deleteRepo' | 'deleteBranch'>;
  now: () => number;
  logger: Logger;
}): Clearing {
  const underWay = new Map<string, Promise<void>>();
  let stopped = false;

  const cleared = (id: string, what: 'photoRepo' | 'branch') =>
    board.note(id, job => withoutLeftover(job, what));

  async function endTrainer(job: TrainingJob): Promise<void> {
    const { launcher } = runners.of(job.backend);
    const isTidying = job.state === 'succeeded' && job.endedAt + tidyMs > now();
    if (launcher && isTidying && (await launcher.look(job)).running) return;
    await launcher?.stop(job);
    if (!job.lost) await launcher?.clear(job);
    await board.note(job.id, withoutTrainer);
  }

  async function clear(job: TrainingJob): Promise<void> {
    const { id, leftovers } = job;
    const steps: (() => Promise<unknown>)[] = [];
    if (leftovers.run && (job.run || !job.lost)) steps.push(() => endTrainer(job));
    // The branch of a lost one holds what a resumed one goes on from. Where it goes, it goes first: by a branch that is
    // still there, a trainer without its photo repo tells that it was only lost.
    if (leftovers.branch && !job.lost) {
      const { repo, branch } = job.spec;
      steps.push(() => repos.deleteBranch(repo, branch).then(() => cleared(id, 'branch')));
    }
    const { photoRepo } = leftovers;
    if (photoRepo) steps.push(() => repos.deleteRepo(photoRepo).then(() => cleared(id, 'photoRepo')));
    // One that fails does not hold the others up.
    const failures: unknown[] = [];
    for (const step of steps) await step().catch(error => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  function begin(job: TrainingJob): void {
    if (stopped || !isOver(job) || !hasLeftovers(job) || underWay.has(job.id)) return;
    const work = clear(job)
      .catch(error =>
        logger.info({ err: error, job: job.id }, 'what a training left could not be cleared yet'),
      )
      .finally(() => underWay.delete(job.id));
    underWay.set(job.id, work);
  }

  return {
    begin,
    settled: async jobId => underWay.get(jobId),
    async sweep() {
      await machines.sweep();
      for (const job of board.all()) {
        if (job.lost && job.endedAt + resumableMs <= now()) await board.note(job.id, notResumable);
        const latest = board.byId(job.id);
        // A lost one keeps some of it; there is nothing to do again and again.
        if (latest && !(latest.lost && !latest.leftovers.photoRepo && !latest.run)) begin(latest);
      }
    },
    async forget(job) {
      await underWay.get(job.id);
      if (job.leftovers.run) await runners.of(job.backend).launcher?.clear(job);
      if (job.leftovers.photoRepo) {
        await repos
          .deleteRepo(job.leftovers.photoRepo)
          .catch(error => logger.warn({ err: error, job: job.id }, 'a photo repo could not be deleted yet'));
      }
    },
    async stop() {
      stopped = true;
      await Promise.all(underWay.values());
    },
  };
}
