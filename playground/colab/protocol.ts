/** The trainer's side of the training protocol: what a claim answers and what events carry. */
import { z } from 'zod';

const repoName = /^[\w.-]+\/[\w.-]+$/;

export const specSchema = z.object({
  actorName: z.string(),
  triggerWord: z.string(),
  baseModel: z.string(),
  steps: z.number().int().positive(),
  resolution: z.number(),
  rank: z.number(),
  learningRate: z.number(),
  seed: z.number(),
  repo: z.string().regex(repoName),
  branch: z.string().min(1),
  instancePrompt: z.string(),
  samplePrompts: z.array(z.string()),
  consentNote: z.string(),
});
export type TrainingSpec = z.infer<typeof specSchema>;

export const claimSchema = z.object({
  jobId: z.string(),
  attempt: z.number().int(),
  secret: z.string().startsWith('whsec_'),
  eventsUrl: z.url(),
  spec: specSchema,
  photos: z
    .array(
      z.object({
        url: z.url(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/i),
        contentType: z.string(),
        notes: z.record(z.string(), z.string()).optional(),
      }),
    )
    .min(1),
  /** Where the bot is asked to write for a notebook without a token. */
  uploads: z.object({ placesUrl: z.url(), commitUrl: z.url(), checkpointUrl: z.url() }).optional(),
});
export type Claim = z.infer<typeof claimSchema>;

export const eventTypes = [
  'started',
  'progress',
  'sample',
  'checkpoint',
  'verifying',
  'uploading',
  'completed',
  'failed',
] as const;
export type EventType = (typeof eventTypes)[number];

/** An image in the model repository. */
export interface SampleImage {
  path: string;
  revision: string;
  prompt: string;
  seed: number;
}

/** What an event says beside its type, job, attempt and sequence number. */
export interface EventData {
  step: number;
  totalSteps: number;
  loss?: number;
  lr?: number;
  etaSeconds?: number;
  images?: SampleImage[];
  repo?: string;
  revision?: string;
  standIn?: true;
  reason?: string;
}

/** A fault that can be told to the person at the notebook as it stands. */
export class RunError extends Error {
  override name = 'RunError';
}
