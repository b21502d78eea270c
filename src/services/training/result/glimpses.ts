import type { Logger } from '../../../logger.ts';
import { mayUse } from '../../actors/access.ts';
import type { Actor } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { usablePhotos } from '../../photos/assess.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { TrainingJob } from '../job/job.ts';
import type { TakeSample } from './take-sample.ts';

/** How far a training is, to be seen: the newest sample picture and a photo to hold it against. */
export interface Glimpse {
  photo?: Buffer;
  sample?: Buffer;
}

/** Jobs whose newest sample is kept in memory, some 200 KB each. */
const mostKept = 20;

export interface Glimpses {
  /** What there is of it now; never rejects. */
  of(job: TrainingJob): Promise<Glimpse>;
  forget(jobId: string): void;
}

/** A photo stands in a channel only where the person shown asked for the training, or lets the whole server use them. */
const mayBeShown = ({ subjectId, ownerId, visibility }: Actor, { requesterId }: TrainingJob) =>
  visibility === 'guild' || requesterId === (subjectId ?? ownerId);

export function createGlimpses({
  actors,
  blobs,
  takeSample,
  logger,
}: {
  actors: Pick<ActorsService, 'byId'>;
  blobs: Pick<Blobs, 'get'>;
  takeSample: TakeSample;
  logger: Logger;
}): Glimpses {
  const kept = new Map<string, { of: string; bytes: Buffer | undefined }>();

  async function newestSample(job: TrainingJob): Promise<Buffer | undefined> {
    const image = job.images.at(-1);
    if (!image) return undefined;
    const name = `${image.revision ?? ''}/${image.path}`;
    const known = kept.get(job.id);
    if (known?.of === name) return known.bytes;
    // What is missing is not asked for again with every report.
    const bytes = await takeSample(job, image).catch(error => {
      logger.info({ err: error, job: job.id }, 'the newest sample could not be fetched');
      return undefined;
    });
    kept.delete(job.id);
    kept.set(job.id, { of: name, bytes });
    for (const id of kept.keys()) if (kept.size > mostKept) kept.delete(id);
    return bytes;
  }

  return {
    async of(job) {
      const sample = await newestSample(job);
      // Asked for last: the person shown may have withdrawn while the sample was fetched.
      const actor = await actors.byId(job.actorId);
      if (!actor || !mayUse(actor, job.requesterId)) return {};
      const first = usablePhotos(actor.photos)[0];
      const photo = sample && first && mayBeShown(actor, job) ? await blobs.get(first.sha256) : undefined;
      return { ...(photo ? { photo } : {}), ...(sample ? { sample } : {}) };
    },
    forget: jobId => void kept.delete(jobId),
  };
}
