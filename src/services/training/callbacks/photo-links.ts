import type { ActorsService } from '../../actors/actors-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { type Seal, sameText } from '../../storage/seal.ts';
import { contentTypeOf } from '../../vision/decoding/sniff-image.ts';
import { isActive, mayTrain, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import {
  erasedJob,
  noSuchJob,
  over,
  type PhotoFile,
  type Refusal,
  stopped,
  unauthorised,
} from './answers.ts';

export const linkLifeMs = 60 * 60 * 1000;

/** What is in a link. `expires` is in ms since 1970. */
export interface PhotoRequest {
  jobId: string;
  sha256: string;
  expires: string;
  signature: string;
}

/** Signed links to the photos of a job. They work for an hour, and only while the job is at work. */
export interface PhotoLinks {
  to(job: TrainingJob, sha256: string): string;
  photo(request: PhotoRequest): Promise<PhotoFile | Refusal>;
}

export function createPhotoLinks({
  board,
  erased,
  actors,
  blobs,
  seal,
  addressFor,
  now,
}: {
  board: Pick<JobBoard, 'find'>;
  erased: (jobId: string) => Promise<boolean>;
  actors: Pick<ActorsService, 'byId'>;
  blobs: Pick<Blobs, 'get'>;
  seal: Pick<Seal, 'sign'>;
  addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  now: () => number;
}): PhotoLinks {
  const signatureOf = (jobId: string, sha256: string, expires: string) =>
    seal.sign(`photo/${jobId}/${sha256}/${expires}`);

  return {
    to(job, sha256) {
      const expires = String(now() + linkLifeMs);
      const query = new URLSearchParams({ expires, signature: signatureOf(job.id, sha256, expires) });
      return `${addressFor(job)}/training/photos/${job.id}/${sha256}?${query}`;
    },

    async photo({ jobId, sha256, expires, signature }) {
      if (!sameText(signature, signatureOf(jobId, sha256, expires)))
        return unauthorised('This photo link is not valid.');
      if (Number(expires) <= now()) return over('This photo link has expired.', 'expired');
      if (await erased(jobId)) return erasedJob();
      const job = await board.find(jobId);
      if (!job) return noSuchJob();
      if (!isActive(job)) return stopped(job);
      const actor = await actors.byId(job.actorId);
      const wanted = actor && mayTrain(actor, job) && actor.photos.some(photo => photo.sha256 === sha256);
      const bytes = wanted ? await blobs.get(sha256) : undefined;
      if (await erased(jobId)) return erasedJob();
      if (!bytes) return over('This photo was removed.', 'expired');
      return { outcome: 'photo', bytes, contentType: contentTypeOf(bytes) };
    },
  };
}
