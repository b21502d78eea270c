import { failed } from './changes.ts';
import type { TrainingJob } from './job.ts';
import type { JobBoard } from './job-board.ts';

/** Ends a job with a sentence for members, if what was found of it is still so. */
export type FailJob = (
  id: string,
  stillSo: (job: TrainingJob) => boolean,
  reason: string,
  more?: { lost?: boolean },
) => Promise<unknown>;

export const createFailJob =
  (board: Pick<JobBoard, 'change'>, now: () => number): FailJob =>
  (id, stillSo, reason, more = {}) =>
    board.change(id, job => (stillSo(job) ? failed(job, { reason, from: 'bot', at: now(), ...more }) : job));
