import type { Logger } from '../../../logger.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { ActorRepos } from '../../huggingface/hub/actor-repos.ts';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Seal } from '../../storage/seal.ts';
import { claimed } from '../job/changes.ts';
import type { TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { Claim, Refusal } from './answers.ts';
import { type Checkpoints, createCheckpoints, type SignedAddress } from './checkpoints.ts';
import { type ClaimRequest, createClaim } from './claim.ts';
import { createEventIntake, type EventIntake } from './events.ts';
import { createJobSecrets } from './job-secrets.ts';
import { createPhotoLinks, type PhotoLinks } from './photo-links.ts';
import { createSignedCalls } from './signed-calls.ts';
import { createUploads, type Uploads } from './uploads.ts';

/** What a trainer can ask of the bot. Nothing it sends is believed before its token or signature is checked. */
export interface TrainerCallbacks extends EventIntake, Uploads, Checkpoints, Pick<PhotoLinks, 'photo'> {
  /**
   * Trades the one-time token of a job code for the job. Works once; the same `claimId` again, before anything was
   * reported, gets the same answer: it may have been lost on its way.
   */
  claim(request: ClaimRequest): Promise<Claim | Refusal>;
  /** A trainer has claimed the job at the hub. One claim an attempt; a repeat changes nothing. */
  claimedOnHub(claim: { jobId: string; attempt: number; claimId: string }): Promise<void>;
}

export function createTrainerCallbacks({
  seal,
  logger,
  onCompleted,
  ...about
}: {
  board: JobBoard;
  /** Whether there was such a job, and it was erased. */
  erased: (jobId: string) => Promise<boolean>;
  actors: Pick<ActorsService, 'byId'>;
  blobs: Pick<Blobs, 'get'>;
  seal: Seal;
  /** The repos that the bot writes for trainers without a token. */
  actorRepos: ActorRepos;
  relayRepos: Pick<RelayRepos, 'look' | 'deleteBranch'>;
  signedAddress: SignedAddress;
  /** Where the trainers of this job reach the bot. */
  addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  now: () => number;
  logger: Logger;
  onCompleted: (jobId: string) => void;
}): TrainerCallbacks {
  const { board, now, actorRepos: repos } = about;
  const secrets = createJobSecrets({ seal, logger });
  const links = createPhotoLinks({ ...about, seal });
  const calls = createSignedCalls({ ...about, secrets });
  return {
    claim: createClaim({ ...about, secrets, links }),
    photo: links.photo,
    ...createUploads({ ...about, repos, calls, logger }),
    ...createCheckpoints({ ...about, repos, calls, logger }),
    ...createEventIntake({ ...about, secrets, onCompleted, logger }),
    async claimedOnHub({ jobId, attempt, claimId }) {
      await board.change(jobId, job =>
        attempt === job.attempt + 1 ? claimed(job, { claimId }, now()) : job,
      );
    },
  };
}
