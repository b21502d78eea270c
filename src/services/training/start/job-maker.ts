import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { Actor } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { newId } from '../../storage/id.ts';
import { findBase, type TrainingBase } from '../job/bases.ts';
import { newJob } from '../job/changes.ts';
import { isOver, isUnusedCode, type TrainingBackend, type TrainingJob, type WaitingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { codeOf, newToken, photoRepoOf, withToken } from '../job/job-code.ts';
import { paidAnew } from '../job/paid.ts';
import { withPostsOf } from '../job/posts.ts';
import { specOf } from '../job/spec.ts';
import type { Runner, RunnerFor } from '../runners/runner.ts';
import type { TrainingChecks } from './checks.ts';
import type { AskQuote } from './pricing.ts';
import type { Reserve } from './reserve.ts';

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

/** Makes jobs and their codes. Call it for one actor at a time. */
export interface JobMaker {
  /** Makes a job for an actor, or a fresh code for one that waits. */
  make(request: StartRequest): Promise<Started>;
}

interface Needs {
  board: JobBoard;
  actors: Pick<ActorsService, 'byId'>;
  checks: TrainingChecks;
  runnerFor: RunnerFor;
  quote: AskQuote;
  reserve: Reserve;
  route: Route;
  give: Give;
  erase: (jobId: string) => Promise<unknown>;
  now: () => number;
}

/** Sets how the job is to travel and run from now on, whatever was set when it was made. */
export type Route = (job: WaitingJob, namespace: string, runner: Runner) => WaitingJob;

export const createRoute =
  ({
    isRelayed,
  }: {
    /** Whether its jobs travel over the hub. */
    isRelayed: (backend: TrainingBackend) => boolean;
  }): Route =>
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
export type Give = (job: TrainingJob, actor: Actor, token: string) => Promise<Started>;

export const createGive =
  ({
    board,
    runnerOf,
    offer,
    addressFor,
  }: {
    board: JobBoard;
    runnerOf: (backend: TrainingBackend) => Runner;
    /** Puts the job where its trainer finds it, if that is at the hub. */
    offer: (job: TrainingJob) => Promise<void>;
    addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  }): Give =>
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

export function createJobMaker({
  board,
  actors,
  checks,
  runnerFor,
  quote,
  reserve,
  route,
  give,
  erase,
  now,
}: Needs): JobMaker {
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

  async function make(request: StartRequest): Promise<Started> {
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
    const [namespace, { gated }, { price }] = await Promise.all([
      checks.account(),
      checks.terms(base),
      quote(runner, base, steps),
    ]);
    const token = newToken();
    const id = own?.id ?? newId();
    const bare = bareJob(request, actor, { id, namespace, base, steps, gated, runner });
    const { paid, giveBack, undo } = await reserve(request, { jobId: id, countAs: id }, price);
    const fresh = withToken(paidAnew(route(bare, namespace, runner), paid), token, now());
    if (own) {
      const job = await board.change(id, current =>
        isUnusedCode(current) ? withPostsOf(fresh, current) : current,
      );
      // A notebook took the old code in the meantime.
      if (job?.tokenHash !== fresh.tokenHash) {
        await giveBack();
        return make(request);
      }
    } else {
      await board.add(fresh).catch(async error => {
        await undo();
        throw error;
      });
    }
    if (!(await actors.byId(actor.id))) {
      await erase(id);
      await undo();
      throw new UserError('gone', said('training.actorGone'));
    }
    return give(fresh, actor, token);
  }

  return { make };
}
