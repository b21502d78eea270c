import type { PhotoNotes } from '../../photos/photo-notes.ts';
import { isOver, type TrainingJob, type TrainingSpec } from '../job/job.ts';

/** Why a trainer is turned away; `why` is a sentence for the person at the notebook. */
export interface Refusal {
  outcome: 'unauthorised' | 'taken' | 'repeated' | 'over' | 'too-large' | 'invalid' | 'away';
  why: string;
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
export const over = (why: string): Refusal => ({ outcome: 'over', why });

/** The job was erased while it was asked about. */
export const noSuchJob = () => over('This training does not exist any more.');
export const erasedJob = () =>
  over('This training and everything of its actor were deleted. Delete what this notebook has of it too.');

/** Why the trainer of this job has to stop. */
export function stopWords(job: TrainingJob): string {
  if (job.state === 'cancelled') return 'This training was cancelled in Discord.';
  if (job.lost)
    return 'This notebook had not been heard of for too long. Discord has a Resume button: it goes on.';
  return isOver(job)
    ? 'This training is over. Start a new one in Discord with /train start.'
    : 'Another notebook goes on with this training.';
}
