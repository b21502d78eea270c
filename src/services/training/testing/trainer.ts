import type { Claim } from '../callbacks/answers.ts';
import type { TrainingService } from '../training-service.ts';
import { decode, revision, signedEvent } from './training-fixture.ts';

/** What a trainer does that has been given this job code. */
export async function claimWith(training: Pick<TrainingService, 'claim'>, jobCode: string): Promise<Claim> {
  const { jobId, oneTimeToken } = decode(jobCode);
  const claim = await training.claim({ jobId, token: oneTimeToken });
  if (claim.outcome !== 'claimed') throw new Error(claim.why);
  return claim;
}

export async function sendEvent(
  training: Pick<TrainingService, 'receive'>,
  claim: Claim,
  event: Parameters<typeof signedEvent>[1],
) {
  const { headers, body } = signedEvent(claim, event);
  return (await training.receive({ headers, body: Buffer.from(body) })).outcome;
}

/** The last event, with samples at these paths. */
export const completed = (claim: Claim, paths: string[] = []) => ({
  type: 'training.completed',
  seq: 9,
  step: 800,
  repo: claim.spec.repo,
  revision,
  standIn: true,
  images: paths.map(path => ({ path, prompt: `prompt of ${path}`, seed: 1 })),
});

export function photoRequestOf(claim: Claim) {
  const link = new URL(claim.photos[0]?.url ?? '');
  const { expires = '', signature = '' } = Object.fromEntries(link.searchParams);
  return { jobId: claim.jobId, sha256: claim.photos[0]?.sha256 ?? '', expires, signature };
}
