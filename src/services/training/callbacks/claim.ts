import type { ActorsService } from '../../actors/actors-service.ts';
import { usablePhotos } from '../../photos/assess.ts';
import { notesOf } from '../../photos/photo-notes.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { hashOf, sameText } from '../../storage/seal.ts';
import { contentTypeOf } from '../../vision/decoding/sniff-image.ts';
import { claimed } from '../job/changes.ts';
import { isOver, mayTrain, type TrainingJob, writesForIt } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import {
  type Claim,
  erasedJob,
  noSuchJob,
  notAllowed,
  over,
  type Refusal,
  stopped,
  unauthorised,
} from './answers.ts';
import type { JobSecrets } from './job-secrets.ts';
import type { PhotoLinks } from './photo-links.ts';

export interface ClaimRequest {
  jobId: string;
  /** The one-time token of the job code. */
  token: string;
  /** The trainer's own name for this claim, the same when it asks again because no answer came. */
  claimId?: string | undefined;
}

/** Whether this is the trainer that has claimed the job, and it has reported nothing yet. */
const isAnswerLost = (job: TrainingJob, claimId: string) =>
  job.state === 'running' &&
  job.lastSeq === -1 &&
  job.claimHash !== undefined &&
  sameText(hashOf(claimId), job.claimHash);

/** Why the job cannot be claimed with this token now; undefined where it can. */
function refusalOf(job: TrainingJob, token: string, now: number): Refusal | undefined {
  if (!sameText(hashOf(token), job.tokenHash)) return unauthorised('A newer job code exists.');
  if (isOver(job)) return stopped(job);
  if (job.state !== 'waiting') {
    return {
      outcome: 'taken',
      why: 'A notebook has already taken this job. To begin again: /train cancel, then /train start.',
    };
  }
  return job.tokenExpiresAt <= now
    ? over('This job code has expired. /train start in Discord gives a fresh one.', 'expired')
    : undefined;
}

/** Trades the token of a job code for the job: its secret, its specification, and links to its photos. */
export function createClaim({
  board,
  erased,
  actors,
  blobs,
  secrets,
  links,
  addressFor,
  now,
}: {
  board: JobBoard;
  erased: (jobId: string) => Promise<boolean>;
  actors: Pick<ActorsService, 'byId'>;
  blobs: Pick<Blobs, 'get'>;
  secrets: JobSecrets;
  links: Pick<PhotoLinks, 'to'>;
  addressFor: (job: Pick<TrainingJob, 'backend'>) => string | undefined;
  now: () => number;
}): (request: ClaimRequest) => Promise<Claim | Refusal> {
  return async ({ jobId, token, claimId }) => {
    if (await erased(jobId)) return erasedJob();
    const known = await board.find(jobId);
    if (!known || !sameText(hashOf(token), known.tokenHash)) {
      return unauthorised(
        'This job code is not valid, or a newer one has replaced it. Copy the latest one from Discord.',
      );
    }
    const actor = await actors.byId(known.actorId);
    if (!actor || !mayTrain(actor, known)) return notAllowed();
    const secret = secrets.fresh();
    const by = {
      sealedSecret: secrets.sealed(secret, jobId),
      ...(claimId ? { claimHash: hashOf(claimId) } : {}),
    };
    let refused: Refusal | undefined;
    const job = await board.change(jobId, current => {
      const answeredBefore = claimId !== undefined && isAnswerLost(current, claimId);
      refused = answeredBefore ? undefined : refusalOf(current, token, now());
      return refused || answeredBefore ? current : claimed(current, by, now());
    });
    if (refused || !job) return refused ?? noSuchJob();
    const photos = [];
    for (const { sha256, sight } of usablePhotos(actor.photos)) {
      const bytes = await blobs.get(sha256);
      if (!bytes) continue;
      const about = { sha256, contentType: contentTypeOf(bytes), ...notesOf(sight) };
      photos.push({ ...about, url: links.to(job, sha256) });
    }
    if (await erased(jobId)) return erasedJob();
    const address = `${addressFor(job)}/training`;
    return {
      outcome: 'claimed',
      jobId,
      attempt: job.attempt,
      secret: secrets.of(job) ?? secret,
      eventsUrl: `${address}/events`,
      spec: job.spec,
      photos,
      ...(writesForIt(job)
        ? {
            uploads: {
              placesUrl: `${address}/uploads`,
              commitUrl: `${address}/commit`,
              checkpointUrl: `${address}/checkpoint`,
            },
          }
        : {}),
    };
  };
}
