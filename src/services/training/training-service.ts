import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { isTheirs } from '../actors/access.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Hub } from '../huggingface/hub.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { createSeal } from '../storage/seal.ts';
import { createErasedJobs, createJobEraser } from './erased-jobs.ts';
import { createFinisher } from './finish.ts';
import { createGlimpses, type Glimpse } from './glimpses.ts';
import { isActive, isOver, type Tombstone, type TrainingJob, type TrainingState } from './job.ts';
import { createJobBoard } from './job-board.ts';
import {
  createJobMaker,
  type ResumeRequest,
  type Settings,
  type Started,
  type StartRequest,
} from './start.ts';
import { type CheckSample, createTakeSample } from './take-sample.ts';
import { createTrainerDoor, mayTrain, notAllowed, type TrainerDoor } from './trainer-door.ts';

const silentAfterMs = 3 * 60 * 1000;
const lostAfterMs = 15 * 60 * 1000;

export interface TrainingService extends TrainerDoor {
  /**
   * Makes a job, or a fresh code for the member's own job that no notebook has taken yet.
   * @throws UserError not-found | consent-needed | not-allowed | bad-input | training-running | training-unavailable
   */
  start(request: StartRequest): Promise<Started>;
  /**
   * A code for another attempt, from the last checkpoint, of a job whose trainer was lost or is silent.
   * @throws UserError as `start` does, and gone where there is nothing to resume
   */
  resume(request: ResumeRequest): Promise<Started>;
  /** For the requester, the people whose actor it is, and admins. @throws UserError not-found | not-allowed | gone */
  cancel(request: { guildId: string; jobId: string; memberId: string; admin: boolean }): Promise<TrainingJob>;
  byId(jobId: string): TrainingJob | undefined;
  /** Every job, without asking who wants to know: for the bot's own work. */
  all(): TrainingJob[];
  ofActor(actorId: string): TrainingJob[];
  /**
   * Cancels and removes a job with its sample pictures; its trainer is told 410 from then on. Repeats are harmless.
   * Its repo and messages are the caller's to see to.
   */
  erase(jobId: string): Promise<void>;
  /** Strikes a member from jobs that are not theirs; in one server only, where it is named. */
  forgetMember(memberId: string, guildId?: string): Promise<void>;
  /** Jobs that the member started, or of actors that are theirs, the newest first. */
  ofMember(guildId: string, memberId: string, actorId?: string): Promise<TrainingJob[]>;
  /** Sample pictures of a job that succeeded. */
  samples(job: TrainingJob): Promise<{ bytes: Buffer; prompt: string; seed?: number | undefined }[]>;
  /** The newest sample of a training that is under way, and a photo to hold it against. */
  glimpse(job: TrainingJob): Promise<Glimpse>;
  /** Jobs of which the channel has not seen the latest: those at work, and ends that were not told. */
  unfinishedPosts(): TrainingJob[];
  /** False where the job was erased meanwhile: then its message has to go again. */
  recordMessage(jobId: string, message: NonNullable<TrainingJob['message']>): Promise<boolean>;
  /** The message that told the end. False where the job was erased meanwhile: then it has to go again. */
  recordEnd(jobId: string, message: NonNullable<TrainingJob['endMessage']>): Promise<boolean>;
  recordShown(jobId: string, shown: TrainingState): Promise<void>;
  /** Ends jobs whose code ran out or whose notebook has gone silent, and goes on with unfinished results. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export async function createTrainingService({
  jobs,
  tombstones,
  actors,
  blobs,
  hub,
  checkSample = async () => {},
  config,
  now,
  logger,
  onChange,
  retryDelaysMs,
}: {
  jobs: Collection<TrainingJob>;
  tombstones: Collection<Tombstone>;
  actors: ActorsService;
  blobs: Blobs;
  hub: Pick<Hub, 'namespace' | 'download'>;
  checkSample?: CheckSample;
  config: Settings;
  now: () => number;
  logger: Logger;
  /** Called with every job whose stored state changed by an event, a cancellation or the watchdog. */
  onChange: (job: TrainingJob) => void;
  /** Between attempts to take a result in from the hub; the last one repeats. */
  retryDelaysMs?: readonly number[];
}): Promise<TrainingService> {
  const board = await createJobBoard(jobs, onChange);
  const erased = await createErasedJobs(tombstones, now);
  const seal = createSeal(config.DISCORD_TOKEN);
  // While the bot was down nobody could reach it: silence counts from its start.
  const upSince = now();
  const takeSample = createTakeSample({ hub, checkSample, logger });
  const glimpses = createGlimpses({ actors, blobs, takeSample, logger });
  const finisher = createFinisher({
    board,
    actors,
    blobs,
    takeSample,
    now,
    logger,
    ...(retryDelaysMs ? { retryDelaysMs } : {}),
  });
  const door = createTrainerDoor({
    board,
    erased: erased.has,
    actors,
    blobs,
    seal,
    publicUrl: config.PUBLIC_URL,
    now,
    logger,
    onCompleted: finisher.begin,
  });

  const eraseJob = createJobEraser({ board, erased, finisher, blobs });
  const erase = async (jobId: string) => {
    await eraseJob(jobId);
    glimpses.forget(jobId);
  };
  const jobMaker = createJobMaker({ board, actors, hub, config, erase, now });

  const whoseActorIsIt = async (job: TrainingJob, memberId: string) => {
    const actor = await actors.byId(job.actorId);
    return actor !== undefined && isTheirs(actor, memberId);
  };

  const fail = (
    id: string,
    stillSo: (job: TrainingJob) => boolean,
    reason: string,
    { lost = false }: { lost?: boolean } = {},
  ) =>
    board.change(id, job =>
      stillSo(job)
        ? { ...job, state: 'failed', reason, reasonFrom: 'bot', endedAt: now(), ...(lost ? { lost } : {}) }
        : job,
    );

  const codeRanOut = (job: TrainingJob) => job.state === 'waiting' && job.tokenExpiresAt <= now();
  const unheardFor = (job: TrainingJob, ms: number) =>
    isActive(job) && !job.result && Math.max(job.lastEventAt ?? 0, upSince) + ms <= now();
  const isLost = (job: TrainingJob) => unheardFor(job, lostAfterMs);
  const isSilent = (job: TrainingJob) => !job.silent && unheardFor(job, silentAfterMs);

  return {
    ...door,

    async start(request) {
      const { id } = await actors.usable(request.guildId, request.memberId, request.actor);
      return board.oneAtATime(id, () => jobMaker.make({ ...request, actor: id }));
    },

    async resume(request) {
      const actorId = board.byId(request.jobId)?.actorId ?? request.jobId;
      return board.oneAtATime(actorId, () => jobMaker.resume(request));
    },

    async cancel({ guildId, jobId, memberId, admin }) {
      const known = board.byId(jobId);
      if (!known || known.guildId !== guildId)
        throw new UserError('not-found', 'There is no such training in this server.');
      const allowed = admin || known.requesterId === memberId || (await whoseActorIsIt(known, memberId));
      if (!allowed) {
        throw new UserError(
          'not-allowed',
          'Only the member who started a training, the person shown, or an admin can cancel it.',
        );
      }
      const job = await board.change(jobId, current =>
        isOver(current) || current.result
          ? current
          : { ...current, state: 'cancelled', cancelledBy: memberId, endedAt: now() },
      );
      if (job?.state !== 'cancelled')
        throw new UserError('gone', 'This training is over already, so there is nothing to cancel.');
      return job;
    },

    byId: board.byId,
    all: board.all,
    ofActor: actorId => board.all().filter(job => job.actorId === actorId),
    erase,

    async forgetMember(memberId, guildId) {
      for (const { id } of board.all()) {
        await board.note(id, job => {
          if (job.cancelledBy !== memberId || (guildId && job.guildId !== guildId)) return job;
          const { cancelledBy: _forgotten, ...rest } = job;
          return rest;
        });
      }
    },

    async ofMember(guildId, memberId, actorId) {
      const inGuild = board
        .all()
        .filter(job => job.guildId === guildId && (!actorId || job.actorId === actorId));
      const theirs = await Promise.all(
        inGuild.map(async job => job.requesterId === memberId || (await whoseActorIsIt(job, memberId))),
      );
      return inGuild.filter((_, index) => theirs[index]).sort((a, b) => b.createdAt - a.createdAt);
    },

    async samples(job) {
      const found = await Promise.all(
        job.samples.map(async ({ sha256, ...about }) => ({ bytes: await blobs.get(sha256), about })),
      );
      return found.flatMap(({ bytes, about }) => (bytes ? [{ bytes, ...about }] : []));
    },

    async glimpse(job) {
      const seen = await glimpses.of(job);
      if (!board.byId(job.id)) glimpses.forget(job.id);
      return board.byId(job.id) ? seen : {};
    },

    unfinishedPosts: () => board.all().filter(job => (isOver(job) ? job.shown !== job.state : isActive(job))),

    async recordMessage(jobId, message) {
      return (await board.note(jobId, job => ({ ...job, message }))) !== undefined;
    },

    async recordEnd(jobId, endMessage) {
      return (await board.note(jobId, job => ({ ...job, endMessage }))) !== undefined;
    },

    async recordShown(jobId, shown) {
      await board.note(jobId, job => ({ ...job, shown }));
    },

    async sweep() {
      await erased.prune();
      for (const job of board.all()) {
        const actor = isOver(job) ? undefined : await actors.byId(job.actorId);
        if (actor && !job.result && !mayTrain(actor, job)) {
          await fail(job.id, current => !isOver(current) && !current.result, notAllowed);
        } else if (codeRanOut(job)) {
          const reason = 'The job code ran out before a notebook used it. `/train start` gives a fresh one.';
          // An earlier attempt may have left a checkpoint.
          await fail(job.id, codeRanOut, reason, { lost: job.attempt > 0 });
        } else if (isLost(job)) {
          const reason =
            'I lost contact with the notebook: nothing came from it for 15 minutes. **Resume** goes on from its last checkpoint.';
          await fail(job.id, isLost, reason, { lost: true });
        } else if (isSilent(job)) {
          await board.change(job.id, current => (isSilent(current) ? { ...current, silent: true } : current));
        } else if (job.state === 'uploading' && job.result) {
          finisher.begin(job.id);
        }
      }
    },

    stop: finisher.stop,
  };
}
