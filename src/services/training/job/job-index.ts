import { type Indexes, timeRank } from '../../storage/refs.ts';
import { isOver, type TrainingJob } from './job.ts';
import { hasLeftovers } from './leftovers.ts';

/**
 * Whether nothing will ever be done about it by itself: it is over, its end was told, it has left nothing behind, and it is
 * known what it cost.
 */
export const isSettled = (job: TrainingJob): boolean =>
  isOver(job) && job.shown === job.state && !job.lost && !hasLeftovers(job) && !job.paid;

/** The trainings that an expected time is told from: of one attempt, on a real trainer. */
const hasPace = (job: TrainingJob): boolean =>
  job.state === 'succeeded' && job.attempt === 1 && !job.result.standIn && job.step > 0;

export const paceOf = (backend: string, baseModel: string): string => `${backend} ${baseModel}`;

/** By what trainings are found. */
export const jobIndexes: Indexes<TrainingJob> = {
  version: 1,
  by: {
    unsettled: job => (isSettled(job) ? [] : [{ value: 'unsettled', rank: timeRank(job.createdAt) }]),
    requester: job => [{ value: job.requesterId, rank: timeRank(job.createdAt), tag: job.guildId }],
    canceller: job =>
      job.cancelledBy === undefined
        ? []
        : [{ value: job.cancelledBy, rank: timeRank(job.createdAt), tag: job.guildId }],
    actor: job => [{ value: job.actorId, rank: timeRank(job.createdAt) }],
    guild: job => [{ value: job.guildId, rank: timeRank(job.createdAt) }],
    sample: ({ samples, createdAt }) =>
      [...new Set(samples.map(({ sha256 }) => sha256))].map(value => ({ value, rank: timeRank(createdAt) })),
    pace: job =>
      hasPace(job)
        ? [{ value: paceOf(job.backend, job.spec.baseModel), rank: timeRank(job.endedAt ?? 0) }]
        : [],
  },
};
