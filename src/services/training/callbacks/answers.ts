import { z } from 'zod';
import type { PhotoNotes } from '../../photos/photo-notes.ts';
import { reasonsInEnglish } from '../job/end-reason.ts';
import { isOver, type TrainingJob, type TrainingSpec } from '../job/job.ts';

/**
 * Why a trainer has to stop, for the trainer itself (colab/actor_lora/errors.py). After `cancelled`, `withdrawn`, `erased`
 * and `over` nothing goes on from what it has, and it removes everything of the person. After `lost` and `replaced` another
 * attempt does, so it keeps its files and leaves the branch alone. `expired` is what was asked for, and says nothing of
 * the job.
 */
export type Because = 'cancelled' | 'withdrawn' | 'erased' | 'over' | 'lost' | 'replaced' | 'expired';

/** Who a request says that it is from, before its signature is looked at. */
export const senderSchema = z.object({
  jobId: z.string().max(40),
  attempt: z.number().optional().catch(undefined),
});

/** Why a trainer is turned away; `why` is a sentence for the person at the notebook. */
export interface Refusal {
  outcome: 'unauthorised' | 'taken' | 'repeated' | 'over' | 'too-large' | 'invalid' | 'away';
  why: string;
  /** Where it is over. */
  because?: Because;
  /** When another try may help, in seconds. */
  retryAfter?: number;
}

export interface Claim {
  outcome: 'claimed';
  jobId: string;
  attempt: number;
  secret: string;
  eventsUrl: string;
  spec: TrainingSpec;
  photos: { url: string; sha256: string; contentType: string; notes?: PhotoNotes }[];
  /** Where the trainer asks for places of its files and says that they are complete, so that it needs no token. */
  uploads?: { placesUrl: string; commitUrl: string; checkpointUrl: string };
}

export interface PhotoFile {
  outcome: 'photo';
  bytes: Buffer;
  contentType: string;
}

/** Where large files can be put; one without an address is there already. `version` of a result. */
export interface Places {
  outcome: 'places';
  places: { path: string; url?: string }[];
  version?: string;
}

export interface Committed {
  outcome: 'committed';
  /** The commit. */
  revision: string;
  /** Its tag, of a result. */
  version?: string;
}

/** The files of a job's branch: large ones by an address, small ones as they are. */
export interface CheckpointFiles {
  outcome: 'checkpoint';
  files: ({ path: string; size: number; sha256: string; url: string } | { path: string; content: string })[];
}

export interface Stored {
  outcome: 'stored';
}

export const unauthorised = (why: string): Refusal => ({ outcome: 'unauthorised', why });
export const invalid = (why: string): Refusal => ({ outcome: 'invalid', why });
export const repeated = (why: string): Refusal => ({ outcome: 'repeated', why });
export const away = (why: string, retryAfter = 5): Refusal => ({ outcome: 'away', why, retryAfter });
export const over = (why: string, because: Because): Refusal => ({ outcome: 'over', why, because });

/** The job was erased while it was asked about. */
export const noSuchJob = () => over('This training does not exist any more.', 'erased');
export const erasedJob = () =>
  over(
    'This training and everything of its actor were deleted. Delete what this notebook has of it too.',
    'erased',
  );
export const notAllowed = () => over(reasonsInEnglish({ what: 'not-allowed' }), 'withdrawn');
export const replaced = () => over('Another notebook goes on with this training.', 'replaced');

/** Why the trainer of this job has to stop. */
export function stopped(job: TrainingJob): Refusal {
  if (job.state === 'cancelled') return over('This training was cancelled in Discord.', 'cancelled');
  if (job.lost) {
    const what =
      job.reasonFrom === 'trainer'
        ? 'This training has stopped.'
        : 'This notebook had not been heard of for too long.';
    return over(
      `${what} Press Resume in Discord and paste the new code: it goes on from the last checkpoint.`,
      'lost',
    );
  }
  return isOver(job)
    ? over('This training is over. Start a new one in Discord with /train start.', 'over')
    : replaced();
}

/**
 * To a request without a right signature. The secret of an attempt before the latest is gone, and that it has to stop needs
 * no proof: whoever else says so learns no more than that of a job whose id they know.
 */
export function notSigned(job: TrainingJob | undefined, attempt: number | undefined): Refusal {
  return job && attempt !== undefined && attempt < job.attempt
    ? stopped(job)
    : unauthorised('The signature is wrong, or its timestamp is more than 5 minutes off.');
}
