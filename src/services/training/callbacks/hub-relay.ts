import type { Logger } from '../../../logger.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { RelayError, type RelayRepos, type Seen } from '../../huggingface/hub/relay-repos.ts';
import { usablePhotos } from '../../photos/assess.ts';
import { contentTypeOf } from '../../photos/sniff-image.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { isOver, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { TrainerDoor } from './callbacks.ts';
import {
  claimFile,
  claimFileSchema,
  type JobSheet,
  sheetFile,
  statusFile,
  statusFileSchema,
} from './job-sheet.ts';

/** A trainer commits at most once in two minutes; a code is used within minutes, or hours later. */
const everyMs = { waiting: 20_000, running: 45_000, mostAfterFaults: 300_000 } as const;
const mostBytes = 1024 * 1024;

/** Carries jobs over private repos of the hub where no trainer can reach the bot. */
export interface HubRelay {
  /** Lays photos and specification out for the trainer that has the code. Rejects where the hub does not take them. */
  offer(job: TrainingJob): Promise<void>;
  /** Looks after a job from now on until it is over. Repeats are harmless. */
  follow(jobId: string): void;
  /** Looks at once, instead of when it is due. */
  nudge(): void;
  stop(): Promise<void>;
}

/** The repo of a job's photos. */
export const photoRepoOf = (namespace: string, jobId: string) => `${namespace}/actor-job-${jobId}`;

export function createHubRelay({
  board,
  actors,
  blobs,
  repos,
  door,
  logger,
  delaysMs = everyMs,
}: {
  board: JobBoard;
  actors: Pick<ActorsService, 'byId'>;
  blobs: Pick<Blobs, 'get'>;
  repos: Pick<RelayRepos, 'publish' | 'look'>;
  door: Pick<TrainerDoor, 'claimedOnHub' | 'takeIn'>;
  logger: Logger;
  delaysMs?: Record<keyof typeof everyMs, number>;
}): HubRelay {
  const followed = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  const naps = new Set<() => void>();

  function nap(ms: number): Promise<void> {
    if (stopping.signal.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const wake = () => {
        clearTimeout(timer);
        naps.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      naps.add(wake);
    });
  }

  async function look(
    file: Omit<Parameters<RelayRepos['look']>[0], 'maxBytes'>,
    seen: Seen,
  ): Promise<unknown> {
    const found = await repos.look({ ...file, maxBytes: mostBytes }, seen);
    if (!found.found || found.text === undefined) return undefined;
    seen.etag = found.etag;
    return JSON.parse(found.text);
  }

  /** One look at what is due of a job; the pictures and events that are new are taken in. */
  async function step(job: TrainingJob, seen: { claim: Seen; status: Seen }): Promise<void> {
    if (!job.relay) return;
    if (job.state === 'waiting') {
      const place = { kind: 'dataset' as const, repo: job.relay.repo, revision: 'main', path: claimFile };
      const claim = claimFileSchema.safeParse(await look(place, seen.claim));
      if (claim.success) await door.claimedOnHub({ jobId: job.id, ...claim.data });
      return;
    }
    const place = {
      kind: 'model' as const,
      repo: job.spec.repo,
      revision: job.spec.branch,
      path: statusFile,
    };
    const said = await look(place, seen.status);
    if (said === undefined) return;
    const status = statusFileSchema.safeParse(said);
    if (!status.success) {
      logger.warn(
        { job: job.id, issues: status.error.issues.length },
        'a status on the hub is not as agreed',
      );
      return;
    }
    const { jobId, attempt, claimId, events } = status.data;
    // Of an attempt before, or of a notebook that lost the race for the job.
    if (jobId !== job.id || attempt !== job.attempt || claimId !== job.relay.claimId) return;
    for (const event of events) await door.takeIn(job.id, event);
  }

  async function untilOver(jobId: string): Promise<void> {
    const seen: { claim: Seen; status: Seen } = { claim: { etag: undefined }, status: { etag: undefined } };
    for (let faults = 0; !stopping.signal.aborted; ) {
      const job = board.byId(jobId);
      if (!job?.relay || isOver(job) || job.result) return;
      let delay = job.state === 'waiting' ? delaysMs.waiting : delaysMs.running;
      try {
        await step(job, seen);
        faults = 0;
      } catch (error) {
        faults++;
        // What was read and not taken in is read again.
        seen.claim.etag = undefined;
        seen.status.etag = undefined;
        const asked = (error instanceof RelayError && error.retryAfterMs) || 0;
        delay = Math.max(asked, Math.min(delaysMs.mostAfterFaults, delay * 2 ** faults));
        logger.info({ err: error, job: jobId, faults }, 'the hub could not be asked about a training');
      }
      await nap(delay);
    }
  }

  return {
    async offer(job) {
      if (!job.relay) return;
      const actor = await actors.byId(job.actorId);
      const files: { path: string; content: Blob }[] = [];
      const photos: JobSheet['photos'] = [];
      for (const { sha256 } of actor ? usablePhotos(actor.photos) : []) {
        const bytes = await blobs.get(sha256);
        if (!bytes) continue;
        const contentType = contentTypeOf(bytes);
        const path = `photos/${String(photos.length + 1).padStart(2, '0')}.${contentType.split('/')[1]}`;
        photos.push({ path, sha256, contentType });
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
    },

    follow(jobId) {
      if (stopping.signal.aborted || followed.has(jobId)) return;
      followed.set(
        jobId,
        untilOver(jobId).finally(() => followed.delete(jobId)),
      );
    },

    nudge() {
      for (const wake of [...naps]) wake();
    },

    async stop() {
      stopping.abort();
      for (const wake of [...naps]) wake();
      await Promise.all(followed.values());
    },
  };
}
