import { z } from 'zod';

const commit = z.string().regex(/^[0-9a-f]{7,64}$/, 'must be a commit');
const count = z.number().int().min(0).max(1e9);
/** A path inside the model repo: relative, and never upwards. */
const imagePath = z
  .string()
  .max(300)
  .regex(/^(?!\/)(?!.*\.\.)[\w./ -]+\.(png|jpe?g|webp)$/i, 'must be the path of a picture in the repo');

export const sampleImageSchema = z.object({
  path: imagePath,
  /** Commit that holds the picture; without it, the one of the trained LoRA. */
  revision: commit.optional(),
  prompt: z.string().max(500).default(''),
  seed: z.number().int().optional(),
});
export type SampleImage = z.infer<typeof sampleImageSchema>;

const likeness = z.number().min(-1).max(1);
/** How alike its samples are to the photos now, and how alike they were at best. */
export const probeSchema = z.object({ likeness, best: likeness, bestStep: count });

const common = z.object({
  jobId: z.string().min(1).max(40),
  attempt: z.number().int().min(1).max(1_000),
  seq: count,
  step: count.default(0),
  totalSteps: count.default(0),
  loss: z.number().nullish(),
  lr: z.number().nullish(),
  etaSeconds: z.number().min(0).max(1e7).nullish(),
  /** Earlier trainers do not look on the way. */
  probe: probeSchema.nullish(),
});
const images = z.array(sampleImageSchema).max(16);

/** What a trainer reports. A heartbeat is a progress event whose step has not changed. */
export const trainingEventSchema = z.discriminatedUnion('type', [
  common.extend({ type: z.literal('training.started') }),
  common.extend({ type: z.literal('training.progress') }),
  common.extend({ type: z.literal('training.sample'), images: images.default([]) }),
  common.extend({ type: z.literal('training.checkpoint') }),
  common.extend({ type: z.literal('training.verifying') }),
  common.extend({ type: z.literal('training.uploading') }),
  common.extend({
    type: z.literal('training.completed'),
    repo: z.string().max(200),
    revision: commit,
    images: images.default([]),
    standIn: z.boolean().default(false),
  }),
  common.extend({
    type: z.literal('training.failed'),
    reason: z.string().max(1_000).default(''),
    /** Its checkpoints are kept: another attempt can go on from them. */
    resumable: z.boolean().default(false),
  }),
]);

/** An event as it was received: what the trainer said, the id of its webhook and when it came (ms since 1970). */
export type TrainingEvent = z.infer<typeof trainingEventSchema> & { id: string; at: number };
