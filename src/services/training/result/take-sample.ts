import type { Logger } from '../../../logger.ts';
import { markPicture } from '../../credentials/mark-picture.ts';
import type { Hub } from '../../huggingface/hub/hub.ts';
import { plainPicture } from '../../vision/decoding/plain-picture.ts';
import { sharp } from '../../vision/sharp.ts';
import type { TrainingJob } from '../job/job.ts';

const mostSampleBytes = 8 * 1024 * 1024;

/** Rejects for a sample picture that is not to be shown, or that could not be checked. */
export type CheckSample = (picture: Buffer, job: TrainingJob) => Promise<unknown>;

/** Whether an error is about this one file (too large, refused, no picture) and not about reaching the hub. */
function isAboutTheFile(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}

/** Fetches sample pictures of a job. Rejects where the hub could not be reached. */
export type TakeSample = (
  job: TrainingJob,
  image: TrainingJob['images'][number],
  revision?: string,
) => Promise<Buffer | undefined>;

/**
 * A sample as a checked JPEG of our own making; undefined for a file that is missing, no picture, or not to be shown:
 * it is only a sample. `revision` is where it lies, if it does not say so itself.
 */
export function createTakeSample({
  hub,
  checkSample,
  wantsMark = async () => false,
  logger,
}: {
  hub: Pick<Hub, 'download'>;
  checkSample: CheckSample;
  /** Whether the person shown wants a visible mark on each picture. */
  wantsMark?: (job: TrainingJob) => Promise<boolean>;
  logger: Logger;
}): TakeSample {
  return async (job, image, revision) => {
    const file = {
      repo: job.spec.repo,
      revision: image.revision ?? revision ?? job.spec.branch,
      path: image.path,
    };
    const leaveOut = (err: unknown) => {
      logger.warn({ err, job: job.id, ...file }, 'a training sample could not be used');
      return undefined;
    };
    let bytes: Buffer | undefined;
    try {
      bytes = await hub.download({ ...file, maxBytes: mostSampleBytes });
    } catch (error) {
      if (isAboutTheFile(error)) return leaveOut(error);
      throw error;
    }
    if (!bytes) return leaveOut('there is no such file');
    try {
      const jpeg = await sharp(plainPicture(bytes))
        .resize({ width: 1_024, height: 1_024, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 90 })
        .toBuffer();
      await checkSample(jpeg, job);
      if (!(await wantsMark(job))) return jpeg;
      return await sharp(await markPicture(jpeg))
        .jpeg({ quality: 90 })
        .toBuffer();
    } catch (error) {
      return leaveOut(error);
    }
  };
}
