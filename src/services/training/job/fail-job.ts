import { failed } from './changes.ts';
import type { EndReason } from './end-reason.ts';
import type { TrainingJob } from './job.ts';
import type { JobBoard } from './job-board.ts';

/** Ends a job and says why, if what was found of it is still so. */
export type FailJob = (
  id: string,
  stillSo: (job: TrainingJob) => boolean,
  why: EndReason[],
  more?: { lost?: boolean },
) => Promise<unknown>;

export const createFailJob =
  (board: Pick<JobBoard, 'change'>, now: () => number): FailJob =>
  (id, stillSo, why, more = {}) =>
    board.change(id, job => (stillSo(job) ? failed(job, { from: 'bot', why, at: now(), ...more }) : job));
