import { isOver, type Paid, type TrainingJob } from './job.ts';

/** What a machine costs in a job's life: set aside, started, replaced by another one, settled. All are pure. */

/** Millionths of a dollar that a machine costs at most: then it is switched off. */
export const mostMicros = ({ hourly, timeoutSeconds }: Pick<Paid, 'hourly' | 'timeoutSeconds'>): number =>
  Math.ceil((hourly * timeoutSeconds * 1e6) / 3_600);

/** Millionths of a dollar that a machine took which ended at that time; nothing if it was never started. */
export function tookMicros({ hourly, timeoutSeconds, since }: Paid, endedAt: number): number {
  if (since === undefined) return 0;
  const seconds = Math.min(timeoutSeconds, Math.max(0, (endedAt - since) / 1_000));
  return Math.round((hourly * seconds * 1e6) / 3_600);
}

/** Its machine was started. */
export const paidSince = (job: TrainingJob, at: number): TrainingJob =>
  job.paid && job.paid.since === undefined ? { ...job, paid: { ...job.paid, since: at } } : job;

/** Another machine is to replace the one that it has, or none that costs anything. */
export function paidAnew<Job extends TrainingJob>(job: Job, paid: Paid | undefined): Job {
  const { paid: former, ...rest } = job;
  const known = job.leftovers.formerPaid ?? [];
  const leftovers = former ? { ...job.leftovers, formerPaid: [...known, former] } : job.leftovers;
  return { ...rest, leftovers, ...(paid ? { paid } : {}) } as Job;
}

/** It is settled what the machine took. */
export function withoutPaid(job: TrainingJob, { id }: Paid): TrainingJob {
  const { paid, ...rest } = job;
  const { formerPaid = [], ...leftovers } = job.leftovers;
  const left = formerPaid.filter(one => one.id !== id);
  if (paid?.id !== id && left.length === formerPaid.length) return job;
  return {
    ...rest,
    leftovers: left.length > 0 ? { ...leftovers, formerPaid: left } : leftovers,
    ...(paid && paid.id !== id ? { paid } : {}),
  } as TrainingJob;
}

/** Whatever of it is not settled. */
export const allPaid = ({ paid, leftovers }: TrainingJob): Paid[] => [
  ...(paid ? [paid] : []),
  ...(leftovers.formerPaid ?? []),
];

const isSwitchedOff = ({ since, timeoutSeconds }: Paid, now: number) =>
  since !== undefined && since + timeoutSeconds * 1_000 <= now;

/** What can be settled now: of machines that have ended for certain, were never started, or were switched off. */
export function endedPaid(job: TrainingJob, now: number): Paid[] {
  const { paid, run, leftovers } = job;
  const hasFormer = (leftovers.formerRuns ?? []).length > 0;
  // A lost one's files stay with the bot when its machine has ended.
  const hasMachine = !isOver(job) || run !== undefined || (leftovers.run === true && !job.lost);
  return allPaid(job).filter(
    one => isSwitchedOff(one, now) || (one === paid ? !hasMachine && !hasFormer : !hasFormer),
  );
}
