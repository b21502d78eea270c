import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../../logger.ts';
import { RelayError, type RelayRepos, type Seen } from '../../huggingface/hub/relay-repos.ts';
import { isOver, type TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { TrainerCallbacks } from './callbacks.ts';
import { claimFile, claimFileSchema, statusFile, statusFileSchema } from './job-sheet.ts';

/** A trainer commits at most once in two minutes; a code is used within minutes, or hours later. */
const everyMs = { waiting: 20_000, running: 45_000, mostAfterFaults: 300_000 } as const;
const mostBytes = 1024 * 1024;

/** Reads at the hub what trainers say that cannot reach the bot. */
export interface HubRelay {
  /** Follows a job until it is over. Repeats are harmless. */
  follow(jobId: string): void;
  /** Looks at once, instead of when it is due. */
  nudge(): void;
  stop(): Promise<void>;
}

interface Needs {
  board: Pick<JobBoard, 'byId'>;
  repos: Pick<RelayRepos, 'look'>;
  callbacks: Pick<TrainerCallbacks, 'claimedOnHub' | 'takeIn'>;
  logger: Logger;
  delaysMs?: Record<keyof typeof everyMs, number>;
}

export function createHubRelay({ board, repos, callbacks, logger, delaysMs = everyMs }: Needs): HubRelay {
  const step = createStep({ repos, callbacks, logger });
  const followed = new Map<string, Promise<void>>();
  let stopped = false;
  /** Ends the naps that are under way. */
  let alarm = new AbortController();

  async function nap(ms: number): Promise<void> {
    if (!stopped) await wait(ms, undefined, { signal: alarm.signal }).catch(() => undefined);
  }

  function wakeAll(): void {
    const rung = alarm;
    alarm = new AbortController();
    rung.abort();
  }

  async function untilOver(jobId: string): Promise<void> {
    const seen: SeenOfJob = { claim: { etag: undefined }, status: { etag: undefined } };
    for (let faults = 0; !stopped; ) {
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
    follow(jobId) {
      if (stopped || followed.has(jobId)) return;
      followed.set(
        jobId,
        untilOver(jobId).finally(() => followed.delete(jobId)),
      );
    },

    nudge: wakeAll,

    async stop() {
      stopped = true;
      wakeAll();
      await Promise.all(followed.values());
    },
  };
}

/** What was last read of a job, so that the hub only sends what is new. */
interface SeenOfJob {
  claim: Seen;
  status: Seen;
}

/** One look at what is due of a job; the events that are new are taken in. */
function createStep({
  repos,
  callbacks,
  logger,
}: Pick<Needs, 'repos' | 'callbacks' | 'logger'>): (job: TrainingJob, seen: SeenOfJob) => Promise<void> {
  async function look(
    file: Omit<Parameters<RelayRepos['look']>[0], 'maxBytes'>,
    seen: Seen,
  ): Promise<unknown> {
    const found = await repos.look({ ...file, maxBytes: mostBytes }, seen);
    if (!found.found || found.text === undefined) return undefined;
    seen.etag = found.etag;
    return JSON.parse(found.text);
  }

  async function readClaim(job: TrainingJob, repo: string, seen: Seen): Promise<void> {
    const said = await look({ kind: 'dataset', repo, revision: 'main', path: claimFile }, seen);
    const claim = claimFileSchema.safeParse(said);
    if (claim.success) await callbacks.claimedOnHub({ jobId: job.id, ...claim.data });
  }

  async function readStatus(job: TrainingJob, seen: Seen): Promise<void> {
    const { repo, branch } = job.spec;
    const said = await look({ kind: 'model', repo, revision: branch, path: statusFile }, seen);
    if (said === undefined) return;
    const status = statusFileSchema.safeParse(said);
    if (!status.success) {
      const { length } = status.error.issues;
      logger.warn({ job: job.id, issues: length }, 'a status on the hub is not as agreed');
      return;
    }
    const { jobId, attempt, claimId, events } = status.data;
    // Of an attempt before, or of a notebook that lost the race for the job.
    if (jobId !== job.id || attempt !== job.attempt || claimId !== job.relay?.claimId) return;
    for (const event of events) await callbacks.takeIn(job.id, event);
  }

  return async (job, seen) => {
    if (!job.relay) return;
    if (job.state === 'waiting') await readClaim(job, job.relay.repo, seen.claim);
    else await readStatus(job, seen.status);
  };
}
