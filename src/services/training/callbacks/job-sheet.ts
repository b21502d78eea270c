import { z } from 'zod';
import type { PhotoNotes } from '../../photos/photo-notes.ts';
import type { TrainingSpec } from '../job/job.ts';

/** `job.json` in the photos' repo: what a trainer is told where it cannot ask the bot. */
export interface JobSheet {
  jobId: string;
  /** The attempt that it is for. */
  attempt: number;
  /** SHA-256 of the one-time token in the job code. */
  tokenHash: string;
  /** ms since 1970. */
  expiresAt: number;
  spec: TrainingSpec;
  photos: { path: string; sha256: string; contentType: string; notes?: PhotoNotes }[];
}

export const sheetFile = 'job.json';
export const claimFile = 'claim.json';
export const statusFile = 'status.json';

/** `claim.json` beside it: which trainer took the job. Written once, against the commit that was read. */
export const claimFileSchema = z.object({
  claimId: z.string().min(8).max(100),
  attempt: z.number().int().min(1).max(1_000),
});

/** `status.json` on the job's branch of the model repo: what would have been sent to the bot. */
export const statusFileSchema = z.object({
  jobId: z.string(),
  attempt: z.number().int(),
  claimId: z.string().optional(),
  events: z.array(z.looseObject({ id: z.string().min(1).max(200) })).max(200),
});
