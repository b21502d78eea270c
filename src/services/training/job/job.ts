import { z } from 'zod';
import { sampleImageSchema, type TrainingEvent } from './training-event.ts';

/** What the trainer is told to do. It travels as it is in the answer to a claim. */
export const trainingSpecSchema = z.object({
  actorName: z.string(),
  triggerWord: z.string(),
  baseModel: z.string(),
  steps: z.number().int(),
  resolution: z.number().int(),
  rank: z.number().int(),
  learningRate: z.number(),
  seed: z.number().int(),
  repo: z.string(),
  branch: z.string(),
  instancePrompt: z.string(),
  samplePrompts: z.array(z.string()),
  consentNote: z.string(),
});
export type TrainingSpec = z.infer<typeof trainingSpecSchema>;

export const trainingStates = [
  'waiting',
  'running',
  'verifying',
  'uploading',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type TrainingState = (typeof trainingStates)[number];

export const trainingBackends = ['colab', 'hf-jobs', 'local'] as const;
export type TrainingBackend = (typeof trainingBackends)[number];

/** What was started for a job, stored so that the next process of the bot finds it again. */
export const runHandleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hf-jobs'), namespace: z.string(), id: z.string() }),
  z.object({
    kind: z.literal('local'),
    pid: z.number().int(),
    /** Tells the process from a later one with the same number. */
    mark: z.string(),
  }),
]);
export type RunHandle = z.infer<typeof runHandleSchema>;

const postSchema = z.object({ channelId: z.string(), messageId: z.string() });

export const trainingJobSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  /** Where the job was started, and where its messages go. */
  channelId: z.string(),
  requesterId: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  state: z.enum(trainingStates),
  /** Where it runs. */
  backend: z.enum(trainingBackends).default('colab'),
  /** The trainer that the bot started for it. */
  run: runHandleSchema.optional(),
  /** How often one was started since the last that claimed the job. */
  launches: z.number().int().optional(),
  /** How it travels where the bot cannot be reached: its photos' repo, and which trainer has claimed it there. */
  relay: z.object({ repo: z.string(), claimId: z.string().optional() }).optional(),
  /** What is to be cleared away once it is over: a trainer may have left these. */
  litter: z
    .object({
      photoRepo: z.string().optional(),
      branch: z.boolean().optional(),
      /** The trainer itself, and its files on this computer. */
      run: z.boolean().optional(),
    })
    .default({}),
  /** 0 until a notebook has claimed the job. */
  attempt: z.number().int(),
  /** SHA-256 of the one-time token in the job code. */
  tokenHash: z.string(),
  tokenExpiresAt: z.number(),
  /** SHA-256 of what the trainer that claimed it calls its claim. */
  claimHash: z.string().optional(),
  /** The secret that the trainer signs with, encrypted. */
  sealedSecret: z.string().optional(),
  /** The latest webhook ids, so that a replay is known. */
  eventsSeen: z.array(z.string()),
  lastSeq: z.number().int(),
  step: z.number().int(),
  /** The step that this attempt began at, once it has said so: the pace is counted from there. */
  startStep: z.number().int().optional(),
  totalSteps: z.number().int(),
  losses: z.array(z.object({ step: z.number(), loss: z.number() })),
  etaSeconds: z.number().optional(),
  images: z.array(sampleImageSchema),
  spec: trainingSpecSchema,
  /** What the trainer delivered. The job has succeeded only once its actor has the version too. */
  result: z.object({ repo: z.string(), revision: z.string(), standIn: z.boolean() }).optional(),
  /** Stored sample pictures and the number of the actor's new version, once it succeeded. */
  samples: z.array(z.object({ sha256: z.string(), prompt: z.string(), seed: z.number().int().optional() })),
  version: z.number().int().optional(),
  /** Why it failed: a sentence of the bot's own for members, or what the trainer said, which is not to be trusted. */
  reason: z.string().optional(),
  reasonFrom: z.enum(['bot', 'trainer']).optional(),
  /** Nothing has come from its trainer for some minutes. */
  silent: z.boolean().optional(),
  /** It failed because its trainer was lost and not for what it did: another attempt goes on from its checkpoint. */
  lost: z.boolean().optional(),
  cancelledBy: z.string().optional(),
  createdAt: z.number(),
  startedAt: z.number().optional(),
  lastEventAt: z.number().optional(),
  endedAt: z.number().optional(),
  /** The progress message in the channel. */
  message: postSchema.optional(),
  /** The reminder that its code has not been used. */
  reminder: postSchema.optional(),
  remindedAt: z.number().optional(),
  /** How often it was taken up again after an end. */
  resumes: z.number().int().optional(),
  /** The message that told the end, and after how many resumes: an end before the latest is no longer so. */
  endMessage: z.object({ ...postSchema.shape, resumes: z.number().int().optional() }).optional(),
  /** The end that the channel has been told. While it differs from the state of an ended job, telling is due. */
  shown: z.enum(trainingStates).optional(),
});
export type TrainingJob = z.infer<typeof trainingJobSchema>;

const mostEventIds = 100;
const mostLosses = 240;
const mostImages = 16;

/** What is left of an erased job, so that its trainer is told to stop and not that its signature is wrong. */
export const tombstoneSchema = z.object({ id: z.string(), at: z.number() });
export type Tombstone = z.infer<typeof tombstoneSchema>;

export function isOver(job: Pick<TrainingJob, 'state'>): boolean {
  return job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled';
}

/** Whether a notebook is at work on it, or its result is being taken in. */
export function isActive(job: Pick<TrainingJob, 'state'>): boolean {
  return job.state !== 'waiting' && !isOver(job);
}

/** Whether another attempt may take it up where its trainer left it. */
export function isResumable(job: TrainingJob): boolean {
  return !job.result && ((job.state === 'failed' && !!job.lost) || (isActive(job) && !!job.silent));
}

/** Steps a second of this attempt; undefined until there is something to tell it from. */
export function paceOf(job: TrainingJob): number | undefined {
  if (job.startStep === undefined || job.startedAt === undefined || job.lastEventAt === undefined)
    return undefined;
  const seconds = (job.lastEventAt - job.startedAt) / 1_000;
  const steps = job.step - job.startStep;
  return seconds > 0 && steps >= 10 ? steps / seconds : undefined;
}

/** Keeps the history short without losing its shape: when it is full, every other point goes. */
function withLoss(losses: TrainingJob['losses'], step: number, loss: number | null | undefined) {
  if (loss == null || !Number.isFinite(loss) || losses.at(-1)?.step === step) return losses;
  const all = [...losses, { step, loss }];
  return all.length <= mostLosses
    ? all
    : all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

const phases: readonly TrainingState[] = ['running', 'verifying', 'uploading'];
/** A heartbeat that comes while verifying does not lead back to running. */
const later = (a: TrainingState, b: TrainingState) => (phases.indexOf(a) >= phases.indexOf(b) ? a : b);

/**
 * The job after an event. Pure, and the same object comes back where the event changes nothing: one that was seen
 * before, that is not newer than what is known, of another attempt, or after the end.
 */
export function transition(job: TrainingJob, event: TrainingEvent): TrainingJob {
  if (!isActive(job) || job.result) return job;
  if (event.jobId !== job.id || event.attempt !== job.attempt) return job;
  if (event.seq <= job.lastSeq || job.eventsSeen.includes(event.id)) return job;

  const step = Math.max(job.step, event.step);
  const { etaSeconds: _outdated, silent: _heard, ...rest } = job;
  const next: TrainingJob = {
    ...rest,
    ...(event.etaSeconds != null ? { etaSeconds: event.etaSeconds } : {}),
    eventsSeen: [...job.eventsSeen, event.id].slice(-mostEventIds),
    lastSeq: event.seq,
    step,
    startStep: job.startStep ?? step,
    totalSteps: event.totalSteps || job.totalSteps,
    losses: withLoss(job.losses, step, event.loss),
    lastEventAt: event.at,
  };
  switch (event.type) {
    case 'training.started':
    case 'training.progress':
    case 'training.checkpoint':
      return next;
    case 'training.sample':
      return { ...next, images: [...job.images, ...event.images].slice(-mostImages) };
    case 'training.verifying':
      return { ...next, state: later(job.state, 'verifying') };
    case 'training.uploading':
      return { ...next, state: 'uploading' };
    case 'training.completed':
      return {
        ...next,
        state: 'uploading',
        images: event.images.length ? event.images : job.images,
        result: { repo: event.repo, revision: event.revision, standIn: event.standIn },
      };
    case 'training.failed':
      return { ...next, state: 'failed', reason: event.reason, reasonFrom: 'trainer', endedAt: event.at };
  }
}
