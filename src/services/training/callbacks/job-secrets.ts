import { randomBytes } from 'node:crypto';
import type { Logger } from '../../../logger.ts';
import type { Seal } from '../../storage/seal.ts';
import { isSigned } from '../../storage/signed-body.ts';
import type { TrainingJob } from '../job/job.ts';

/** The secrets that trainers sign their events with. */
export interface JobSecrets {
  fresh(): string;
  sealed(secret: string, jobId: string): string;
  /** Undefined where the job has none, or it was sealed under another bot token. */
  of(job: TrainingJob): string | undefined;
  /** Whether the job's trainer signed this, at most 5 minutes ago. */
  signed(job: TrainingJob, headers: Record<string, string | string[] | undefined>, body: Buffer): boolean;
}

export function createJobSecrets({
  seal,
  logger,
}: {
  seal: Pick<Seal, 'seal' | 'open'>;
  logger: Logger;
}): JobSecrets {
  function of(job: TrainingJob): string | undefined {
    if (!job.sealedSecret) return undefined;
    try {
      return seal.open(job.sealedSecret, job.id);
    } catch (error) {
      logger.warn({ err: error, job: job.id }, 'the secret of a training job cannot be opened');
      return undefined;
    }
  }

  return {
    fresh: () => `whsec_${randomBytes(24).toString('base64')}`,
    sealed: seal.seal,
    of,
    signed(job, headers, body) {
      const secret = of(job);
      return secret !== undefined && isSigned(secret, headers, body);
    },
  };
}
