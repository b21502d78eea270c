import { randomBytes } from 'node:crypto';
import { hashOf } from '../../storage/seal.ts';
import type { TrainingJob } from './job.ts';

/** A person uses a code at once; one that is handed to a machine may have to wait for its turn. */
const codeLifeMs = { byHand: 60 * 60 * 1000, launched: 24 * 60 * 60 * 1000 } as const;

export const newToken = () => randomBytes(24).toString('base64url');

/** The job with another one-time token; the one before is void. */
export const withToken = <Job extends TrainingJob>(job: Job, token: string, at: number): Job => ({
  ...job,
  tokenHash: hashOf(token),
  tokenExpiresAt: at + (job.backend === 'colab' ? codeLifeMs.byHand : codeLifeMs.launched),
});

/** What a trainer asks for: where it finds the job, and the token that it trades for it. */
export function codeOf(
  job: Pick<TrainingJob, 'id' | 'relay'>,
  address: string | undefined,
  token: string,
): string {
  const where = job.relay ? { relayRepo: job.relay.repo } : { apiUrl: address };
  return Buffer.from(JSON.stringify({ ...where, jobId: job.id, oneTimeToken: token })).toString('base64url');
}

/** The repo of a job's photos. */
export const photoRepoOf = (namespace: string, jobId: string) => `${namespace}/actor-job-${jobId}`;
