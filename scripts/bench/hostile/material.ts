/** What the kinds of hostile requests share: the jobs, a seeded random source, and how each endpoint is addressed. */
import { createRandom, type Random } from '@ai-actor/playground/huggingface';
import type { Claim } from '../../../src/services/training/callbacks/answers.ts';
import { type Headers, json, signEvent, text } from './signing.ts';
import type { Accepted, Targets } from './targets.ts';

export interface HostileRequest {
  kind: string;
  method: string;
  path: string;
  headers: Headers;
  body?: string | Buffer;
  /** Sent in pieces and without its length. */
  chunked?: boolean;
  /** Sent instead of all the above: bytes that no HTTP client would send. */
  raw?: string;
  /** The statuses that are right for it; 0 is a connection closed without an answer. */
  allowed: readonly number[];
}

/** By name, how a request of that kind is made. */
export type Kinds = Record<string, () => Omit<HostileRequest, 'kind'>>;

/** Values of every type but text. */
export const noText: unknown[] = [null, 7, 1.5, true, [], {}, ['a'], { a: 1 }];

export type Material = ReturnType<typeof createMaterial>;

/** `accepted` grows while the bot stores events of the running job. */
export function createMaterial(seed: string, targets: Targets, accepted: readonly Accepted[]) {
  const random: Random = createRandom(seed);
  const { pick, whole } = random;
  const { resumed, ended, succeeded } = targets;
  const event = (more: Record<string, unknown> = {}) => ({
    type: pick([
      'training.progress',
      'training.sample',
      'training.checkpoint',
      'training.failed',
      'training.started',
    ]),
    seq: whole(1_000, 900_000_000),
    step: whole(0, 5_000),
    ...more,
  });
  const freshId = () => `msg_${text(random, 20)}`;
  return {
    ...targets,
    random,
    accepted,
    event,
    freshId,
    signed: (
      job: Claim,
      more: Record<string, unknown> = {},
      options: { id?: string; at?: Date; secret?: string } = {},
    ) => signEvent(job, event(more), { id: freshId(), ...options }),
    events: (request: Pick<HostileRequest, 'headers' | 'body' | 'allowed'>) => ({
      method: 'POST',
      path: '/training/events',
      ...request,
    }),
    claim: (body: unknown, ...allowed: number[]) => ({
      method: 'POST',
      path: '/training/claim',
      headers: json,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      allowed,
    }),
    photo(url: string, ...allowed: number[]) {
      const { pathname, search } = new URL(url);
      return { method: 'GET', path: pathname + search, headers: {}, allowed };
    },
    photoOf: (job: Claim) => pick(job.photos).url,
    recent: () => pick(accepted.slice(-20)),
    secretsOfOtherJobs: [resumed.second, ended.cancelled, ended.failed, ended.erased, succeeded].map(
      job => job.secret,
    ),
    otherJobs: [resumed.second, succeeded, ended.cancelled, ended.failed].map(job => job.jobId),
  };
}
