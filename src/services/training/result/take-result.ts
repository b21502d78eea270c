import type { ActorsService } from '../../actors/actors-service.ts';
import type { Credentials } from '../../credentials/credentials.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { failed, succeeded } from '../job/changes.ts';
import type { TrainingJob } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { sampleMade } from './sample-made.ts';
import type { TakeSample } from './take-sample.ts';
import type { Verify } from './verify.ts';

const mostSamples = 4;

type Samples = TrainingJob['samples'];
type Result = NonNullable<TrainingJob['result']>;

/**
 * Takes in what a trainer delivered: sample pictures, then the actor's new version, then the end of the job.
 * Rejects where the hub could not be reached; a repeat is harmless.
 */
export type TakeResult = (job: TrainingJob, options: { withSamples: boolean }) => Promise<void>;

interface Needs {
  board: JobBoard;
  actors: Pick<ActorsService, 'byId' | 'addVersion'>;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete'>;
  takeSample: TakeSample;
  credentials: Pick<Credentials, 'trySign'>;
  verify: Verify;
  now: () => number;
}

export function createTakeResult(needs: Needs): TakeResult {
  const { board } = needs;
  const samplesOf = createStoreSamples(needs);
  const addVersion = createAddVersion(needs);

  return async (job, { withSamples }) => {
    const { result } = job;
    if (!result) return;
    const { samples, failure, drop } = await samplesOf(job, result, withSamples);
    try {
      if (failure) throw failure;
      const taken = board.byId(job.id) !== undefined && (await addVersion(job, result, samples));
      if (!taken) await drop();
    } finally {
      // Erased meanwhile: what was downloaded of it since then may not stay.
      if (!board.byId(job.id)) await drop();
    }
  };
}

/** Downloads and stores the latest samples of a job. */
function createStoreSamples({ board, blobs, takeSample, credentials }: Needs) {
  async function stored(job: TrainingJob, image: TrainingJob['images'][number], revision: string) {
    const jpeg = await takeSample(job, image, revision);
    if (!jpeg) return undefined;
    const signed = (await credentials.trySign(jpeg, sampleMade(job.spec))) ?? jpeg;
    const { prompt, seed } = image;
    return { sha256: await blobs.put(signed), prompt, ...(seed === undefined ? {} : { seed }) };
  }

  return async (job: TrainingJob, { revision }: Result, withSamples: boolean) => {
    const images = withSamples ? job.images.slice(-mostSamples) : [];
    const outcomes = await Promise.allSettled(images.map(image => stored(job, image, revision)));
    const samples: Samples = outcomes.flatMap(outcome =>
      outcome.status === 'fulfilled' && outcome.value ? [outcome.value] : [],
    );
    const rejected = outcomes.find(outcome => outcome.status === 'rejected');
    return {
      samples,
      failure: rejected && (rejected.reason as unknown),
      /** Deletes them again, but for those that a job shows. */
      async drop() {
        const used = await board.samplesInUse(samples.map(({ sha256 }) => sha256));
        for (const { sha256 } of samples) if (!used.has(sha256)) await blobs.delete(sha256);
      },
    };
  };
}

/** Gives the actor its new version. Resolves to false where it may not have one any more, or the job is erased. */
function createAddVersion({ board, actors, blobs, verify, now }: Needs) {
  return async (job: TrainingJob, result: Result, samples: Samples): Promise<boolean> => {
    const actor = await actors.byId(job.actorId);
    if (actor?.consent.state !== 'granted') {
      const what = actor ? 'no-longer-agreed' : 'actor-deleted';
      await board.change(job.id, current => failed(current, { from: 'bot', why: [{ what }], at: now() }));
      return false;
    }
    const pictures = await Promise.all(samples.map(({ sha256 }) => blobs.get(sha256)));
    const seen = pictures.filter(picture => picture !== undefined);
    const verification = await verify(job, actor, result.revision, seen);
    if (!board.byId(job.id)) return false;
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
    return true;
  };
}
