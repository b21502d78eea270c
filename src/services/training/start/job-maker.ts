import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { Actor } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { newId } from '../../storage/id.ts';
import { hashOf } from '../../storage/seal.ts';
import { findBase, type TrainingBase } from '../job/bases.ts';
import { newJob, waitingAgain } from '../job/changes.ts';
import {
  isOver,
  isResumable,
  isUnusedCode,
  type TrainingBackend,
  type TrainingJob,
  type WaitingJob,
} from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { codeOf, newToken, photoRepoOf, withToken } from '../job/job-code.ts';
import { withPostsOf } from '../job/posts.ts';
import { specOf } from '../job/spec.ts';
import type { Runner, RunnerFor } from '../runners/runner.ts';
import type { TrainingChecks } from './checks.ts';

export interface StartRequest {
  guildId: string;
  /** Where it was asked for. */
  channelId: string;
  memberId: string;
  /** Id or name. */
  actor: string;
  /** Repo or key. */
  base?: string | undefined;
  steps?: number | undefined;
  /** Where it was said to run. */
  backend?: TrainingBackend | undefined;
  /** Their roles, and whether they may manage the server: by these its rules are judged. */
  roleIds?: readonly string[] | undefined;
  admin?: boolean | undefined;
}

export interface Started {
  job: TrainingJob;
  actor: Actor;
  /** What the notebook asks for, for the requester's eyes only; undefined where the bot starts the trainer itself. */
  byHand: { jobCode: string; notebookUrl: string } | undefined;
  /** Trainings that come before it, where they take turns. */
  before: number;
}

export type ResumeRequest = Pick<StartRequest, 'guildId' | 'memberId'> & { jobId: string };

/** Makes jobs and their codes. Call it for one actor at a time. */
export interface JobMaker {
  /** Makes a job for an actor, or a fresh code for one that waits. */
  make(request: StartRequest): Promise<Started>;
  /** Another attempt of a job whose trainer was lost, or a fresh code for one that waits. */
  resume(request: ResumeRequest): Promise<Started>;
}

interface Needs {
  board: JobBoard;
  actors: Pick<ActorsService, 'byId'>;
  checks: TrainingChecks;
  runnerFor: RunnerFor;
  /** What the operator has set. */
  chosen: Runner;
  runnerOf: (backend: TrainingBackend) => Runner;
  /** Whether its jobs travel over the hub. */
  isRelayed: (backend: TrainingBackend) => boolean;
  addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  /** Puts the job where its trainer finds it, if that is at the hub. */
  offer: (job: TrainingJob) => Promise<void>;
  erase: (jobId: string) => Promise<unknown>;
  now: () => number;
}

export function createJobMaker(needs: Needs): JobMaker {
  const give = createGive(needs);
  const route = routeBy(needs);
  return { make: createMake(needs, route, give), resume: createResume(needs, route, give) };
}

/** Sets how the job is to travel and run from now on, whatever was set when it was made. */
type Route = (job: WaitingJob, namespace: string, runner: Runner) => WaitingJob;

const routeBy =
  ({ isRelayed }: Pick<Needs, 'isRelayed'>): Route =>
  (job, namespace, runner) => {
    const relayed = isRelayed(runner.backend);
    const { relay: _before, run: _ended, ...rest } = job;
    const repo = photoRepoOf(namespace, job.id);
    return {
      ...rest,
      backend: runner.backend,
      ...(relayed ? { relay: { repo } } : {}),
      leftovers: {
        ...job.leftovers,
        // Over the hub, the branch is made before the bot hears that the job was taken.
        ...(relayed ? { photoRepo: repo, branch: true } : {}),
        ...(runner.launcher ? { run: true } : {}),
      },
    };
  };

/** Hands a stored job out: to the member as a code, or to the queue of those that the bot starts. */
type Give = (job: TrainingJob, actor: Actor, token: string) => Promise<Started>;

const createGive =
  ({ board, runnerOf, offer, addressFor }: Needs): Give =>
  async (job, actor, token) => {
    const { notebookUrl, launcher } = runnerOf(job.backend);
    if (!launcher) {
      await board
        .during(job.id, () => offer(job))
        .catch(cause => {
          throw new UserError('training-unavailable', said('training.photosNotPut'), { cause });
        });
    }
    const before = board
      .all()
      .filter(other => other.id !== job.id && other.backend === job.backend && !isOver(other)).length;
    return {
      job,
      actor,
      byHand: notebookUrl ? { jobCode: codeOf(job, addressFor(job), token), notebookUrl } : undefined,
      before: launcher && before >= launcher.atOnce ? before : 0,
    };
  };

function createMake(
  { board, actors, checks, runnerFor, erase, now }: Needs,
  route: Route,
  give: Give,
): JobMaker['make'] {
  const bareJob = (
    request: StartRequest,
    actor: Actor,
    {
      id,
      namespace,
      base,
      steps,
      gated,
      runner,
    }: {
      id: string;
      namespace: string;
      base: TrainingBase;
      steps: number;
      gated: boolean;
      runner: Runner;
    },
  ) =>
    newJob(
      {
        id,
        guildId: request.guildId,
        channelId: request.channelId,
        requesterId: request.memberId,
        actorId: actor.id,
        actorName: actor.name,
        backend: runner.backend,
        spec: specOf(actor, id, namespace, base, steps),
        ...(gated ? { gatedBase: true } : {}),
      },
      now(),
    );

  return async function make(request) {
    const actor = await checks.trainable(request);
    checks.ready(runnerFor(request.guildId, request.base && findBase(request.base)?.id));
    const open = board.all().find(job => job.actorId === actor.id && !isOver(job));
    const own = open && isUnusedCode(open) && open.requesterId === request.memberId ? open : undefined;
    checks.free(request, actor, own?.id);
    const { base, steps } = await checks.baseAndSteps(request, actor);
    const runner = runnerFor(request.guildId, base.id);
    checks.ready(runner);
    // The photos go where the member was told, and it costs what they were told.
    if (request.backend !== undefined && request.backend !== runner.backend) {
      throw new UserError('gone', said('training.placeChanged'));
    }
    const [namespace, { gated }] = await Promise.all([checks.account(), checks.terms(base)]);
    const token = newToken();
    const id = own?.id ?? newId();
    const bare = bareJob(request, actor, { id, namespace, base, steps, gated, runner });
    const fresh = withToken(route(bare, namespace, runner), token, now());
    await checks.begin(request, id);
    if (own) {
      const job = await board.change(id, current =>
        isUnusedCode(current) ? withPostsOf(fresh, current) : current,
      );
      // A notebook took the old code in the meantime.
      if (job?.tokenHash !== fresh.tokenHash) return make(request);
    } else {
      await board.add(fresh).catch(async error => {
        await checks.takeBack(fresh);
        throw error;
      });
    }
    if (!(await actors.byId(actor.id))) {
      await erase(id);
      await checks.takeBack(fresh);
      throw new UserError('gone', said('training.actorGone'));
    }
    return give(fresh, actor, token);
  };
}

function createResume(
  { board, checks, runnerFor, chosen, now }: Needs,
  route: Route,
  give: Give,
): JobMaker['resume'] {
  return async ({ guildId, memberId, jobId }) => {
    const known = await board.find(jobId);
    if (!known || known.guildId !== guildId) throw new UserError('not-found', said('training.unknown'));
    const actor = await checks.trainable({ guildId, memberId, actor: known.actorId });
    // The photos go on to no computer of the server that the member wasn't told of, and to none but those that they were.
    const isOwn = known.backend === 'worker';
    const runner = isOwn ? runnerFor(guildId, known.spec.baseModel) : chosen;
    if (isOwn && runner.backend !== 'worker') throw new UserError('gone', said('training.placeChanged'));
    checks.ready(runner);
    checks.free({ guildId, memberId }, actor, jobId);
    const namespace = await checks.account();
    const token = newToken();
    const job = await board.change(jobId, current => {
      const codeAgain =
        current.state === 'waiting' && current.backend === 'colab' && current.requesterId === memberId;
      if (!codeAgain && !isResumable(current)) return current;
      const waiting = waitingAgain(current);
      return waiting.state === 'waiting'
        ? withToken(route({ ...waiting, requesterId: memberId }, namespace, runner), token, now())
        : current;
    });
    if (job?.tokenHash !== hashOf(token)) {
      throw new UserError('gone', said('training.nothingToResume'));
    }
    return give(job, actor, token);
  };
}
