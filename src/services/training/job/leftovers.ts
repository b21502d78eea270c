import { isOver, isResumable, type TrainingJob } from './job.ts';

/** What a job that is over has left behind, as it is removed step by step. */

export const hasLeftovers = ({ leftovers }: TrainingJob): boolean => Object.values(leftovers).some(Boolean);

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
