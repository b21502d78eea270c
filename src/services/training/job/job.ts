import { z } from 'zod';
import { mayUse } from '../../actors/access.ts';
import { type Actor, postSchema } from '../../actors/actor.ts';
import { type Indexes, timeRank } from '../../storage/refs.ts';
import { endReasonSchema } from './end-reason.ts';
import { probeSchema, sampleImageSchema } from './training-event.ts';

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

export const trainingBackends = ['colab', 'hf-jobs', 'local', 'worker'] as const;
export type TrainingBackend = (typeof trainingBackends)[number];

/** The trainer that the bot started for a job, stored so that the next process of the bot finds it again. */
export const runHandleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hf-jobs'), namespace: z.string(), id: z.string() }),
  z.object({
    kind: z.literal('local'),
    pid: z.number().int(),
    /** Tells the process from a later one with the same number. */
    mark: z.string(),
  }),
  /** What a computer of the server asks for, or has. */
  z.object({ kind: z.literal('worker'), id: z.string() }),
]);
export type RunHandle = z.infer<typeof runHandleSchema>;

/** A machine that is paid by the minute: what is set aside for it in the budgets, until it is known what it took. */
export const paidSchema = z.object({
  /** In the books. */
  id: z.string(),
  /** When it was set aside. */
  at: z.number(),
  /** US dollars. */
  hourly: z.number(),
  /** When the machine is switched off at the latest, in seconds from its start. */
  timeoutSeconds: z.number(),
  /** When it was started; absent before. */
  since: z.number().optional(),
});
export type Paid = z.infer<typeof paidSchema>;

/** What has to be removed once the job is over, because a trainer may have left it. */
const leftoversSchema = z.object({
  photoRepo: z.string().optional(),
  branch: z.boolean().optional(),
  /** The trainer itself, and its files on this computer. */
  run: z.boolean().optional(),
  /** Trainers that work for the job no longer, and may not have ended: whatever its state, they are stopped. */
  formerRuns: z.array(runHandleSchema).optional(),
  /** Of those: what is to be settled once they have ended. */
  formerPaid: z.array(paidSchema).optional(),
});

/** What a job has in every state. */
const shared = {
  id: z.string(),
  guildId: z.string(),
  /** Where the job was started, and where its messages go. */
  channelId: z.string(),
  requesterId: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  spec: trainingSpecSchema,
  /** Whether the base's author asks for an agreement, so that its trainer needs a token of somebody who gave it. */
  gatedBase: z.boolean().optional(),
  createdAt: z.number(),
  backend: z.enum(trainingBackends).default('colab'),
  run: runHandleSchema.optional(),
  /** Of the machine that it has, or waits for. */
  paid: paidSchema.optional(),
  /** Set where the bot cannot be reached from outside: the repo of its photos, and the trainer that claimed it there. */
  relay: z.object({ repo: z.string(), claimId: z.string().optional() }).optional(),
  leftovers: leftoversSchema.default({}),
  /** 0 until a trainer has claimed the job. */
  attempt: z.number().int(),
  /** SHA-256 of the one-time token in the job code. */
  tokenHash: z.string(),
  tokenExpiresAt: z.number(),
  /** The secret that the latest trainer signs with, encrypted. */
  sealedSecret: z.string().optional(),
  /** The latest webhook ids, so that a replay is recognised. */
  eventsSeen: z.array(z.string()),
  lastSeq: z.number().int(),
  step: z.number().int(),
  totalSteps: z.number().int(),
  losses: z.array(z.object({ step: z.number(), loss: z.number() })),
  /** What the trainer saw when it last looked at samples on the way. */
  probe: probeSchema.optional(),
  images: z.array(sampleImageSchema),
  /** Stored sample pictures; empty until it has succeeded. */
  samples: z.array(z.object({ sha256: z.string(), prompt: z.string(), seed: z.number().int().optional() })),
  /** Messages that others have replaced and that may still stand: they go when the job is erased. */
  earlierPosts: z.array(postSchema).default([]),
  /** The progress message in the channel. */
  message: postSchema.optional(),
  /** The reminder that its code has not been used. */
  reminder: postSchema.optional(),
  /** How often it was resumed after an end. */
  resumes: z.number().int().default(0),
  /** The message that told the end, and after how many resumes: a later resume makes it outdated. */
  endMessage: z.object({ ...postSchema.shape, resumes: z.number().int().optional() }).optional(),
};

const waitingSchema = z.object({
  ...shared,
  state: z.literal('waiting'),
  /** How many trainers were started since one last claimed the job. */
  launches: z.number().int().default(0),
  /** When the attempt before began, if there was one. */
  startedAt: z.number().optional(),
  remindedAt: z.number().optional(),
});

/** A trainer is at work on it, or its result is being taken in. */
const active = {
  ...shared,
  startedAt: z.number(),
  lastEventAt: z.number(),
  /** The step that this attempt began at, once the trainer has said so: the pace is counted from there. */
  startStep: z.number().int().optional(),
  etaSeconds: z.number().optional(),
  /** Nothing has come from its trainer for some minutes. */
  silent: z.boolean().default(false),
  /** SHA-256 of the id that the trainer gave its claim. */
  claimHash: z.string().optional(),
};
const runningSchema = z.object({ ...active, state: z.literal('running') });
const verifyingSchema = z.object({ ...active, state: z.literal('verifying') });

const resultSchema = z.object({ repo: z.string(), revision: z.string(), standIn: z.boolean() });
const uploadingSchema = z.object({
  ...active,
  state: z.literal('uploading'),
  /** What the trainer delivered. The job has succeeded only once its actor has the version too. */
  result: resultSchema.optional(),
});

const endStates = ['succeeded', 'failed', 'cancelled'] as const;
const ended = {
  ...shared,
  /** When the latest attempt began; absent where no trainer ever claimed the job. */
  startedAt: z.number().optional(),
  endedAt: z.number(),
  /** The end that the channel has been told. Telling is due while it is absent. */
  shown: z.enum(endStates).optional(),
};
const succeededSchema = z.object({
  ...ended,
  state: z.literal('succeeded'),
  startedAt: z.number(),
  result: resultSchema,
  /** The number of the actor's new version. */
  version: z.number().int(),
});
const failedSchema = z.object({
  ...ended,
  state: z.literal('failed'),
  /** What the trainer said, which is not to be trusted; or of the bot's own, in English. */
  reason: z.string().default(''),
  /** The bot's own reasons; absent from earlier records. */
  why: z.array(endReasonSchema).optional(),
  reasonFrom: z.enum(['bot', 'trainer']).default('trainer'),
  /** Its trainer was lost, so that another attempt can go on from its checkpoint. */
  lost: z.boolean().default(false),
});
const cancelledSchema = z.object({
  ...ended,
  state: z.literal('cancelled'),
  /** Absent once that member was forgotten. */
  cancelledBy: z.string().optional(),
});

const jobSchema = z.discriminatedUnion('state', [
  waitingSchema,
  runningSchema,
  verifyingSchema,
  uploadingSchema,
  succeededSchema,
  failedSchema,
  cancelledSchema,
]);

type KeysOf<Union> = Union extends unknown ? keyof Union : never;
/** A union whose fields can be read in every state, as undefined where a state does not have them. */
type ReadableUnion<Union, Keys extends PropertyKey = KeysOf<Union>> = Union extends unknown
  ? Union & { [Key in Exclude<Keys, keyof Union>]?: never }
  : never;

export type TrainingJob = ReadableUnion<z.infer<typeof jobSchema>>;
export type TrainingState = TrainingJob['state'];
export type WaitingJob = Extract<TrainingJob, { state: 'waiting' }>;
export type ActiveJob = Extract<TrainingJob, { state: 'running' | 'verifying' | 'uploading' }>;
export type EndedJob = Extract<TrainingJob, { state: (typeof endStates)[number] }>;
export type FailedJob = Extract<TrainingJob, { state: 'failed' }>;

/** What a job keeps in every state. */
export type SharedFields = z.infer<z.ZodObject<typeof shared>>;
const sharedKeys = Object.keys(shared) as (keyof SharedFields)[];

/** What stays of a job whatever state it changes to; the rest belongs to the state that it leaves. */
export const sharedFieldsOf = (job: TrainingJob): SharedFields =>
  Object.fromEntries(sharedKeys.flatMap(key => (key in job ? [[key, job[key]]] : []))) as SharedFields;

/** A stored job. The schema of its state drops the fields of other states, which the first versions kept with it. */
export const trainingJobSchema: z.ZodType<TrainingJob> = jobSchema;

/** What is left of an erased job, so that its trainer is told to stop and not that its signature is wrong. */
export const tombstoneSchema = z.object({
  id: z.string(),
  at: z.number(),
  /** Trainers that could not be stopped yet. */
  machines: z
    .array(z.object({ backend: z.enum(trainingBackends), run: runHandleSchema.optional() }))
    .default([]),
});
export type Tombstone = z.infer<typeof tombstoneSchema>;
/** By what they are found: when they were written, and whether trainers are still to be stopped. */
export const tombstoneIndexes: Indexes<Tombstone> = {
  version: 1,
  by: {
    written: ({ at }) => [{ value: 'one', rank: timeRank(at) }],
    owing: ({ machines, at }) => (machines.length > 0 ? [{ value: 'one', rank: timeRank(at) }] : []),
  },
};
/** Where a trainer runs. Without `run`, one may run of which nothing is known: the answer to its start was lost. */
export type Machine = Tombstone['machines'][number];

export function isOver(job: TrainingJob): job is EndedJob {
  return job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled';
}

/** Whether a trainer is at work on it, or its result is being taken in. */
export function isActive(job: TrainingJob): job is ActiveJob {
  return job.state !== 'waiting' && !isOver(job);
}

/** Whether another attempt may go on where its trainer stopped. */
export function isResumable(job: TrainingJob): boolean {
  return isActive(job) ? job.silent && !job.result : job.state === 'failed' && job.lost;
}

/** Whether the job is no more than a code that nobody has used. */
export const isUnusedCode = (job: TrainingJob): job is WaitingJob =>
  job.state === 'waiting' && job.attempt === 0 && job.backend === 'colab';

/**
 * Whether the bot writes into the actor's repo for its trainer: for one that a person or a server runs and that can reach the bot.
 * Machines that the bot starts are given its token.
 */
export const writesForIt = ({ backend, relay }: Pick<TrainingJob, 'backend' | 'relay'>): boolean =>
  (backend === 'colab' || backend === 'worker') && !relay;

/** Whether the member who asked for the training may still use the actor. */
export const mayTrain = (actor: Actor, { requesterId }: Pick<TrainingJob, 'requesterId'>): boolean =>
  mayUse(actor, requesterId);

/** Steps a second of this attempt; undefined until enough steps were made to tell. */
export function paceOf(job: TrainingJob): number | undefined {
  if (!isActive(job) || job.startStep === undefined) return undefined;
  const seconds = (job.lastEventAt - job.startedAt) / 1_000;
  const steps = job.step - job.startStep;
  return seconds > 0 && steps >= 10 ? steps / seconds : undefined;
}
