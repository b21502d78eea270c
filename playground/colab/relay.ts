/** The way over the hub, for a bot without an address: the job lies in a private dataset repo, reports on the branch. */
import { createHash, randomUUID } from 'node:crypto';
import { commit, datasetInfo, downloadFile, HubApiError } from '@huggingface/hub';
import { z } from 'zod';
import type { Post } from './events.ts';
import type { RelayCode } from './job-code.ts';
import { type Claim, RunError, specSchema } from './protocol.ts';

interface Access {
  hubUrl: string;
  hfToken: string;
}

const jobSchema = z.object({
  jobId: z.string(),
  attempt: z.number().int(),
  tokenHash: z.string(),
  expiresAt: z.number(),
  spec: specSchema,
  photos: z
    .array(
      z.object({
        path: z.string().regex(/^photos\/[\w.-]+$/),
        sha256: z.string().regex(/^[0-9a-f]{64}$/i),
        contentType: z.string(),
      }),
    )
    .min(1),
});

const isGone = (error: unknown) => error instanceof HubApiError && error.statusCode === 404;
const taken = 'This job is already running in another notebook.';
const over = 'This job was cancelled or is over. Start a new one with /train start.';

/**
 * Takes the job that lies in the code's repo: whoever commits `claim.json` on the commit that was read has it.
 * @throws RunError with a sentence
 */
export async function claimOverHub(
  code: RelayCode,
  { hubUrl, hfToken }: Access,
): Promise<Claim & { claimId: string }> {
  const repo = { type: 'dataset' as const, name: code.relayRepo };
  const access = { hubUrl, accessToken: hfToken };
  const { sha } = await datasetInfo({ ...access, name: repo.name, additionalFields: ['sha'] }).catch(
    error => {
      throw isGone(error) ? new RunError(over) : error;
    },
  );
  const file = await downloadFile({ ...access, repo, revision: sha, path: 'job.json' });
  const read = jobSchema.safeParse(file ? JSON.parse(await file.text()) : undefined);
  if (!read.success) throw new RunError('The bot left a job that this notebook does not understand.');
  const { spec, photos, attempt, ...job } = read.data;
  if (createHash('sha256').update(code.oneTimeToken).digest('hex') !== job.tokenHash)
    throw new RunError('A newer code exists for this job. Paste the one that the bot gave you last.');
  if (job.expiresAt <= Date.now()) throw new RunError('This job code has expired.');
  if (await downloadFile({ ...access, repo, revision: sha, path: 'claim.json' })) throw new RunError(taken);
  const claimId = randomUUID();
  const content = new Blob([JSON.stringify({ claimId, attempt, claimedAt: Date.now() })]);
  await commit({
    ...access,
    repo,
    title: 'Claimed',
    parentCommit: sha,
    operations: [{ operation: 'addOrUpdate', path: 'claim.json', content }],
  }).catch(error => {
    if (error instanceof HubApiError && error.statusCode === 412) throw new RunError(taken);
    throw error;
  });
  return {
    ...{ jobId: job.jobId, attempt, spec, claimId },
    // Nothing is sent to the bot, so that nothing is signed.
    ...{ secret: 'whsec_', eventsUrl: hubUrl },
    photos: photos.map(({ path, ...photo }) => ({
      ...photo,
      url: `${hubUrl}/datasets/${repo.name}/resolve/${sha}/${path}`,
    })),
  };
}

/** Writes the events so far to `status.json` on the job's branch, of the progress only the latest; 410 once the job is gone. */
export function postOverHub(
  { relayRepo }: RelayCode,
  { jobId, attempt, claimId, spec }: Claim & { claimId: string },
  { hubUrl, hfToken }: Access,
): Post {
  const access = { hubUrl, accessToken: hfToken };
  let kept: { id: string; type: string }[] = [];
  return async ({ id, body }) => {
    try {
      await datasetInfo({ ...access, name: relayRepo });
      const event = { id, ...(JSON.parse(body) as { type: string }) };
      if (!kept.some(known => known.id === id))
        kept = [...kept.filter(({ type }) => type !== 'training.progress'), event];
      const status = { jobId, attempt, claimId, updatedAt: Date.now(), events: kept };
      await commit({
        ...access,
        repo: spec.repo,
        branch: spec.branch,
        title: `Status: ${event.type}`,
        operations: [
          { operation: 'addOrUpdate', path: 'status.json', content: new Blob([JSON.stringify(status)]) },
        ],
      });
      return { status: 204, retryAfterMs: 0 };
    } catch (error) {
      return { status: isGone(error) ? 410 : 0, retryAfterMs: 0 };
    }
  };
}
