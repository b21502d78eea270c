import type { Actor } from '../../actors/actor.ts';
import { assess, usablePhotos } from '../../photos/assess.ts';
import type { TrainingBase } from '../job/bases.ts';
import type { TrainingBackend } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { Runner } from '../runners/runner.ts';
import type { TrainingChecks } from './checks.ts';

/** What will happen when a training is confirmed; nothing has happened yet. */
export interface TrainingPlan {
  actor: Actor;
  base: TrainingBase;
  steps: number;
  /** As the base's page names it; undefined where it does not. */
  licence: string | undefined;
  photos: { usable: number; all: number; advice: string[] };
  backend: TrainingBackend;
  where: string;
  photosGo: string;
  /** Whether the bot has an endpoint that can serve the trained actor. */
  servable: boolean;
  /** Whether photos and reports travel over private repos at Hugging Face. */
  relayed: boolean;
  /** `of` says how many trainings like this one it was told from; 0 = estimated. Undefined where there is nothing to go by. */
  time: { seconds: number; of: number } | undefined;
  /** US dollars: what it will cost, and at which sum the machine is switched off. Undefined where nobody is billed. */
  cost: { dollars: number; most: number } | 'unknown' | undefined;
}

/** Preparations, verification and upload. */
const aroundSeconds = 8 * 60;
const leastTimeoutSeconds = 3_600;

/** Seconds from the claim to the end; told from trainings of the same base at the same place, where there were some. */
export function estimateSeconds(
  board: Pick<JobBoard, 'all'>,
  backend: TrainingBackend,
  base: Pick<TrainingBase, 'id' | 'secondsAStep'>,
  steps: number,
): TrainingPlan['time'] {
  const paces = board
    .all()
    .filter(
      job =>
        job.state === 'succeeded' &&
        job.attempt === 1 &&
        job.backend === backend &&
        job.spec.baseModel === base.id &&
        !job.result?.standIn,
    )
    .slice(-9)
    .flatMap(job =>
      job.startedAt && job.endedAt && job.step ? (job.endedAt - job.startedAt) / 1_000 / job.step : [],
    )
    .sort((a, b) => a - b);
  const middle = paces[Math.floor(paces.length / 2)];
  if (middle !== undefined) return { seconds: middle * steps, of: paces.length };
  // Nobody knows what computer that is.
  return backend === 'local' ? undefined : { seconds: aroundSeconds + base.secondsAStep * steps, of: 0 };
}

/** Until when a machine is paid at most: three times as long as is expected. */
export const timeoutSeconds = (time: TrainingPlan['time']): number =>
  Math.max(leastTimeoutSeconds, Math.ceil((3 * (time?.seconds ?? leastTimeoutSeconds)) / 600) * 600);

/** What is asked for: see `StartRequest`. */
interface PlanRequest {
  guildId: string;
  memberId: string;
  actor: string;
  base?: string | undefined;
  steps?: number | undefined;
}

/** Checks everything that a start checks, and says what would happen. */
export function createPlanner({
  board,
  checks,
  runner,
  relayed,
  hasEndpoint,
}: {
  board: JobBoard;
  checks: TrainingChecks;
  runner: Runner;
  relayed: boolean;
  hasEndpoint: boolean;
}) {
  return async (request: PlanRequest): Promise<TrainingPlan> => {
    const actor = await checks.trainable(request);
    checks.ready();
    // Somebody's own unused code does not stand in the way of a fresh one.
    const own = board
      .all()
      .find(job => job.actorId === actor.id && isUnusedCode(job) && job.requesterId === request.memberId);
    checks.free(request, actor, own?.id);
    const { base, steps } = checks.baseAndSteps(request, actor);
    const [licence, , hourly] = await Promise.all([
      checks.licence(base),
      checks.account(),
      runner.hourlyPrice(),
    ]);
    const time = estimateSeconds(board, runner.backend, base, steps);
    return {
      actor,
      base,
      steps,
      licence,
      photos: {
        usable: usablePhotos(actor.photos).length,
        all: actor.photos.length,
        advice: assess(actor.photos).advice,
      },
      backend: runner.backend,
      where: runner.where,
      photosGo: runner.photosGo,
      servable: hasEndpoint,
      relayed,
      time,
      cost:
        hourly === undefined
          ? undefined
          : hourly === null || !time
            ? 'unknown'
            : {
                dollars: (hourly * time.seconds) / 3_600,
                most: (hourly * timeoutSeconds(time)) / 3_600,
              },
    };
  };
}

/** Whether a job is only a code that nobody has used. */
export const isUnusedCode = (job: { state: string; attempt: number; backend: TrainingBackend }): boolean =>
  job.state === 'waiting' && job.attempt === 0 && job.backend === 'colab';
