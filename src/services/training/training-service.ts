import { randomBytes } from 'node:crypto';
import type { Config } from '../../config.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { isTheirs } from '../actors/access.ts';
import { type Actor, minPhotos } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Hub } from '../huggingface/hub.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import { defaultBaseId, defaultSteps, findBase, stepLimits } from './bases.ts';
import { createFinisher } from './finish.ts';
import { isActive, isOver, type TrainingJob, type TrainingState } from './job.ts';
import { createJobBoard } from './job-board.ts';
import { createSeal, hashOf } from './seal.ts';
import { specOf } from './spec.ts';
import { createTrainerDoor, type TrainerDoor } from './trainer-door.ts';

const codeLifeMs = 60 * 60 * 1000;
const lostAfterMs = 15 * 60 * 1000;

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

export interface TrainingService extends TrainerDoor {
  /**
   * Makes a job, or a fresh code for the member's own job that no notebook has taken yet.
   * @throws UserError not-found | consent-needed | not-allowed | bad-input | training-running | training-unavailable
   */
  start(request: StartRequest): Promise<Started>;
  /** For the requester, the people whose actor it is, and admins. @throws UserError not-found | not-allowed | gone */
  cancel(request: { guildId: string; jobId: string; memberId: string; admin: boolean }): Promise<TrainingJob>;
  byId(jobId: string): TrainingJob | undefined;
  /** Jobs that the member started, or of actors that are theirs, the newest first. */
  ofMember(guildId: string, memberId: string, actorId?: string): Promise<TrainingJob[]>;
  /** Sample pictures of a job that succeeded. */
  samples(job: TrainingJob): Promise<{ bytes: Buffer; prompt: string }[]>;
  /** Jobs of which the channel has not seen the latest: those at work, and ends that were not told. */
  unfinishedPosts(): TrainingJob[];
  recordMessage(jobId: string, message: NonNullable<TrainingJob['message']>): Promise<void>;
  recordShown(jobId: string, shown: TrainingState): Promise<void>;
  /** Ends jobs whose code ran out or whose notebook has gone silent, and goes on with unfinished results. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

type Settings = Pick<Config, 'DISCORD_TOKEN' | 'PUBLIC_URL' | 'COLAB_NOTEBOOK_URL' | 'TRAINING_BACKEND'>;

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

export async function createTrainingService({
  jobs,
  actors,
  blobs,
  hub,
  config,
  now,
  logger,
  onChange,
  retryDelaysMs,
}: {
  jobs: Collection<TrainingJob>;
  actors: ActorsService;
  blobs: Blobs;
  hub: Pick<Hub, 'namespace' | 'download'>;
  config: Settings;
  now: () => number;
  logger: Logger;
  /** Called with every job whose stored state changed by an event, a cancellation or the watchdog. */
  onChange: (job: TrainingJob) => void;
  /** Between attempts to take a result in from the hub; the last one repeats. */
  retryDelaysMs?: readonly number[];
}): Promise<TrainingService> {
  const board = await createJobBoard(jobs, onChange);
  const seal = createSeal(config.DISCORD_TOKEN);
  // While the bot was down nobody could reach it: silence counts from its start.
  const upSince = now();
  const finisher = createFinisher({
    board,
    actors,
    blobs,
    hub,
    now,
    logger,
    ...(retryDelaysMs ? { retryDelaysMs } : {}),
  });
  const door = createTrainerDoor({
    board,
    actors,
    blobs,
    seal,
    publicUrl: config.PUBLIC_URL,
    now,
    logger,
    onCompleted: finisher.begin,
  });

  async function trainable({ guildId, memberId, actor: wanted }: StartRequest): Promise<Actor> {
    const actor = await actors.usable(guildId, memberId, wanted);
    if (!isTheirs(actor, memberId)) {
      throw new UserError(
        'not-allowed',
        'Only the person who registered an actor, or who is shown, can train it. You can still use it in `/generate`.',
      );
    }
    const missing = minPhotos - actor.photos.length;
    if (missing > 0) {
      throw new UserError(
        'bad-input',
        `Training needs at least ${minPhotos} photos, and ${missing} ${missing === 1 ? 'is' : 'are'} missing. ` +
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
    const steps = request.steps ?? defaultSteps(base, actor.photos.length);
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
    const namespace = await hub.namespace().catch(cause => {
      const words = 'Hugging Face does not answer right now, and the trained actor needs a place there.';
      throw new UserError('training-unavailable', `${words} Try again in a minute.`, { cause });
    });
    const token = randomBytes(24).toString('base64url');
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
    const code = JSON.stringify({ apiUrl: publicUrl, jobId: id, oneTimeToken: token });
    return { job: fresh, actor, jobCode: Buffer.from(code).toString('base64url'), notebookUrl };
  }

  const whoseActorIsIt = async (job: TrainingJob, memberId: string) => {
    const actor = await actors.byId(job.actorId);
    return actor !== undefined && isTheirs(actor, memberId);
  };

  const fail = (id: string, stillSo: (job: TrainingJob) => boolean, reason: string) =>
    board.change(id, job =>
      stillSo(job) ? { ...job, state: 'failed', reason, reasonFrom: 'bot', endedAt: now() } : job,
    );

  const codeRanOut = (job: TrainingJob) => job.state === 'waiting' && job.tokenExpiresAt <= now();
  const isLost = (job: TrainingJob) =>
    isActive(job) && !job.result && Math.max(job.lastEventAt ?? 0, upSince) + lostAfterMs <= now();

  return {
    ...door,

    async start(request) {
      const { id } = await actors.usable(request.guildId, request.memberId, request.actor);
      return board.oneAtATime(id, () => makeJob({ ...request, actor: id }));
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
        job.samples.map(async ({ sha256, prompt }) => ({ bytes: await blobs.get(sha256), prompt })),
      );
      return found.flatMap(({ bytes, prompt }) => (bytes ? [{ bytes, prompt }] : []));
    },

    unfinishedPosts: () => board.all().filter(job => (isOver(job) ? job.shown !== job.state : isActive(job))),

    async recordMessage(jobId, message) {
      await board.note(jobId, job => ({ ...job, message }));
    },

    async recordShown(jobId, shown) {
      await board.note(jobId, job => ({ ...job, shown }));
    },

    async sweep() {
      for (const job of board.all()) {
        if (codeRanOut(job)) {
          const reason = 'The job code ran out before a notebook used it. `/train start` gives a fresh one.';
          await fail(job.id, codeRanOut, reason);
        } else if (isLost(job)) {
          const reason =
            'I lost contact with the notebook: nothing came from it for 15 minutes. Start it again with `/train start`.';
          await fail(job.id, isLost, reason);
        } else if (job.state === 'uploading' && job.result) {
          finisher.begin(job.id);
        }
      }
    },

    stop: finisher.stop,
  };
}
