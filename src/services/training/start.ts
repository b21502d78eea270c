import { randomBytes } from 'node:crypto';
import type { Config } from '../../config.ts';
import { UserError } from '../../errors.ts';
import { isTheirs } from '../actors/access.ts';
import { type Actor, minPhotos } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Hub } from '../huggingface/hub.ts';
import { usablePhotos } from '../photos/assess.ts';
import { newId } from '../storage/id.ts';
import { hashOf } from '../storage/seal.ts';
import { defaultBaseId, defaultSteps, findBase, stepLimits } from './bases.ts';
import { isOver, isResumable, type TrainingJob } from './job.ts';
import type { JobBoard } from './job-board.ts';
import { specOf } from './spec.ts';

const codeLifeMs = 60 * 60 * 1000;

export interface StartRequest {
  guildId: string;
  /** Where progress and the result are shown. */
  channelId: string;
  memberId: string;
  /** Id or name. */
  actor: string;
  base?: string | undefined;
  steps?: number | undefined;
}

export interface Started {
  job: TrainingJob;
  actor: Actor;
  /** What the notebook asks for: for the requester's eyes only. */
  jobCode: string;
  notebookUrl: string;
}

export type Settings = Pick<
  Config,
  'DISCORD_TOKEN' | 'PUBLIC_URL' | 'COLAB_NOTEBOOK_URL' | 'TRAINING_BACKEND'
>;

/** The steps to training that the operator has to take, as a sentence for a member; throws where one is missing. */
function checkBackend(config: Settings): { publicUrl: string; notebookUrl: string } {
  const missing = (what: string) =>
    new UserError('training-unavailable', `Training is not set up here yet. Whoever runs the bot: ${what}`);
  if (config.TRAINING_BACKEND !== 'colab') {
    throw missing(
      `TRAINING_BACKEND=${config.TRAINING_BACKEND} is not supported yet, set TRAINING_BACKEND=colab.`,
    );
  }
  if (!config.PUBLIC_URL) {
    throw missing('set PUBLIC_URL to the address where the notebook can reach the bot from outside.');
  }
  if (!config.COLAB_NOTEBOOK_URL) {
    throw missing('set COLAB_NOTEBOOK_URL to the link that opens the training notebook.');
  }
  return { publicUrl: config.PUBLIC_URL, notebookUrl: config.COLAB_NOTEBOOK_URL };
}

export type ResumeRequest = Pick<StartRequest, 'guildId' | 'memberId'> & { jobId: string };

/** Both are to be called one at a time for an actor. */
export interface JobMaker {
  /** Makes a job for an actor, or a fresh code for one that waits. */
  make(request: StartRequest): Promise<Started>;
  /** A code for another attempt of a job whose trainer was lost. */
  resume(request: ResumeRequest): Promise<Started>;
}

const newToken = () => randomBytes(24).toString('base64url');

/** What the notebook asks for: where the bot is, and what it trades for the job. */
function codeOf(publicUrl: string, jobId: string, oneTimeToken: string): string {
  return Buffer.from(JSON.stringify({ apiUrl: publicUrl, jobId, oneTimeToken })).toString('base64url');
}

export function createJobMaker({
  board,
  actors,
  hub,
  config,
  erase,
  now,
}: {
  board: JobBoard;
  actors: Pick<ActorsService, 'usable' | 'byId'>;
  hub: Pick<Hub, 'namespace'>;
  config: Settings;
  erase: (jobId: string) => Promise<void>;
  now: () => number;
}): JobMaker {
  async function trainable({
    guildId,
    memberId,
    actor: wanted,
  }: Pick<StartRequest, 'guildId' | 'memberId' | 'actor'>): Promise<Actor> {
    const actor = await actors.usable(guildId, memberId, wanted);
    if (!isTheirs(actor, memberId)) {
      throw new UserError(
        'not-allowed',
        'Only the person who registered an actor, or who is shown, can train it. You can still use it in `/generate`.',
      );
    }
    const missing = minPhotos - usablePhotos(actor.photos).length;
    if (missing > 0) {
      throw new UserError(
        'bad-input',
        `Training needs at least ${minPhotos} usable photos, and ${missing} ${missing === 1 ? 'is' : 'are'} missing. ` +
          '`/actor show` has a button to add some.',
      );
    }
    return actor;
  }

  async function makeJob(request: StartRequest): Promise<Started> {
    const actor = await trainable(request);
    const { publicUrl, notebookUrl } = checkBackend(config);
    const base = findBase(request.base ?? defaultBaseId);
    if (!base) throw new UserError('bad-input', 'That base model is not offered. Pick one of the list.');
    const steps = request.steps ?? defaultSteps(base, usablePhotos(actor.photos).length);
    if (!Number.isInteger(steps) || steps < stepLimits.min || steps > stepLimits.max) {
      throw new UserError('bad-input', `Steps can be ${stepLimits.min} to ${stepLimits.max}.`);
    }
    const open = board.all().find(job => job.actorId === actor.id && !isOver(job));
    if (open && (open.state !== 'waiting' || open.requesterId !== request.memberId)) {
      throw new UserError(
        'training-running',
        open.state === 'waiting'
          ? `<@${open.requesterId}> has a job code for this actor already. Let them use it, or \`/train cancel\` first.`
          : 'This actor is being trained right now. `/train status` shows how far it is; `/train cancel` stops it.',
      );
    }
    if (open && open.attempt > 0) {
      if (request.base === undefined && request.steps === undefined)
        return resume({ ...request, jobId: open.id });
      throw new UserError(
        'training-running',
        'A training of this actor waits to be resumed. `/train cancel` it first to begin a new one.',
      );
    }
    const namespace = await hub.namespace().catch(cause => {
      const words = 'Hugging Face does not answer right now, and the trained actor needs a place there.';
      throw new UserError('training-unavailable', `${words} Try again in a minute.`, { cause });
    });
    const token = newToken();
    const id = open?.id ?? newId();
    const fresh: TrainingJob = {
      id,
      guildId: request.guildId,
      channelId: request.channelId,
      requesterId: request.memberId,
      actorId: actor.id,
      actorName: actor.name,
      state: 'waiting',
      attempt: 0,
      tokenHash: hashOf(token),
      tokenExpiresAt: now() + codeLifeMs,
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
    if (open) {
      const job = await board.change(id, current => (current.state === 'waiting' ? fresh : current));
      // A notebook took the old code in the meantime.
      if (job?.tokenHash !== fresh.tokenHash) return makeJob(request);
    } else {
      await board.add(fresh);
    }
    if (!(await actors.byId(actor.id))) {
      await erase(id);
      throw new UserError('gone', 'This actor was deleted a moment ago, so there is nothing to train.');
    }
    return { job: fresh, actor, jobCode: codeOf(publicUrl, id, token), notebookUrl };
  }

  async function resume({ guildId, memberId, jobId }: ResumeRequest): Promise<Started> {
    const known = board.byId(jobId);
    if (!known || known.guildId !== guildId)
      throw new UserError('not-found', 'There is no such training in this server.');
    const actor = await trainable({ guildId, memberId, actor: known.actorId });
    const { publicUrl, notebookUrl } = checkBackend(config);
    if (board.all().some(job => job.actorId === actor.id && job.id !== jobId && !isOver(job))) {
      throw new UserError(
        'training-running',
        'A newer training of this actor is under way. `/train status` shows it.',
      );
    }
    const token = newToken();
    const tokenHash = hashOf(token);
    const job = await board.change(jobId, current => {
      const codeAgain = current.state === 'waiting' && current.requesterId === memberId;
      if (!codeAgain && !isResumable(current)) return current;
      const { endedAt: _end, reason: _why, reasonFrom: _from, shown: _shown, ...rest } = current;
      const { lost: _lost, silent: _silent, etaSeconds: _eta, ...kept } = rest;
      return {
        ...kept,
        state: 'waiting',
        resumes: (current.resumes ?? 0) + (isOver(current) ? 1 : 0),
        requesterId: memberId,
        tokenHash,
        tokenExpiresAt: now() + codeLifeMs,
      };
    });
    if (job?.tokenHash !== tokenHash) {
      throw new UserError(
        'gone',
        'This training goes on already, or there is nothing to resume. `/train status` shows how it stands.',
      );
    }
    return { job, actor, jobCode: codeOf(publicUrl, jobId, token), notebookUrl };
  }

  return { make: makeJob, resume };
}
