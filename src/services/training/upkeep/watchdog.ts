import type { ActorsService } from '../../actors/actors-service.ts';
import type { HubRelay } from '../callbacks/hub-relay.ts';
import { fallenSilent } from '../job/changes.ts';
import type { FailJob } from '../job/fail-job.ts';
import { isActive, isOver, mayTrain, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { ResultTaker } from '../result/result-taker.ts';

const minuteMs = 60_000;
/** Over the hub a trainer is heard every two minutes at best, and that is read some time later. */
const patience = {
  direct: { silentMs: 3 * minuteMs, lostMs: 15 * minuteMs },
  relayed: { silentMs: 8 * minuteMs, lostMs: 25 * minuteMs },
} as const;
/** Of the hour that a code lasts. */
const remindAfterMs = 40 * minuteMs;

/** Ends jobs that would never end by themselves. */
export interface Watchdog {
  sweep(): Promise<void>;
  /** Jobs whose code has not been used for long, and whose requester was not reminded yet. */
  dueReminders(): TrainingJob[];
}

/** No trainer can reach a bot that is down, so silence counts from when this was made at the earliest. */
export function createWatchdog({
  board,
  actors,
  resultTaker,
  relay,
  fail,
  now,
}: {
  board: JobBoard;
  actors: Pick<ActorsService, 'byId'>;
  resultTaker: Pick<ResultTaker, 'begin'>;
  relay: Pick<HubRelay, 'follow'>;
  fail: FailJob;
  now: () => number;
}): Watchdog {
  const upSince = now();
  const patienceOf = ({ relay: relayed }: TrainingJob) => (relayed ? patience.relayed : patience.direct);
  const unheardFor = (job: TrainingJob, ms: number) =>
    isActive(job) && !job.result && Math.max(job.lastEventAt, upSince) + ms <= now();
  const isLost = (job: TrainingJob) => unheardFor(job, patienceOf(job).lostMs);
  const isSilent = (job: TrainingJob) => !job.silent && unheardFor(job, patienceOf(job).silentMs);
  // What waits for its turn gets its code only then.
  const codeRanOut = (job: TrainingJob) =>
    job.state === 'waiting' && (job.backend === 'colab' || !!job.run) && job.tokenExpiresAt <= now();
  const isCodeLyingAbout = (job: TrainingJob) =>
    job.state === 'waiting' &&
    job.backend === 'colab' &&
    job.remindedAt === undefined &&
    job.createdAt < job.tokenExpiresAt &&
    job.tokenExpiresAt - now() <= 60 * minuteMs - remindAfterMs &&
    job.tokenExpiresAt > now();

  return {
    async sweep() {
      for (const job of board.all()) {
        if (isOver(job)) continue;
        if (job.relay) relay.follow(job.id);
        const actor = await actors.byId(job.actorId);
        if (actor && !job.result && !mayTrain(actor, job)) {
          await fail(job.id, current => !isOver(current) && !current.result, [{ what: 'not-allowed' }]);
        } else if (codeRanOut(job)) {
          const what = job.backend === 'colab' ? 'code-ran-out' : 'never-began';
          // An earlier attempt may have left a checkpoint.
          await fail(job.id, codeRanOut, [{ what }], { lost: job.attempt > 0 });
        } else if (isLost(job)) {
          const what = job.backend === 'colab' ? 'notebook-lost' : 'trainer-lost';
          const minutes = patienceOf(job).lostMs / minuteMs;
          await fail(job.id, isLost, [{ what, minutes }, { what: 'resume-goes-on' }], { lost: true });
        } else if (isSilent(job)) {
          await board.change(job.id, current => (isSilent(current) ? fallenSilent(current) : current));
        } else if (job.state === 'uploading' && job.result) {
          resultTaker.begin(job.id);
        }
      }
    },
    dueReminders: () => board.all().filter(isCodeLyingAbout),
  };
}
