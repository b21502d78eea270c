import { beforeEach, describe, expect, test } from 'vitest';
import { seenMark } from '../actors/agreed-to.ts';
import type { Claim } from './callbacks/answers.ts';
import { colabRunner } from './runners/colab.ts';
import { claimWith, completed, sendEvent } from './testing/trainer.ts';
import {
  always,
  ana,
  ben,
  channelId,
  createTrainingWorld,
  decode,
  guildId,
  picture,
  revision,
} from './testing/training-fixture.ts';

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
beforeEach(async () => {
  world = await createTrainingWorld();
});

const claimed = async (actorId: string) => claimWith(world.training, (await world.start(actorId)).jobCode);

const send = (claim: Claim, event: Parameters<typeof sendEvent>[2], training = world.training) =>
  sendEvent(training, claim, event);

describe('starting', () => {
  test('makes a job with the settings of the base and a code that names this bot', async () => {
    const actor = await world.register({ photos: 7 });
    const { job, jobCode, byHand } = await world.start('nova');
    expect(decode(jobCode)).toMatchObject({ apiUrl: 'https://bot.example', jobId: job.id });
    expect(byHand?.notebookUrl).toBe('https://colab.example/notebook');
    expect(job).toMatchObject({ state: 'waiting', actorId: actor.id, channelId });
    expect(job.spec).toMatchObject({
      baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
      steps: 1_050,
      resolution: 512,
      rank: 16,
      learningRate: 1e-4,
      triggerWord: actor.triggerWord,
      repo: `studio/actor-${actor.id}-lora`,
      branch: `job-${job.id}`,
    });
    expect(job.spec.samplePrompts.every(prompt => prompt.includes(actor.triggerWord))).toBe(true);
    expect(JSON.stringify(job)).not.toContain(decode(jobCode).oneTimeToken);
  });

  test('SDXL has its own steps and size; steps can be chosen within bounds', async () => {
    const { id } = await world.register();
    const base = 'stabilityai/stable-diffusion-xl-base-1.0';
    expect((await world.start(id, { base })).job.spec).toMatchObject({ steps: 1_000, resolution: 1_024 });
    expect((await world.start(id, { steps: 100 })).job.spec.steps).toBe(100);
    await expect(world.start(id, { steps: 99 })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(world.start(id, { base: 'somebody/else' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('two presses at once make one job, and only the newer code works', async () => {
    const { id } = await world.register();
    const [first, second] = await Promise.all([world.start(id), world.start(id)]);
    expect(first.job.id).toBe(second.job.id);
    expect(await world.training.ofMember(guildId, ana)).toHaveLength(1);
    const claim = ({ jobCode }: { jobCode: string }) => {
      const { jobId, oneTimeToken } = decode(jobCode);
      return world.training.claim({ jobId, token: oneTimeToken });
    };
    expect((await claim(first)).outcome).toBe('unauthorised');
    expect((await claim(second)).outcome).toBe('claimed');
  });

  test('while a notebook is at work there is no second job', async () => {
    const { id } = await world.register();
    await claimed(id);
    await expect(world.start(id)).rejects.toMatchObject({ code: 'training-running' });
  });

  test('of somebody who may no longer use the actor is stopped at its next sign, or by the next sweep', async () => {
    const actor = await world.register({ name: 'Shared', subjectId: ben });
    await world.actors.grant({ memberId: ben }, actor.id, seenMark(actor));
    const { jobId, oneTimeToken } = decode((await world.start(actor.id)).jobCode);
    await world.actors.share(guildId, ben, actor.id, 'owner');
    expect(await world.training.claim({ jobId, token: oneTimeToken })).toMatchObject({ outcome: 'over' });
    await world.training.sweep();
    expect(world.training.byId(jobId)).toMatchObject({ state: 'failed', reasonFrom: 'bot' });
  });

  test('needs five photos, consent, and an actor of one’s own', async () => {
    const few = await world.register({ name: 'Few', photos: 4 });
    await expect(world.start(few.id)).rejects.toThrow(/1 is missing/);
    const pending = await world.register({ name: 'Pending', subjectId: ben });
    await expect(world.start(pending.id)).rejects.toMatchObject({ code: 'consent-needed' });
    const own = await world.register({ name: 'Own' });
    await expect(world.start(own.id, { memberId: ben })).rejects.toThrow();
    await world.actors.grant({ memberId: ben }, pending.id, seenMark(pending));
    await expect(world.start(pending.id, { memberId: ben })).resolves.toBeDefined();
    await expect(world.start(pending.id)).rejects.toMatchObject({ code: 'training-running' });
  });

  test('says what the operator has to set', async () => {
    const { id } = await world.register();
    const { training } = await world.open({ runners: always(colabRunner({ notebookUrl: undefined })) });
    const starting = training.start({ guildId, channelId, memberId: ana, actor: id });
    await expect(starting).rejects.toMatchObject({
      code: 'training-unavailable',
      message: expect.stringMatching(/COLAB_NOTEBOOK_URL/),
    });
  });
});

describe('the end', () => {
  test('samples are taken in and the actor has a version before the job has succeeded', async () => {
    const actor = await world.register();
    const claim = await claimed(actor.id);
    world.hub.files.set('s/1.png', await picture(1)).set('s/2.png', await picture(2));
    world.hub.files.set('s/broken.png', Buffer.from('no picture'));
    const done = world.next(job => job.state === 'succeeded');
    expect(await send(claim, completed(claim, ['s/1.png', 's/2.png', 's/broken.png', 's/missing.png']))).toBe(
      'stored',
    );
    const job = await done;
    expect(job).toMatchObject({ version: 1, result: { standIn: true, revision } });
    expect((await world.training.samples(job)).map(({ prompt }) => prompt)).toEqual([
      'prompt of s/1.png',
      'prompt of s/2.png',
    ]);
    const [version] = (await world.actors.byId(actor.id))?.versions ?? [];
    expect(version).toMatchObject({
      jobId: job.id,
      repo: claim.spec.repo,
      revision,
      steps: 800,
      standIn: true,
    });
    expect(version?.samples).toEqual(job.samples.map(sample => sample.sha256));
  });

  test('waits for a hub that is away', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    world.hub.files.set('s/1.png', await picture());
    world.hub.away = 3;
    const done = world.next(job => job.state === 'succeeded');
    await send(claim, completed(claim, ['s/1.png']));
    expect(world.training.byId(claim.jobId)?.state).toBe('uploading');
    expect((await done).samples).toHaveLength(1);
    expect(world.hub.asked.filter(file => file.endsWith('s/1.png'))).toHaveLength(4);
  });

  test('does without a sample that is too large', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    world.hub.download = () => Promise.reject(new RangeError('has 9000000 bytes'));
    const done = world.next(job => job.state === 'succeeded');
    await send(claim, completed(claim, ['s/1.png']));
    expect((await done).samples).toEqual([]);
  });

  test('is finished after a restart, once', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    world.hub.away = Number.POSITIVE_INFINITY;
    await send(claim, completed(claim, ['s/1.png']));
    await world.training.stop();
    world.hub.away = 0;
    world.hub.files.set('s/1.png', await picture());
    const { training, actors } = await world.open();
    const done = world.next(job => job.state === 'succeeded');
    await training.sweep();
    await done;
    expect(await send(claim, completed(claim, ['s/1.png']), training)).toBe('stored');
    await training.sweep();
    await training.stop();
    expect((await actors.byId(id))?.versions).toHaveLength(1);
  });

  test('a result in another repo than the job’s is refused', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    expect(await send(claim, { ...completed(claim), repo: 'somebody/else' })).toBe('invalid');
    expect(world.training.byId(claim.jobId)?.state).toBe('running');
  });
});

describe('cancelling', () => {
  const cancel = (jobId: string, memberId: string, admin = false, guild = guildId) =>
    world.training.cancel({ guildId: guild, jobId, memberId, admin });

  test('the trainer is told to stop with its next event, and nothing brings the job back', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    await cancel(claim.jobId, ana);
    expect(await send(claim, { type: 'training.progress', seq: 1 })).toBe('over');
    expect(await send(claim, completed(claim))).toBe('over');
    expect(world.training.byId(claim.jobId)?.state).toBe('cancelled');
    await expect(cancel(claim.jobId, ana)).resolves.toMatchObject({ state: 'cancelled' });
    await expect(world.start(id)).resolves.toBeDefined();
  });

  test('comes too late once the result is there', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    world.hub.away = 1;
    const done = world.next(job => job.state === 'succeeded');
    await send(claim, completed(claim, ['s/1.png']));
    await expect(cancel(claim.jobId, ana)).rejects.toMatchObject({ code: 'gone' });
    await done;
    await expect(cancel(claim.jobId, ana)).rejects.toMatchObject({ code: 'gone' });
  });

  test('is for the requester, whose actor it is, and admins of that server', async () => {
    const { id } = await world.register();
    const { job } = await world.start(id);
    await expect(cancel(job.id, ben)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(cancel(job.id, ben, true, 'another')).rejects.toMatchObject({ code: 'not-found' });
    await expect(cancel(job.id, ben, true)).resolves.toMatchObject({ state: 'cancelled', cancelledBy: ben });
  });

  test('what was seen in the photos comes with them, for their captions', async () => {
    const { id } = await world.register();
    const { photos } = await claimed(id);
    expect(photos).toHaveLength(5);
    for (const { notes } of photos) expect(notes).toMatchObject({ framing: 'from the waist up' });
  });

  test('a cancelled job cannot be claimed', async () => {
    const { id } = await world.register();
    const { job, jobCode } = await world.start(id);
    await cancel(job.id, ana);
    const token = decode(jobCode).oneTimeToken;
    expect((await world.training.claim({ jobId: job.id, token })).outcome).toBe('over');
  });
});

describe('the watchdog', () => {
  test('a code that nobody used ends the job with words', async () => {
    const { id } = await world.register();
    const { job } = await world.start(id);
    world.clock.ms += 59 * 60_000;
    await world.training.sweep();
    expect(world.training.byId(job.id)?.state).toBe('waiting');
    world.clock.ms += 60_000;
    await world.training.sweep();
    expect(world.training.byId(job.id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/expired before a notebook used it/),
    });
  });

  test('fifteen silent minutes are the end, but the time the bot was down does not count', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    world.clock.ms += 20 * 60_000;
    const { training } = await world.open();
    await training.sweep();
    expect(training.byId(claim.jobId)?.state).toBe('running');
    world.clock.ms += 15 * 60_000;
    await training.sweep();
    expect(training.byId(claim.jobId)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/lost contact/),
    });
    expect(await send(claim, { type: 'training.progress', seq: 1 }, training)).toBe('over');
  });
});

test('an actor that is gone closes the door on claims', async () => {
  const actor = await world.register();
  const { jobCode } = await world.start(actor.id);
  await world.actors.remove(actor.id);
  const { jobId, oneTimeToken } = decode(jobCode);
  expect((await world.training.claim({ jobId, token: oneTimeToken })).outcome).toBe('over');
});

test('a member is struck from a job of others that they cancelled', async () => {
  const { id } = await world.register();
  const { job } = await world.start(id);
  await world.training.cancel({ guildId, jobId: job.id, memberId: ben, admin: true });
  await world.training.forgetMember(ben, 'another');
  expect(world.training.byId(job.id)?.cancelledBy).toBe(ben);
  await world.training.forgetMember(ben);
  expect(JSON.stringify((await world.open()).training.all())).not.toContain(ben);
  expect(world.training.byId(job.id)?.state).toBe('cancelled');
});
