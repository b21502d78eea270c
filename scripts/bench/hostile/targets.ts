/** Training jobs in every state, and the honest trainer that works beside the hostile traffic. */
import { performance } from 'node:perf_hooks';
import type { Claim } from '../../../src/services/training/callbacks/answers.ts';
import { transition } from '../../../src/services/training/job/changes.ts';
import type { TrainingJob } from '../../../src/services/training/job/job.ts';
import { trainingEventSchema } from '../../../src/services/training/job/training-event.ts';
import {
  ana,
  type createTrainingWorld,
  decode,
  guildId,
  revision,
  signedEvent,
  withCode,
} from '../../../src/services/training/testing/training-fixture.ts';
import { type SignedEvent, signEvent } from './signing.ts';

type Code = { jobId: string; token: string };
/** An event that the bot has stored. */
export type Accepted = SignedEvent & { id: string; seq: number; sentAt: number };

/** A job in every state, with what its trainer knows of it. */
export interface Targets {
  running: Claim;
  resumed: { first: Claim; second: Claim };
  ended: { cancelled: Claim; failed: Claim; erased: Claim };
  succeeded: Claim;
  claimed: { again: Code; cancelled: Code; failed: Code; erased: Code; replaced: Code };
  waiting: Code;
  expired: { code: Code; photos: Claim['photos'] };
}

/**
 * Brings jobs into every state by doing what a member and a trainer would do. The clock must not move afterwards.
 */
export async function prepareTargets(
  world: Awaited<ReturnType<typeof createTrainingWorld>>,
): Promise<Targets> {
  const { training, clock } = world;
  let made = 0;
  const codeOf = (jobCode: string): Code => {
    const { jobId, oneTimeToken: token } = decode(jobCode);
    return { jobId, token };
  };
  const start = async () =>
    codeOf((await world.start((await world.register({ name: `Nova ${++made}` })).id)).jobCode);
  const claim = async (code: Code): Promise<Claim> => {
    const answer = await training.claim(code);
    if (answer.outcome !== 'claimed') throw new Error(answer.why);
    return answer;
  };
  const tell = async (job: Claim, event: Record<string, unknown> & { type: string; seq: number }) => {
    const { headers, body } = signedEvent(job, event);
    const answer = await training.receive({ headers, body: Buffer.from(body) });
    if (answer.outcome !== 'stored') throw new Error(answer.why);
  };

  const { photos } = await claim(await start());
  const first = await claim(await start());
  await tell(first, { type: 'training.checkpoint', seq: 5, step: 50 });
  clock.ms += 60 * 60_000;
  await training.sweep();
  const resume = async () => withCode(await training.resume({ guildId, memberId: ana, jobId: first.jobId }));
  const resumed = await resume();
  const replaced = codeOf(resumed.jobCode);
  const again = codeOf((await resume()).jobCode);
  const second = await claim(again);
  const expired = await start();
  clock.ms += 60 * 60_000;
  const codes = { cancelled: await start(), failed: await start(), erased: await start() };
  const ended = {
    cancelled: await claim(codes.cancelled),
    failed: await claim(codes.failed),
    erased: await claim(codes.erased),
  };
  await training.cancel({ guildId, jobId: codes.cancelled.jobId, memberId: ana, admin: false });
  await tell(ended.failed, { type: 'training.failed', seq: 1, reason: 'out of memory' });
  await training.erase(codes.erased.jobId);
  const succeeded = await claim(await start());
  const end = world.next((job: TrainingJob) => job.id === succeeded.jobId && job.state === 'succeeded');
  await tell(succeeded, { type: 'training.completed', seq: 1, repo: succeeded.spec.repo, revision });
  await end;
  const running = await claim(await start());
  return {
    running,
    resumed: { first, second },
    ended,
    succeeded,
    claimed: { again, ...codes, replaced },
    waiting: await start(),
    expired: { code: expired, photos },
  };
}

/** The honest trainer of the running job: each call gives its next event. */
export function createTrainer({ running }: Targets): () => Accepted {
  let seq = 0;
  return () => {
    const id = `msg_${++seq}`;
    const event = { type: 'training.progress', seq, step: seq, loss: 1 / seq };
    return { ...signEvent(running, event, { id }), id, seq, sentAt: performance.now() };
  };
}

/** The running job as its own trainer alone would have left it. The clock stands still, so the result is exact. */
export const ledBy = (accepted: readonly Accepted[], job: TrainingJob): TrainingJob =>
  accepted.reduce(
    (current, { id, body }) =>
      transition(current, { ...trainingEventSchema.parse(JSON.parse(body)), id, at: job.lastEventAt ?? 0 }),
    job,
  );
