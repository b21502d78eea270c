import { type EndReason, reasonsInEnglish } from './end-reason.ts';
import {
  type ActiveJob,
  isActive,
  isOver,
  isResumable,
  type RunHandle,
  type SharedFields,
  sharedFieldsOf,
  type TrainingJob,
  type WaitingJob,
} from './job.ts';
import { withoutRun } from './leftovers.ts';
import { paidSince } from './paid.ts';
import type { TrainingEvent } from './training-event.ts';

/*
 * Every change of a job's state. All are pure, and return the same object where the change is not possible in the
 * state that the job is in: what is over stays as it ended, and whatever is repeated changes nothing.
 */

const mostEventIds = 100;
const mostLosses = 240;
const mostImages = 16;

type About =
  | 'id'
  | 'guildId'
  | 'channelId'
  | 'requesterId'
  | 'actorId'
  | 'actorName'
  | 'spec'
  | 'gatedBase'
  | 'backend';

/** A new job that no trainer has claimed. It has no valid code until it is given one. */
export const newJob = (about: Pick<SharedFields, About>, at: number): WaitingJob => ({
  ...about,
  state: 'waiting',
  createdAt: at,
  leftovers: {},
  attempt: 0,
  launches: 0,
  resumes: 0,
  tokenHash: '',
  tokenExpiresAt: 0,
  eventsSeen: [],
  lastSeq: -1,
  step: 0,
  totalSteps: about.spec.steps,
  losses: [],
  images: [],
  samples: [],
  earlierPosts: [],
});

/** A trainer was started for it. */
export function launched(before: TrainingJob, run: RunHandle, at: number): TrainingJob {
  if (isOver(before)) return before;
  const job = paidSince(before, at);
  return job.state === 'waiting' ? { ...job, run, launches: job.launches + 1 } : { ...job, run };
}

/** How a trainer claimed the job: at the bot, with a secret to sign with, or at the hub. */
export type ClaimedBy = { sealedSecret: string; claimHash?: string } | { claimId: string };

/** A trainer has claimed it: its next attempt begins. */
export function claimed(job: TrainingJob, by: ClaimedBy, at: number): TrainingJob {
  if (job.state !== 'waiting') return job;
  const begun = {
    ...sharedFieldsOf(job),
    state: 'running' as const,
    attempt: job.attempt + 1,
    lastSeq: -1,
    startedAt: at,
    lastEventAt: at,
    silent: false,
    // Its trainer makes the branch.
    leftovers: { ...job.leftovers, branch: true },
  };
  if ('sealedSecret' in by) return { ...begun, ...by };
  return job.relay ? { ...begun, relay: { ...job.relay, claimId: by.claimId } } : job;
}

/** Nothing has come from its trainer for some minutes. */
export const fallenSilent = (job: TrainingJob): TrainingJob =>
  isActive(job) && !job.result && !job.silent ? { ...job, silent: true } : job;

/** Keeps the history short without losing its shape: when it is full, every other point goes. */
function withLoss(losses: TrainingJob['losses'], step: number, loss: number | null | undefined) {
  if (loss == null || !Number.isFinite(loss) || losses.at(-1)?.step === step) return losses;
  const all = [...losses, { step, loss }];
  return all.length <= mostLosses
    ? all
    : all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

/** What every event tells, whatever its type. */
function heard(job: ActiveJob, event: TrainingEvent): ActiveJob {
  const step = Math.max(job.step, event.step);
  const { etaSeconds: _outdated, ...rest } = job;
  return {
    ...rest,
    ...(event.etaSeconds != null ? { etaSeconds: event.etaSeconds } : {}),
    silent: false,
    eventsSeen: [...job.eventsSeen, event.id].slice(-mostEventIds),
    lastSeq: event.seq,
    step,
    startStep: job.startStep ?? step,
    totalSteps: event.totalSteps || job.totalSteps,
    losses: withLoss(job.losses, step, event.loss),
    ...(event.probe ? { probe: event.probe } : {}),
    lastEventAt: event.at,
  };
}

/** The job after an event. One that is no news, of another attempt, or that comes after the end changes nothing. */
export function transition(job: TrainingJob, event: TrainingEvent): TrainingJob {
  if (!isActive(job) || job.result) return job;
  if (event.jobId !== job.id || event.attempt !== job.attempt) return job;
  if (event.seq <= job.lastSeq || job.eventsSeen.includes(event.id)) return job;

  const next = heard(job, event);
  switch (event.type) {
    case 'training.started':
    case 'training.progress':
    case 'training.checkpoint':
      return next;
    case 'training.sample':
      return { ...next, images: [...job.images, ...event.images].slice(-mostImages) };
    case 'training.verifying':
      // It does not go back from uploading.
      return next.state === 'running' ? { ...next, state: 'verifying' } : next;
    case 'training.uploading':
      return { ...next, state: 'uploading' };
    case 'training.completed':
      return {
        ...next,
        state: 'uploading',
        images: event.images.length ? event.images : job.images,
        result: { repo: event.repo, revision: event.revision, standIn: event.standIn },
      };
    case 'training.failed': {
      const lost = event.resumable || failedBeforeItBegan(job, event);
      return failed(next, { reason: event.reason, from: 'trainer', at: event.at, lost });
    }
  }
}

/**
 * Whether it has not made a step, or taken up those of an attempt before: whatever its trainer says, what that attempt
 * left is as it was, and a better machine may go on from it.
 */
const failedBeforeItBegan = (job: ActiveJob, event: TrainingEvent) =>
  job.attempt > 1 && job.step > 0 && event.step === 0;

const begunAt = ({ startedAt }: TrainingJob) => (startedAt === undefined ? {} : { startedAt });

/** Why a job failed. */
export type Failure = ({ from: 'trainer'; reason: string } | { from: 'bot'; why: EndReason[] }) & {
  at: number;
  /** Its trainer was lost or kept its checkpoints: another attempt can go on from the last one. */
  lost?: boolean;
};

export function failed(job: TrainingJob, failure: Failure): TrainingJob {
  const { from, at, lost = false } = failure;
  if (isOver(job)) return job;
  return {
    ...sharedFieldsOf(job),
    ...begunAt(job),
    state: 'failed',
    ...(failure.from === 'bot'
      ? { reason: reasonsInEnglish(...failure.why), why: failure.why }
      : { reason: failure.reason }),
    reasonFrom: from,
    // What has delivered its result has nothing to go on with.
    lost: lost && !job.result,
    endedAt: at,
  };
}

/** Comes too late once the trainer has delivered its result. */
export function cancelled(job: TrainingJob, by: string, at: number): TrainingJob {
  if (isOver(job) || job.result) return job;
  return { ...sharedFieldsOf(job), ...begunAt(job), state: 'cancelled', cancelledBy: by, endedAt: at };
}

/** Its actor has the version that the trainer delivered. */
export function succeeded(
  job: TrainingJob,
  { samples, version, at }: { samples: TrainingJob['samples']; version: number; at: number },
): TrainingJob {
  if (job.state !== 'uploading' || !job.result) return job;
  const { startedAt, result } = job;
  return {
    ...sharedFieldsOf(job),
    state: 'succeeded',
    ...{ startedAt, result, samples, version },
    endedAt: at,
  };
}

/** Waits for another attempt, which goes on from what is known. A trainer that was started for it is to be stopped. */
export function waitingAgain(before: TrainingJob): TrainingJob {
  const job = withoutRun(before);
  if (job.state === 'waiting') return job;
  if (isOver(before) ? !isResumable(before) : before.result) return before;
  const rest = sharedFieldsOf(job);
  return {
    ...rest,
    ...begunAt(job),
    state: 'waiting',
    launches: 0,
    resumes: job.resumes + (isOver(job) ? 1 : 0),
  };
}

/** What its last attempt left is removed, so that no other can go on from it. */
export const notResumable = (job: TrainingJob): TrainingJob =>
  job.state === 'failed' && job.lost ? { ...job, lost: false } : job;

/** The channel was told how it ended, unless it was resumed or ended otherwise meanwhile. */
export const endShown = (job: TrainingJob, shown: TrainingJob['state']): TrainingJob =>
  isOver(job) && job.state === shown && job.shown !== shown ? { ...job, shown: job.state } : job;

/** Removes the name of this member, if it was they who cancelled it. */
export function withoutCanceller(job: TrainingJob, memberId: string): TrainingJob {
  if (job.state !== 'cancelled' || job.cancelledBy !== memberId) return job;
  const { cancelledBy: _forgotten, ...rest } = job;
  return rest;
}
