import { randomBytes } from 'node:crypto';
import { UserError } from '../../../errors.ts';
import type { Actor } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { newId } from '../../storage/id.ts';
import { hashOf } from '../../storage/seal.ts';
import { photoRepoOf } from '../callbacks/hub-relay.ts';
import { isOver, isResumable, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { specOf } from '../job/spec.ts';
import type { Runner } from '../runners/runner.ts';
import type { TrainingChecks } from './checks.ts';
import { isUnusedCode } from './plan.ts';

/** Of a code that a person uses, and of one that is handed to a machine, which may have to wait for its turn. */
const codeLifeMs = { byHand: 60 * 60 * 1000, launched: 24 * 60 * 60 * 1000 } as const;

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

/** All are to be called one at a time for an actor. */
export interface JobMaker {
  /** Makes a job for an actor, or a fresh code for one that waits. */
  make(request: StartRequest): Promise<Started>;
  /** Another attempt of a job whose trainer was lost, or a fresh code for one that waits. */
  resume(request: ResumeRequest): Promise<Started>;
}

export const newToken = () => randomBytes(24).toString('base64url');

/** A fresh one-time token for a job that waits. */
export const withToken = (job: TrainingJob, token: string, at: number): TrainingJob => ({
  ...job,
  tokenHash: hashOf(token),
  tokenExpiresAt: at + (job.backend === 'colab' ? codeLifeMs.byHand : codeLifeMs.launched),
});

/** What a trainer asks for: where the job is to be had, and what it trades for it. */
export function codeOf(
  job: Pick<TrainingJob, 'id' | 'relay'>,
  address: string | undefined,
  token: string,
): string {
  const where = job.relay ? { relayRepo: job.relay.repo } : { apiUrl: address };
  return Buffer.from(JSON.stringify({ ...where, jobId: job.id, oneTimeToken: token })).toString('base64url');
}

export function createJobMaker({
  board,
  actors,
  checks,
  runner,
  relayed,
  addressFor,
  offer,
  erase,
  now,
}: {
  board: JobBoard;
  actors: Pick<ActorsService, 'byId'>;
  checks: TrainingChecks;
  runner: Runner;
  /** Whether jobs travel over the hub. */
  relayed: boolean;
  addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  /** Lays the job out at the hub. */
  offer: (job: TrainingJob) => Promise<void>;
  erase: (jobId: string) => Promise<unknown>;
  now: () => number;
}): JobMaker {
  /** How the job is to travel and run from now on, whatever was set when it was made. */
  const onItsWay = (job: TrainingJob, namespace: string): TrainingJob => {
    const { relay: _before, run: _ended, ...rest } = job;
    const repo = photoRepoOf(namespace, job.id);
    return {
      ...rest,
      backend: runner.backend,
      ...(relayed ? { relay: { repo } } : {}),
      litter: {
        ...job.litter,
        // Over the hub, the branch is made before the bot hears that the job was taken.
        ...(relayed ? { photoRepo: repo, branch: true } : {}),
        ...(runner.launcher ? { run: true } : {}),
      },
    };
  };

  const started = async (job: TrainingJob, actor: Actor, token: string): Promise<Started> => {
    if (!runner.launcher) {
      await offer(job).catch(cause => {
        throw new UserError(
          'training-unavailable',
          'The photos could not be put where the notebook finds them: Hugging Face did not take them. Try again in a minute.',
          { cause },
        );
      });
    }
    const before = board
      .all()
      .filter(other => other.id !== job.id && other.backend === job.backend && !isOver(other)).length;
    const { notebookUrl, launcher } = runner;
    return {
      job,
      actor,
      byHand: notebookUrl ? { jobCode: codeOf(job, addressFor(job), token), notebookUrl } : undefined,
      before: launcher && before >= launcher.atOnce ? before : 0,
    };
  };

  async function make(request: StartRequest): Promise<Started> {
    const actor = await checks.trainable(request);
    checks.ready();
    const open = board.all().find(job => job.actorId === actor.id && !isOver(job));
    const own = open && isUnusedCode(open) && open.requesterId === request.memberId ? open : undefined;
    checks.free(request, actor, own?.id);
    const { base, steps } = checks.baseAndSteps(request, actor);
    const [namespace] = await Promise.all([checks.account(), checks.licence(base)]);
    const token = newToken();
    const id = own?.id ?? newId();
    const bare: TrainingJob = {
      id,
      guildId: request.guildId,
      channelId: request.channelId,
      requesterId: request.memberId,
      actorId: actor.id,
      actorName: actor.name,
      state: 'waiting',
      backend: runner.backend,
      litter: {},
      attempt: 0,
      tokenHash: '',
      tokenExpiresAt: 0,
      eventsSeen: [],
      lastSeq: -1,
      step: 0,
      totalSteps: steps,
      losses: [],
      images: [],
      spec: specOf(actor, id, namespace, base, steps),
      samples: [],
      createdAt: now(),
    };
    const fresh = withToken(onItsWay(bare, namespace), token, now());
    if (own) {
      const job = await board.change(id, current => (isUnusedCode(current) ? fresh : current));
      // A notebook took the old code in the meantime.
      if (job?.tokenHash !== fresh.tokenHash) return make(request);
    } else {
      await board.add(fresh);
    }
    if (!(await actors.byId(actor.id))) {
      await erase(id);
      throw new UserError('gone', 'This actor was deleted a moment ago, so there is nothing to train.');
    }
    return started(fresh, actor, token);
  }

  async function resume({ guildId, memberId, jobId }: ResumeRequest): Promise<Started> {
    const known = board.byId(jobId);
    if (!known || known.guildId !== guildId)
      throw new UserError('not-found', 'There is no such training in this server.');
    const actor = await checks.trainable({ guildId, memberId, actor: known.actorId });
    checks.ready();
    checks.free({ guildId, memberId }, actor, jobId);
    const namespace = await checks.account();
    const token = newToken();
    const job = await board.change(jobId, current => {
      const codeAgain =
        current.state === 'waiting' && current.backend === 'colab' && current.requesterId === memberId;
      if (!codeAgain && !isResumable(current)) return current;
      const waiting = codeAgain ? current : waitingAgain(current);
      return withToken(onItsWay({ ...waiting, requesterId: memberId }, namespace), token, now());
    });
    if (job?.tokenHash !== hashOf(token)) {
      throw new UserError(
        'gone',
        'This training goes on already, or there is nothing to resume. `/train status` shows how it stands.',
      );
    }
    return started(job, actor, token);
  }

  return { make, resume };
}

/** The job before another attempt: what it has learnt stays, how it ended does not. */
export function waitingAgain(job: TrainingJob): TrainingJob {
  const {
    endedAt: _end,
    reason: _why,
    reasonFrom: _from,
    shown: _shown,
    remindedAt: _reminded,
    ...rest
  } = job;
  const { lost: _lost, silent: _silent, etaSeconds: _eta, ...kept } = rest;
  return { ...kept, state: 'waiting', resumes: (job.resumes ?? 0) + (isOver(job) ? 1 : 0) };
}
