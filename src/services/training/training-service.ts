import type { Logger } from '../../logger.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { limitsOf } from '../actors/limits.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { ActorRepos } from '../huggingface/hub/actor-repos.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { RelayRepos } from '../huggingface/hub/relay-repos.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { createSeal } from '../storage/seal.ts';
import type { Vision } from '../vision/vision.ts';
import { createTrainerCallbacks, type TrainerCallbacks } from './callbacks/callbacks.ts';
import type { SignedAddress } from './callbacks/checkpoints.ts';
import { createHubRelay } from './callbacks/hub-relay.ts';
import { createLayOut } from './callbacks/lay-out.ts';
import { createBooks, type MachineMoney } from './job/books.ts';
import { createFailJob } from './job/fail-job.ts';
import {
  isOver,
  type Tombstone,
  type TrainingBackend,
  type TrainingJob,
  trainingBackends,
} from './job/job.ts';
import { createJobBoard } from './job/job-board.ts';
import { createMembersJobs, type MembersJobs } from './members-jobs.ts';
import { createGlimpses } from './result/glimpses.ts';
import { createTrainingOutcomes, type TrainingOutcomes } from './result/outcomes.ts';
import { createResultTaker } from './result/result-taker.ts';
import { createTakeResult } from './result/take-result.ts';
import { type CheckSample, createTakeSample } from './result/take-sample.ts';
import { createVerify } from './result/verify.ts';
import type { Runners } from './runners/runner.ts';
import { type AskServing, createBases, type ServedBase } from './start/base-serving.ts';
import { createTrainingChecks, type TrainingRules } from './start/checks.ts';
import { createGive, createJobMaker, createRoute, type StartRequest } from './start/job-maker.ts';
import { createLaunchQueue } from './start/launch-queue.ts';
import { createPlanner, type TrainingPlan } from './start/plan.ts';
import { createQuote } from './start/pricing.ts';
import { createReserve } from './start/reserve.ts';
import { createResumer } from './start/resume-job.ts';
import { createStarting, type Starting } from './start/starting.ts';
import { createClearing } from './upkeep/clearing.ts';
import { createErasedJobs, createJobEraser, type EraseJob } from './upkeep/erased-jobs.ts';
import { createMachines } from './upkeep/machines.ts';
import { createSettling } from './upkeep/settling.ts';
import { createTrainerCheck } from './upkeep/trainer-check.ts';
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

export interface TrainingService extends TrainerCallbacks, TrainingOutcomes, Starting, MembersJobs {
  /** What a start would do, after all that it checks; changes nothing. @throws UserError as `start` does */
  plan(request: Omit<StartRequest, 'channelId'>): Promise<TrainingPlan>;
  /** What an actor can be trained on, the best proposal first, from what is known at once. */
  bases(guildId: string): Promise<ServedBase[]>;
  /** Where trainings run, and what is missing for that, as a sentence. */
  trainer(): { backend: string; missing: string | undefined };
  /** Of those about which something is still to be done. */
  byId(jobId: string): TrainingJob | undefined;
  /** Every job of every server about which something is still to be done, for the bot's own work. */
  all(): TrainingJob[];
  /** Settled ones too. */
  find(jobId: string): Promise<TrainingJob | undefined>;
  /** All of these actors, of a member who started them (in one server, where it is named), or of a server. */
  ofActors(actorIds: readonly string[]): Promise<TrainingJob[]>;
  requestedBy(memberId: string, guildId?: string): Promise<TrainingJob[]>;
  ofGuild(guildId: string): Promise<TrainingJob[]>;
  /** The servers that have jobs. */
  guildIds(): Promise<string[]>;
  /** Which of these pictures, by their SHA-256, are samples of a job. */
  samplesInUse(hashes: readonly string[]): Promise<Set<string>>;
  /** Reads again what another process may have changed, of one job or of all, and goes on with it. */
  refresh(jobId?: string): Promise<void>;
  /** Its model repo and messages are left to the caller. */
  erase: EraseJob;
  /** Jobs whose code has not been used for long, and whose requester was not reminded yet. */
  dueReminders(): TrainingJob[];
  /** Ends what ran out or was lost, starts what waits for its turn, and goes on with what was left undone. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export interface TrainingNeeds {
  jobs: Collection<TrainingJob>;
  tombstones: Collection<Tombstone>;
  actors: ActorsService;
  blobs: Blobs;
  credentials: Pick<Credentials, 'trySign'>;
  hub: Pick<Hub, 'namespace' | 'download' | 'mayWrite' | 'modelPage'>;
  repos: RelayRepos;
  actorRepos: ActorRepos;
  signedAddress: SignedAddress;
  runners: Runners;
  rules?: (guildId: string) => TrainingRules;
  /** The budgets in dollars; without them, machines count in none. */
  money?: MachineMoney;
  checkSample?: CheckSample;
  /** The bot's own eyes. */
  look: Vision['look'];
  /** What the secrets of jobs are sealed with. */
  secret: string;
  /** Where trainers reach the bot: from outside, if they can at all, and from this computer. */
  addresses: { public: string | undefined; local: string };
  /** Where images of actors trained on a base can be made; without it, at an endpoint. */
  servingOf?: AskServing;
  now: () => number;
  logger: Logger;
  /** Called with every job whose stored state changed by an event, a cancellation or the watchdog. */
  onChange: (job: TrainingJob) => void;
  /** Of several processes one sees trainings through; the others start and call them off. */
  leads?: boolean;
  pace?: TrainingPace;
}

/** What follows trainings up does so in one process: of the others, these functions do nothing. */
function leading<T extends object, Name extends keyof T>(leads: boolean, names: Name[], made: T): T {
  if (leads) return made;
  return { ...made, ...Object.fromEntries(names.map(name => [name, async () => undefined])) };
}

const noRules = (): TrainingRules => ({
  paused: false,
  atOnce: Number.POSITIVE_INFINITY,
  limitOf: () => undefined,
});

export async function createTrainingService({
  jobs,
  tombstones,
  rules = noRules,
  money,
  checkSample = async () => {},
  look,
  secret,
  addresses,
  servingOf = async () => ({ by: 'endpoint' }),
  onChange,
  leads = true,
  pace: { retryDelaysMs, relayDelaysMs, lastWordsMs } = {},
  ...outside
}: TrainingNeeds): Promise<TrainingService> {
  const { actors, blobs, credentials, hub, repos, actorRepos, signedAddress, runners, now, logger } = outside;
  const runnerFor = (guildId: string, base: string | undefined) =>
    runners.own?.(guildId, base) ?? runners.chosen;
  const bases = createBases(servingOf);
  const isRelayed = (backend: TrainingBackend) => backend !== 'local' && !addresses.public;
  const addressFor = ({ backend }: Pick<TrainingJob, 'backend'>) =>
    backend === 'local' ? addresses.local : addresses.public;

  const erased = createErasedJobs(tombstones, now);
  const board = await createJobBoard(jobs, erased.has);
  const fail = createFailJob(board, now);
  const books = createBooks(money, now);

  const takeSample = createTakeSample({
    ...{ hub, checkSample, logger },
    async wantsMark({ actorId }) {
      const actor = await actors.byId(actorId);
      return actor !== undefined && limitsOf(actor).mark;
    },
  });
  const glimpses = createGlimpses({ actors, blobs, takeSample, logger });
  const verify = createVerify({ hub, look, logger });
  const resultTaker = leading(
    leads,
    ['begin'],
    createResultTaker({
      ...{ board, logger },
      take: createTakeResult({ board, actors, blobs, takeSample, credentials, verify, now }),
      ...(retryDelaysMs ? { retryDelaysMs } : {}),
    }),
  );

  const callbacks = createTrainerCallbacks({
    ...{ board, actors, blobs, actorRepos, signedAddress, addressFor, now, logger },
    relayRepos: repos,
    erased: erased.has,
    seal: createSeal(secret),
    onCompleted: resultTaker.begin,
  });
  const relay = leading(
    leads,
    ['follow'],
    createHubRelay({
      ...{ board, repos, callbacks, logger },
      ...(relayDelaysMs ? { delaysMs: relayDelaysMs } : {}),
    }),
  );
  const layOut = createLayOut({ actors, blobs, repos });
  const offer = async (job: TrainingJob) => {
    await layOut(job);
    if (job.relay) relay.follow(job.id);
  };

  const machines = createMachines({ board, erased, runners, logger });
  const clearing = leading(
    leads,
    ['begin'],
    createClearing({ board, machines, runners, repos, now, logger }),
  );
  const erase = createJobEraser({ board, erased, resultTaker, glimpses, clearing, machines, books, blobs });
  const watchdog = createWatchdog({ board, actors, resultTaker, relay, fail, now });
  const checkTrainers = createTrainerCheck({
    ...{ board, runners, fail, logger, now },
    lastWords: relay.nudge,
    ...(lastWordsMs === undefined ? {} : { lastWordsMs }),
  });

  const checks = createTrainingChecks({ board, actors, hub, bases, rules });
  const launchQueue = leading(
    leads,
    ['next'],
    createLaunchQueue({ board, runners, addressFor, offer, fail, logger, now }),
  );
  const settling = leading(leads, ['begin', 'sweep'], createSettling({ board, books, now, logger }));
  const quote = createQuote({ board });
  const making = {
    ...{ board, checks, runnerFor, quote, now },
    reserve: createReserve({ checks, books }),
    route: createRoute({ isRelayed }),
    give: createGive({ board, runnerOf: runners.of, offer, addressFor }),
  };
  const jobMaker = createJobMaker({ ...making, actors, erase });
  const resumer = createResumer({ ...making, books, chosen: runners.chosen });

  board.listen(onChange);
  board.listen(clearing.begin);
  board.listen(settling.begin);
  board.listen(job => {
    if (isOver(job)) void launchQueue.next();
    // No trainer ever took it: it is not held against whoever began it.
    if (isOver(job) && job.attempt === 0) {
      checks
        .takeBack(job)
        .catch(error => logger.warn({ err: error, job: job.id }, 'a training is still counted'));
    }
  });

  return {
    ...callbacks,
    ...createTrainingOutcomes({ board, actors, blobs, glimpses, runners, now }),
    ...createMembersJobs({ board, actors, now }),
    ...createStarting({ board, actors, jobMaker, resumer, launchQueue, clearing, machines }),
    plan: createPlanner({ board, checks, runnerFor, isRelayed, bases, quote, books }),
    bases: bases.atHand,
    trainer: () => ({ backend: runners.chosen.backend, missing: runners.chosen.missing }),
    byId: board.byId,
    all: board.all,
    find: board.find,
    ofActors: actorIds => board.list({ index: 'actor', value: actorIds }),
    requestedBy: (memberId, guildId) =>
      board.list({
        index: 'requester',
        value: memberId,
        ...(guildId === undefined ? {} : { tags: [guildId] }),
      }),
    ofGuild: guildId => board.list({ index: 'guild', value: guildId }),
    guildIds: board.guildIds,
    samplesInUse: board.samplesInUse,
    erase,
    dueReminders: watchdog.dueReminders,

    async refresh(jobId) {
      await board.refresh(jobId);
      for (const { id, relay: travels } of board.all()) if (travels && (jobId ?? id) === id) relay.follow(id);
      void launchQueue.next();
    },

    async sweep() {
      await erased.prune();
      await watchdog.sweep();
      await checkTrainers();
      await launchQueue.next();
      await clearing.sweep();
      await settling.sweep();
    },

    async stop() {
      await relay.stop();
      await launchQueue.stop();
      await clearing.stop();
      await settling.stop();
      await resultTaker.stop();
      for (const backend of trainingBackends) await runners.of(backend).launcher?.close();
    },
  };
}
