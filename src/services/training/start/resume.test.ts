import { beforeEach, describe, expect, test } from 'vitest';
import { seenMark } from '../../actors/agreed-to.ts';
import type { Claim } from '../callbacks/answers.ts';
import { isResumable, type TrainingJob } from '../job/job.ts';
import {
  ana,
  ben,
  channelId,
  createTrainingWorld,
  decode,
  guildId,
  signedEvent,
  withCode,
} from '../testing/training-fixture.ts';

const minute = 60_000;
const claimId = 'a-trainer-of-its-own';

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
beforeEach(async () => {
  world = await createTrainingWorld();
});

async function take(jobCode: string, id = claimId) {
  const { jobId, oneTimeToken } = decode(jobCode);
  return world.training.claim({ jobId, token: oneTimeToken, claimId: id });
}

async function begin(form: Parameters<typeof world.register>[0] = {}): Promise<Claim> {
  const { id } = await world.register(form);
  const claim = await take((await world.start(id)).jobCode);
  if (claim.outcome !== 'claimed') throw new Error(claim.why);
  return claim;
}

const answerTo = (claim: Claim, event: Parameters<typeof signedEvent>[1]) => {
  const id = `${claim.attempt}-${event.seq}`;
  const { headers, body } = signedEvent(claim, event, { id });
  return world.training.receive({ headers, body: Buffer.from(body) });
};
const send = async (claim: Claim, event: Parameters<typeof signedEvent>[1]) =>
  (await answerTo(claim, event)).outcome;

const wait = async (ms: number) => {
  world.clock.ms += ms;
  await world.training.sweep();
};

const jobOf = ({ jobId }: Claim) => world.training.byId(jobId) as TrainingJob;
const again = (jobId: string) => world.training.resume({ guildId, memberId: ana, jobId }).then(withCode);

describe('a trainer that is not heard of', () => {
  test('is called silent after three minutes, lost after fifteen, and heard again in between', async () => {
    const claim = await begin();
    await wait(3 * minute);
    expect(jobOf(claim)).toMatchObject({ state: 'running', silent: true });
    expect(isResumable(jobOf(claim))).toBe(true);
    expect(await send(claim, { type: 'training.progress', seq: 0, step: 10 })).toBe('stored');
    expect(jobOf(claim).silent).toBe(false);
    expect(isResumable(jobOf(claim))).toBe(false);
    await wait(15 * minute);
    expect(jobOf(claim)).toMatchObject({ state: 'failed', lost: true, reasonFrom: 'bot' });
    expect(await send(claim, { type: 'training.progress', seq: 1, step: 20 })).toBe('over');
  });

  test('another attempt goes on, and the one before is told to stop', async () => {
    const first = await begin();
    await send(first, { type: 'training.progress', seq: 0, step: 400, loss: 0.1 });
    await wait(15 * minute);
    const { job, jobCode } = await again(first.jobId);
    expect(job).toMatchObject({ state: 'waiting', attempt: 1, step: 400, resumes: 1 });
    expect(job.reason).toBeUndefined();
    expect(await send(first, { type: 'training.progress', seq: 1, step: 410 })).toBe('over');
    const second = await take(jobCode, 'another-trainer-here');
    expect(second).toMatchObject({ outcome: 'claimed', attempt: 2 });
    expect(await send(second as Claim, { type: 'training.progress', seq: 0, step: 401 })).toBe('stored');
    // Its secret is gone, and it must stop all the same: it would train to the end, and publish what nobody waits for.
    expect(await answerTo(first, { type: 'training.progress', seq: 2, step: 999 })).toMatchObject({
      outcome: 'over',
      because: 'replaced',
    });
    expect(jobOf(first)).toMatchObject({ state: 'running', step: 401, startStep: 401 });
    expect(jobOf(first).losses).toEqual([{ step: 400, loss: 0.1 }]);
  });

  test('a code to resume with that ran out can be asked for once more; after a week nothing is left', async () => {
    const claim = await begin();
    await wait(15 * minute);
    await again(claim.jobId);
    await wait(61 * minute);
    expect(jobOf(claim)).toMatchObject({ state: 'failed', lost: true });
    const { job } = await again(claim.jobId);
    expect(job.resumes).toBe(2);
    await wait(61 * minute);
    await wait(8 * 24 * 60 * minute);
    expect(isResumable(jobOf(claim))).toBe(false);
    await expect(again(claim.jobId)).rejects.toMatchObject({ code: 'gone' });
  });

  test('is not resumed beside a newer training of the actor, or when it failed by itself', async () => {
    const claim = await begin();
    await wait(15 * minute);
    const { actorId } = jobOf(claim);
    const newer = await world.start(actorId);
    await expect(again(claim.jobId)).rejects.toMatchObject({ code: 'training-running' });
    await world.training.cancel({ guildId, jobId: newer.job.id, memberId: ana, admin: false });
    const second = (await take((await again(claim.jobId)).jobCode)) as Claim;
    await send(second, { type: 'training.failed', seq: 0, reason: 'no memory' });
    expect(isResumable(jobOf(claim))).toBe(false);
    await expect(again(claim.jobId)).rejects.toMatchObject({ code: 'gone' });
  });
});

test('a trainer that failed and kept its checkpoints can be gone on from', async () => {
  const claim = await begin();
  await send(claim, { type: 'training.progress', seq: 0, step: 1200, loss: 0.1 });
  await send(claim, { type: 'training.failed', seq: 1, reason: 'The hub answered 503.', resumable: true });
  expect(jobOf(claim)).toMatchObject({ state: 'failed', lost: true, reason: 'The hub answered 503.' });
  expect(isResumable(jobOf(claim))).toBe(true);
  const second = await take((await again(claim.jobId)).jobCode);
  expect(second).toMatchObject({ outcome: 'claimed', attempt: 2 });
});

test('one that fails before it has begun leaves what an earlier one made, whatever it says of that', async () => {
  const first = await begin();
  await send(first, { type: 'training.checkpoint', seq: 0, step: 1_000 });
  await wait(15 * minute);
  const second = (await take((await again(first.jobId)).jobCode, 'without-a-gpu-at-all')) as Claim;
  // By an earlier version of the trainer.
  await send(second, { type: 'training.failed', seq: 0, reason: 'There is no GPU.' });
  expect(jobOf(first)).toMatchObject({ state: 'failed', lost: true, reason: 'There is no GPU.' });
  const third = (await take((await again(first.jobId)).jobCode, 'with-one')) as Claim;
  await send(third, { type: 'training.started', seq: 0, step: 1_000 });
  await send(third, { type: 'training.failed', seq: 1, step: 1_003, reason: 'The loss is no number.' });
  expect(isResumable(jobOf(first))).toBe(false);
});

describe('why a trainer is told to stop', () => {
  const why = async (claim: Claim, seq = 50) => {
    const answer = await answerTo(claim, { type: 'training.progress', seq });
    return 'because' in answer ? answer.because : answer.outcome;
  };

  test('lost: somebody may resume it', async () => {
    const claim = await begin();
    await wait(15 * minute);
    expect(await why(claim)).toBe('lost');
    await again(claim.jobId);
    expect(await why(claim)).toBe('replaced');
  });

  test('it kept its checkpoints, and is asked once more with the code that was used', async () => {
    const { id } = await world.register();
    const { jobCode } = await world.start(id);
    const claim = (await take(jobCode)) as Claim;
    await send(claim, { type: 'training.failed', seq: 1, step: 40, reason: 'Interrupted.', resumable: true });
    expect(await take(jobCode)).toMatchObject({
      outcome: 'over',
      because: 'lost',
      why: 'This training has stopped. Press Resume in Discord and paste the new code: it goes on from the last checkpoint.',
    });
  });

  test('cancelled, withdrawn, erased, or over', async () => {
    const cancelled = await begin();
    await world.training.cancel({ guildId, jobId: cancelled.jobId, memberId: ana, admin: false });
    expect(await why(cancelled)).toBe('cancelled');

    const failed = await begin({ name: 'Failed' });
    await send(failed, { type: 'training.failed', seq: 1, reason: 'out of memory' });
    expect(await why(failed)).toBe('over');

    const erased = await begin({ name: 'Erased' });
    await world.training.erase(erased.jobId);
    expect(await why(erased)).toBe('erased');

    const shared = await world.register({ name: 'Shared', subjectId: ben });
    await world.actors.grant({ memberId: ben }, shared.id, seenMark(shared));
    const withdrawn = (await take((await world.start(shared.id)).jobCode)) as Claim;
    await world.actors.share(guildId, ben, shared.id, 'owner');
    expect(await why(withdrawn)).toBe('withdrawn');
  });
});

describe('the answer to a claim that is lost on its way', () => {
  test('is given again to the same trainer, with the same secret', async () => {
    const { id } = await world.register();
    const { jobCode } = await world.start(id);
    const first = (await take(jobCode)) as Claim;
    const second = (await take(jobCode)) as Claim;
    expect(second).toMatchObject({ outcome: 'claimed', attempt: 1, secret: first.secret });
    expect(await take(jobCode, 'somebody-else-claims')).toMatchObject({ outcome: 'taken' });
    expect(await send(first, { type: 'training.started', seq: 0 })).toBe('stored');
    expect(await take(jobCode)).toMatchObject({ outcome: 'taken' });
  });
});

describe('a job code', () => {
  test('is fresh for the asking, and the one before is void', async () => {
    const { id } = await world.register();
    const { job, jobCode } = await world.start(id);
    const { jobCode: fresh } = await again(job.id);
    expect(await take(jobCode)).toMatchObject({ outcome: 'unauthorised' });
    expect(await take(fresh)).toMatchObject({ outcome: 'claimed', attempt: 1 });
  });

  test('is reminded of once, while it still works', async () => {
    const { id } = await world.register();
    const { job } = await world.start(id);
    world.clock.ms += 39 * minute;
    expect(world.training.dueReminders()).toEqual([]);
    world.clock.ms += 2 * minute;
    expect(world.training.dueReminders().map(due => due.id)).toEqual([job.id]);
    await world.training.recordReminder(job.id, { channelId, messageId: '1' });
    expect(world.training.dueReminders()).toEqual([]);
  });
});
