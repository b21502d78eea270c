import { randomBytes } from 'node:crypto';
import { hashOf } from '../../storage/seal.ts';
import { type TrainingJob, writesForIt } from './job.ts';

/** A person uses a code at once; one that is handed to a machine may have to wait for its turn. */
const codeLifeMs = { byHand: 60 * 60 * 1000, launched: 24 * 60 * 60 * 1000 } as const;

export const newToken = () => randomBytes(24).toString('base64url');

/** The job with another one-time token; the one before is void. */
export const withToken = <Job extends TrainingJob>(job: Job, token: string, at: number): Job => ({
  ...job,
  tokenHash: hashOf(token),
  tokenExpiresAt: at + (job.backend === 'colab' ? codeLifeMs.byHand : codeLifeMs.launched),
});

/**
 * What a trainer asks for: where it finds the job, the token that it trades for it, and, where the bot writes to the hub
 * for it, which token of the hub it still needs. Earlier trainers pass over what they don't know.
 */
export function codeOf(
  job: Pick<TrainingJob, 'id' | 'relay' | 'backend' | 'gatedBase'>,
  address: string | undefined,
  token: string,
): string {
  const where = job.relay ? { relayRepo: job.relay.repo } : { apiUrl: address };
  const code = {
    ...{ ...where, jobId: job.id, oneTimeToken: token },
    ...(writesForIt(job) ? { hubToken: job.gatedBase ? 'read' : 'none' } : {}),
  };
  return Buffer.from(JSON.stringify(code)).toString('base64url');
}

/** The repo of a job's photos. */
export const photoRepoOf = (namespace: string, jobId: string) => `${namespace}/actor-job-${jobId}`;
