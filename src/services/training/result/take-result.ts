import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../../logger.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { failed, succeeded } from '../job/changes.ts';
import type { TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { TakeSample } from './take-sample.ts';
import type { Verify } from './verify.ts';

const mostSamples = 4;
const retryAfterMs = [2_000, 5_000, 15_000, 30_000, 60_000, 300_000];

/** With the delays above, some four hours: by then it is the fault of the pictures, and they are only samples. */
const triesWithSamples = 50;

/** Takes in what a trainer delivered: sample pictures, then the actor's new version, then the end of the job. */
export interface ResultTaker {
  /** Starts finishing a job whose result is stored, and tries again until the hub answers. Repeats are harmless. */
  begin(jobId: string): void;
  /** Stops trying for a job that was taken off the board. Resolves when nothing of it is under way or kept. */
  abandon(jobId: string): Promise<void>;
  /** Stops trying; what is not finished is begun again at the next start. Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createResultTaker({
  board,
  actors,
  blobs,
  takeSample,
  verify,
  now,
  logger,
  retryDelaysMs = retryAfterMs,
}: {
  board: JobBoard;
  actors: ActorsService;
  blobs: Blobs;
  takeSample: TakeSample;
  verify: Verify;
  now: () => number;
  logger: Logger;
  retryDelaysMs?: readonly number[];
}): ResultTaker {
  const underWay = new Map<string, { work: Promise<void>; abandoned: AbortController }>();
  const stopping = new AbortController();

  async function stored(job: TrainingJob, image: TrainingJob['images'][number], revision: string) {
    const jpeg = await takeSample(job, image, revision);
    const { prompt, seed } = image;
    return jpeg && { sha256: await blobs.put(jpeg), prompt, ...(seed === undefined ? {} : { seed }) };
  }

  async function finish(job: TrainingJob, withSamples: boolean): Promise<void> {
    const { result } = job;
    if (!result) return;
    const taken = await Promise.allSettled(
      (withSamples ? job.images.slice(-mostSamples) : []).map(image => stored(job, image, result.revision)),
    );
    const samples = taken.flatMap(({ status, ...outcome }) =>
      status === 'fulfilled' && 'value' in outcome && outcome.value ? [outcome.value] : [],
    );
    try {
      const failure = taken.find(outcome => outcome.status === 'rejected');
      if (failure) throw failure.reason;
      await takeIn(job, result, samples);
    } finally {
      // Erased meanwhile: what was downloaded of it since then may not stay.
      if (!board.byId(job.id)) await drop(samples);
    }
  }

  async function drop(samples: TrainingJob['samples']): Promise<void> {
    const used = new Set(board.all().flatMap(job => job.samples.map(sample => sample.sha256)));
    for (const { sha256 } of samples) if (!used.has(sha256)) await blobs.delete(sha256);
  }

  async function takeIn(
    job: TrainingJob,
    result: NonNullable<TrainingJob['result']>,
    samples: TrainingJob['samples'],
  ): Promise<void> {
    if (!board.byId(job.id)) return;
    const actor = await actors.byId(job.actorId);
    if (actor?.consent.state !== 'granted') {
      const reason = actor
        ? 'The person shown no longer agrees, so the result was not taken in.'
        : 'The actor was deleted while it was being trained.';
      await board.change(job.id, current => failed(current, { reason, from: 'bot', at: now() }));
      await drop(samples);
      return;
    }
    const pictures = await Promise.all(samples.map(({ sha256 }) => blobs.get(sha256)));
    const seen = pictures.filter(picture => picture !== undefined);
    const verification = await verify(job, actor, result.revision, seen);
    const version = await actors.addVersion(job.actorId, {
      jobId: job.id,
      repo: result.repo,
      revision: result.revision,
      baseModel: job.spec.baseModel,
      steps: job.step || job.spec.steps,
      trainedAt: now(),
      standIn: result.standIn,
      samples: samples.map(sample => sample.sha256),
      ...(verification ? { verification } : {}),
    });
    await board.change(job.id, current =>
      succeeded(current, { samples, version: version.number, at: now() }),
    );
  }

  async function untilFinished(jobId: string, signal: AbortSignal): Promise<void> {
    for (let tries = 0; !signal.aborted; tries++) {
      const job = board.byId(jobId);
      if (job?.state !== 'uploading' || !job.result) return;
      try {
        await finish(job, tries < triesWithSamples);
        return;
      } catch (error) {
        logger.warn({ err: error, job: jobId, tries }, 'a training result could not be taken in yet');
        const ms = retryDelaysMs[Math.min(tries, retryDelaysMs.length - 1)] ?? 60_000;
        // Ends early, and quietly, where nobody waits for the result any more.
        await pause(ms, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  return {
    begin(jobId) {
      if (stopping.signal.aborted || underWay.has(jobId)) return;
      const abandoned = new AbortController();
      const signal = AbortSignal.any([stopping.signal, abandoned.signal]);
      const work = untilFinished(jobId, signal).finally(() => underWay.delete(jobId));
      underWay.set(jobId, { work, abandoned });
    },
    async abandon(jobId) {
      const begun = underWay.get(jobId);
      begun?.abandoned.abort();
      await begun?.work;
    },
    async stop() {
      stopping.abort();
      await Promise.all([...underWay.values()].map(({ work }) => work));
    },
  };
}
