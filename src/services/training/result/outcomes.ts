import { type ActorVersion, activeVersionOf } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { endShown } from '../job/changes.ts';
import { isActive, isOver, type TrainingJob, type TrainingState } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { withEndMessage, withMessage, withoutReminder, withReminder } from '../job/posts.ts';
import type { Runners } from '../runners/runner.ts';
import type { Glimpse, Glimpses } from './glimpses.ts';

/** What became of a training: its version, the one to compare it with, and whether it is used now. */
export interface TrainingOutcome {
  version: ActorVersion;
  /** The one in use where this one is not; else the one before. */
  previous: ActorVersion | undefined;
  inUse: boolean;
}

/** What there is to show of trainings, and the notes about where it was shown. */
export interface TrainingOutcomes {
  /** Sample pictures of a job that succeeded. */
  samples(job: TrainingJob): Promise<{ bytes: Buffer; prompt: string; seed?: number | undefined }[]>;
  /** Its sample pictures are deleted, with the version that it has led to: it lists them no more. */
  forgetSamples(jobId: string): Promise<void>;
  /** What a training that succeeded has led to; undefined where the actor, or the version, is gone since. */
  outcome(job: TrainingJob): Promise<TrainingOutcome | undefined>;
  /** The latest line that the trainer printed, where the bot started it: nothing to be trusted. */
  lastLine(job: TrainingJob): string | undefined;
  /** The newest sample of a training that is under way, and a photo to hold it against. */
  glimpse(job: TrainingJob): Promise<Glimpse>;
  /** Jobs of which the channel has not seen the latest: those at work, and ends that were not told. */
  unfinishedPosts(): TrainingJob[];
  /**
   * Runs what posts something of a job and records it. Where the job is erased meanwhile, that waits for it, and sees
   * to the message. Resolves to undefined, without having begun, where the job is gone or going.
   */
  posting<T>(jobId: string, work: () => Promise<T>): Promise<T | undefined>;
  /** False where there is no such job. */
  recordMessage(jobId: string, message: NonNullable<TrainingJob['message']>): Promise<boolean>;
  /** The message that told the end. False where there is no such job. */
  recordEnd(jobId: string, message: NonNullable<TrainingJob['endMessage']>): Promise<boolean>;
  recordShown(jobId: string, shown: TrainingState): Promise<void>;
  /** The requester was reminded, in this message; undefined once it is gone again. False where there is no such job. */
  recordReminder(jobId: string, message: NonNullable<TrainingJob['message']> | undefined): Promise<boolean>;
}

export function createTrainingOutcomes({
  board,
  actors,
  blobs,
  glimpses,
  runners,
  now,
}: {
  board: JobBoard;
  actors: Pick<ActorsService, 'byId'>;
  blobs: Pick<Blobs, 'get'>;
  glimpses: Glimpses;
  runners: Runners;
  now: () => number;
}): TrainingOutcomes {
  return {
    async samples(job) {
      const found = await Promise.all(
        job.samples.map(async ({ sha256, ...about }) => ({ bytes: await blobs.get(sha256), about })),
      );
      return found.flatMap(({ bytes, about }) => (bytes ? [{ bytes, ...about }] : []));
    },

    async forgetSamples(jobId) {
      await board.note(jobId, job => (job.samples.length > 0 ? { ...job, samples: [] } : job));
    },

    async glimpse(job) {
      const seen = await glimpses.of(job);
      if (!board.byId(job.id)) glimpses.forget(job.id);
      return board.byId(job.id) ? seen : {};
    },

    unfinishedPosts: () => board.all().filter(job => (isOver(job) ? job.shown !== job.state : isActive(job))),

    posting: board.during,

    async recordMessage(jobId, message) {
      return (await board.note(jobId, job => withMessage(job, message))) !== undefined;
    },

    async recordEnd(jobId, endMessage) {
      return (await board.note(jobId, job => withEndMessage(job, endMessage))) !== undefined;
    },

    async recordShown(jobId, shown) {
      await board.note(jobId, job => endShown(job, shown));
    },

    async outcome(job) {
      const actor = await actors.byId(job.actorId);
      const version = actor?.versions.find(({ jobId }) => jobId === job.id);
      if (!actor || !version) return undefined;
      const inUse = actor.activeVersion === version.number;
      const earlier = actor.versions.filter(({ number }) => number < version.number);
      return { version, inUse, previous: inUse ? earlier.at(-1) : activeVersionOf(actor) };
    },

    lastLine: job =>
      job.run && !isOver(job) && board.byId(job.id)
        ? runners.of(job.backend).launcher?.lastLine(job)
        : undefined,

    async recordReminder(jobId, reminder) {
      const job = await board.note(jobId, current =>
        reminder ? withReminder(current, reminder, now()) : withoutReminder(current, now()),
      );
      return job !== undefined;
    },
  };
}
