import { isDeepStrictEqual } from 'node:util';
import { isOver, isResumable, type Machine, type RunHandle, type TrainingJob } from './job.ts';

/** What a job that is over has left behind, as it is removed step by step. */

export const hasLeftovers = ({ leftovers }: TrainingJob): boolean => Object.values(leftovers).some(Boolean);

/** This trainer works for the job no longer, and may still run. */
export function withFormerRun(job: TrainingJob, run: RunHandle): TrainingJob {
  const known = job.leftovers.formerRuns ?? [];
  if (known.some(other => isDeepStrictEqual(other, run))) return job;
  return { ...job, leftovers: { ...job.leftovers, formerRuns: [...known, run] } };
}

/** It has ended for certain. */
export function withoutFormerRun(job: TrainingJob, run: RunHandle): TrainingJob {
  const { formerRuns = [], ...leftovers } = job.leftovers;
  const left = formerRuns.filter(other => !isDeepStrictEqual(other, run));
  if (left.length === formerRuns.length) return job;
  return { ...job, leftovers: left.length ? { ...leftovers, formerRuns: left } : leftovers };
}

/** The job is no longer with the trainer that was started for it. */
export function withoutRun<Job extends TrainingJob>(job: Job): Job {
  const { run } = job;
  if (!run) return job;
  const { run: _former, ...rest } = withFormerRun(job, run);
  return rest as Job;
}

/** Every trainer that may still run for the job. */
export function machinesOf(job: TrainingJob): Machine[] {
  const { run, backend, leftovers } = job;
  const former = (leftovers.formerRuns ?? []).map(other => ({ backend: other.kind, run: other }));
  return leftovers.run ? [{ backend, ...(run ? { run } : {}) }, ...former] : former;
}

/** One of them was removed. If the job was resumed meanwhile, its new attempt makes the same again. */
export function withoutLeftover(job: TrainingJob, what: 'photoRepo' | 'branch'): TrainingJob {
  if (!isOver(job)) return job;
  const { [what]: _removed, ...leftovers } = job.leftovers;
  return { ...job, leftovers };
}

/** Its trainer has ended. A lost one's files stay, for the trainer that goes on with them. */
export function withoutTrainer(job: TrainingJob): TrainingJob {
  if (!isOver(job)) return job;
  const { run: _ended, ...rest } = job;
  if (isResumable(job)) return rest;
  const { run: _removed, ...leftovers } = job.leftovers;
  return { ...rest, leftovers };
}
