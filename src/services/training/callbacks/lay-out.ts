import type { ActorsService } from '../../actors/actors-service.ts';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import { usablePhotos } from '../../photos/assess.ts';
import { notesOf } from '../../photos/photo-notes.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { contentTypeOf } from '../../vision/decoding/sniff-image.ts';
import type { TrainingJob } from '../job/job.ts';
import { type JobSheet, sheetFile } from './job-sheet.ts';

/** Puts a job's photos and specification where a trainer that cannot reach the bot finds them. Rejects where the hub does not take them. */
export type LayOut = (job: TrainingJob) => Promise<void>;

export function createLayOut({
  actors,
  blobs,
  repos,
}: {
  actors: Pick<ActorsService, 'byId'>;
  blobs: Pick<Blobs, 'get'>;
  repos: Pick<RelayRepos, 'publish'>;
}): LayOut {
  return async job => {
    if (!job.relay) return;
    const actor = await actors.byId(job.actorId);
    const files: { path: string; content: Blob }[] = [];
    const photos: JobSheet['photos'] = [];
    for (const { sha256, sight } of actor ? usablePhotos(actor.photos) : []) {
      const bytes = await blobs.get(sha256);
      if (!bytes) continue;
      const contentType = contentTypeOf(bytes);
      const path = `photos/${String(photos.length + 1).padStart(2, '0')}.${contentType.split('/')[1]}`;
      photos.push({ path, sha256, contentType, ...notesOf(sight) });
      files.push({ path, content: new Blob([new Uint8Array(bytes)], { type: contentType }) });
    }
    const sheet: JobSheet = {
      jobId: job.id,
      attempt: job.attempt + 1,
      tokenHash: job.tokenHash,
      expiresAt: job.tokenExpiresAt,
      spec: job.spec,
      photos,
    };
    files.push({ path: sheetFile, content: new Blob([JSON.stringify(sheet, null, 1)]) });
    await repos.publish(job.relay.repo, files, `Job ${job.id}, attempt ${sheet.attempt}`);
  };
}
