import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { isTheirs } from '../actors/access.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { RelayRepos } from '../huggingface/hub/relay-repos.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { createSeal } from '../storage/seal.ts';
import type { Vision } from '../vision/vision.ts';
import { createTrainerDoor, type TrainerDoor } from './callbacks/callbacks.ts';
import { createHubRelay } from './callbacks/hub-relay.ts';
import { isOver, type Tombstone, type TrainingJob, trainingBackends } from './job/job.ts';
import { createJobBoard } from './job/job-board.ts';
import { createGlimpses } from './result/glimpses.ts';
import { createTrainingShowing, type TrainingShowing } from './result/outcomes.ts';
import { createFinisher } from './result/take-result.ts';
import { type CheckSample, createTakeSample } from './result/take-sample.ts';
import { createVerify } from './result/verify.ts';
import type { Runners } from './runners/runner.ts';
import { createTrainingChecks, type TrainingRules } from './start/checks.ts';
import { createJobMaker, type ResumeRequest, type Started, type StartRequest } from './start/job-maker.ts';
import { createLaunches } from './start/launch-queue.ts';
import { createPlanner, type TrainingPlan } from './start/plan.ts';
import { createClearing } from './upkeep/clearing.ts';
import { createErasedJobs, createJobEraser } from './upkeep/erased-jobs.ts';
import { createWatchdog } from './upkeep/watchdog.ts';

/** How patient the service is, in milliseconds; tests are in a hurry. */
export interface TrainingPace {
  /** Between attempts to take a result in from the hub; the last one repeats. */
  retryDelaysMs?: readonly number[];
  /** Between looks at the hub for jobs that travel over it. */
  relayDelaysMs?: Parameters<typeof createHubRelay>[0]['delaysMs'];
  /** From the end of a trainer whose reports travel over the hub until it is taken for dead. */
  lastWordsMs?: number;
  /** Between looks at everything that is open. */
  sweepMs?: number;
}

export interface TrainingService extends TrainerDoor, TrainingShowing {
  /** What a start would do, after all that it checks; changes nothing. @throws UserError as `start` does */
  plan(request: Omit<StartRequest, 'channelId'>): Promise<TrainingPlan>;
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
  erase(jobId: string): Promise<TrainingJob | undefined>;
  /** Strikes a member from jobs that are not theirs; in one server only, where it is named. */
  forgetMember(memberId: string, guildId?: string): Promise<void>;
  /** Jobs that the member started, or of actors that are theirs, the newest first. */
  ofMember(guildId: string, memberId: string, actorId?: string): Promise<TrainingJob[]>;
  /** Jobs whose code has been lying about for long, that nobody has been reminded of. */
  dueReminders(): TrainingJob[];
  /** Ends what ran out or was lost, starts what waits for its turn, and goes on with what was left undone. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export async function createTrainingService({
  jobs,
  tombstones,
  actors,
  blobs,
  hub,
  repos,
  runners,
  rules = () => ({ paused: false, atOnce: Number.POSITIVE_INFINITY, limitOf: () => undefined }),
  checkSample = async () => {},
  look,
  secret,
  addresses,
  hasEndpoint = true,
  now,
  logger,
  onChange,
  pace = {},
}: {
  jobs: Collection<TrainingJob>;
  tombstones: Collection<Tombstone>;
  actors: ActorsService;
  blobs: Blobs;
  hub: Pick<Hub, 'namespace' | 'download' | 'mayWrite' | 'modelPage'>;
  repos: RelayRepos;
  runners: Runners;
  rules?: (guildId: string) => TrainingRules;
  checkSample?: CheckSample;
  /** The bot's own eyes. */
  look: Vision['look'];
  /** What the secrets of jobs are sealed with. */
  secret: string;
  /** Where trainers reach the bot: from outside, if they can at all, and from this computer. */
  addresses: { public: string | undefined; local: string };
  /** Whether there is a self-hosted endpoint to make images of trained actors. */
  hasEndpoint?: boolean;
  now: () => number;
  logger: Logger;
  /** Called with every job whose stored state changed by an event, a cancellation or the watchdog. */
  onChange: (job: TrainingJob) => void;
  pace?: TrainingPace;
}): Promise<TrainingService> {
  const { retryDelaysMs, relayDelaysMs, lastWordsMs } = pace;
  const runner = runners.chosen;
  const board = await createJobBoard(jobs, job => {
    onChange(job);
    clearing.begin(job);
    if (isOver(job)) void launches.next();
  });
  const erased = await createErasedJobs(tombstones, now);
  const seal = createSeal(secret);
  const takeSample = createTakeSample({ hub, checkSample, logger });
  const glimpses = createGlimpses({ actors, blobs, takeSample, logger });
  const finisher = createFinisher({
    board,
    actors,
    blobs,
    takeSample,
    verify: createVerify({ hub, look, logger }),
    now,
    logger,
    ...(retryDelaysMs ? { retryDelaysMs } : {}),
  });
  const relayed = runner.backend !== 'local' && !addresses.public;
  const addressFor = ({ backend }: Pick<TrainingJob, 'backend'>) =>
    backend === 'local' ? addresses.local : addresses.public;
  const door = createTrainerDoor({
    board,
    erased: erased.has,
    actors,
    blobs,
    seal,
    addressFor,
    now,
    logger,
    onCompleted: finisher.begin,
  });

  const relay = createHubRelay({
    ...{ board, actors, blobs, repos, door, logger },
    ...(relayDelaysMs ? { delaysMs: relayDelaysMs } : {}),
  });
  const clearing = createClearing({ board, runners, repos, now, logger });

  const eraseJob = createJobEraser({ board, erased, finisher, blobs });
  const erase = async (jobId: string) => {
    const job = board.byId(jobId);
    const last = await eraseJob(jobId);
    glimpses.forget(jobId);
    if (job) await clearing.forget(job);
    return last;
  };
  const checks = createTrainingChecks({ board, actors, hub, runner, rules });
  const offer = async (job: TrainingJob) => {
    await relay.offer(job);
    if (job.relay) relay.follow(job.id);
  };
  const jobMaker = createJobMaker({
    ...{ board, actors, checks, runner, relayed, addressFor, offer, erase, now },
  });

  /** Starts of one server one after another, because they are counted; those of one actor in any case. */
  const inTurn = <T>(guildId: string, actorId: string, work: () => Promise<T>) =>
    board.oneAtATime(`guild ${guildId}`, () => board.oneAtATime(actorId, work));

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

  const launches = createLaunches({
    ...{ board, runners, addressFor, offer, fail, logger, now },
    lastWords: relay.nudge,
    ...(lastWordsMs === undefined ? {} : { lastWordsMs }),
  });
  const watchdog = createWatchdog({ board, actors, finisher, relay, fail, now });

  return {
    ...door,
    ...createTrainingShowing({ board, actors, blobs, glimpses, runners, now }),
    plan: createPlanner({ board, checks, runner, relayed, hasEndpoint }),

    async start(request) {
      const { id } = await actors.usable(request.guildId, request.memberId, request.actor);
      const started = await inTurn(request.guildId, id, () => jobMaker.make({ ...request, actor: id }));
      void launches.next();
      return started;
    },

    async resume(request) {
      const actorId = board.byId(request.jobId)?.actorId ?? request.jobId;
      const started = await inTurn(request.guildId, actorId, async () => {
        await clearing.settled(request.jobId);
        const known = board.byId(request.jobId);
        const started = await jobMaker.resume(request);
        // The one before may hang: it holds a machine, and nobody listens to it any more.
        if (known?.run) await runners.of(known.backend).launcher?.stop(known);
        return started;
      });
      void launches.next();
      return started;
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

    dueReminders: watchdog.dueReminders,

    async sweep() {
      await erased.prune();
      await watchdog.sweep();
      await launches.look();
      await launches.next();
      await clearing.sweep();
    },

    async stop() {
      await relay.stop();
      await launches.stop();
      await clearing.stop();
      await finisher.stop();
      for (const backend of trainingBackends) await runners.of(backend).launcher?.close();
    },
  };
}
