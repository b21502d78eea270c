import type { TrainingBase } from './bases.ts';
import type { TrainingBackend, TrainingJob } from './job.ts';

/** Preparations, verification and upload. */
const aroundSeconds = 8 * 60;
const leastTimeoutSeconds = 3_600;
/** An estimate is told from the latest trainings of its kind. */
export const mostCompared = 9;

/** `of` says how many trainings it was told from; 0 = estimated. */
export interface ExpectedTime {
  seconds: number;
  of: number;
}

/**
 * Seconds from the claim to the end, told from the latest trainings of the same base at the same place, where there were
 * some.
 * Undefined where there is nothing to tell it from.
 */
export function estimateSeconds(
  jobs: readonly TrainingJob[],
  backend: TrainingBackend,
  base: Pick<TrainingBase, 'id' | 'secondsAStep'>,
  steps: number,
): ExpectedTime | undefined {
  const paces = jobs
    .flatMap(job => (job.state === 'succeeded' ? [job] : []))
    .filter(
      job =>
        job.attempt === 1 && job.backend === backend && job.spec.baseModel === base.id && !job.result.standIn,
    )
    .flatMap(job => (job.step ? (job.endedAt - job.startedAt) / 1_000 / job.step : []))
    .sort((a, b) => a - b);
  const middle = paces[Math.floor(paces.length / 2)];
  if (middle !== undefined) return { seconds: middle * steps, of: paces.length };
  // The bot does not know how fast its own computer, or a server's, is.
  return backend === 'local' || backend === 'worker'
    ? undefined
    : { seconds: aroundSeconds + base.secondsAStep * steps, of: 0 };
}

/** When a machine is switched off at the latest: after three times as long as is expected. */
export const timeoutSeconds = (time: ExpectedTime | undefined): number =>
  Math.max(leastTimeoutSeconds, Math.ceil((3 * (time?.seconds ?? leastTimeoutSeconds)) / 600) * 600);
