import { beforeEach, describe, expect, test } from 'vitest';
import type { Claim } from '../callbacks/answers.ts';
import { claimWith, completed, photoRequestOf, sendEvent } from '../testing/trainer.ts';
import { channelId, createTrainingWorld, decode, picture } from '../testing/training-fixture.ts';

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
beforeEach(async () => {
  world = await createTrainingWorld();
});

async function claimed(actorId: string): Promise<Claim> {
  const { jobCode } = await world.start(actorId);
  return claimWith(world.training, jobCode);
}

const send = (claim: Claim, event: Parameters<typeof sendEvent>[2], training = world.training) =>
  sendEvent(training, claim, event);

describe('an erased job', () => {
  test('is gone from the store, and whoever asks for it is told to stop, after a restart too', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    const waiting = await world.register({ name: 'Waiting' });
    const { job, jobCode } = await world.start(waiting.id);
    for (const jobId of [claim.jobId, job.id]) await world.training.erase(jobId);
    await world.training.erase(claim.jobId);
    const { oneTimeToken } = decode(jobCode);
    const { training } = await world.open();
    for (const service of [world.training, training]) {
      expect(service.all()).toEqual([]);
      expect(await send(claim, { type: 'training.progress', seq: 1 }, service)).toBe('over');
      expect(await send(claim, completed(claim), service)).toBe('over');
      expect((await service.claim({ jobId: job.id, token: oneTimeToken })).outcome).toBe('over');
      expect((await service.photo(photoRequestOf(claim))).outcome).toBe('over');
    }
    await expect(world.start(id)).resolves.toBeDefined();
    world.clock.ms += 30 * 24 * 60 * 60_000;
    await training.sweep();
    expect(await send(claim, completed(claim), training)).toBe('unauthorised');
  });

  test('whose result is being taken in leaves no sample and no version behind', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    const before = (await world.blobs.list()).length;
    const bytes = await picture(7);
    let downloading = () => {};
    const begun = new Promise<void>(resolve => {
      downloading = resolve;
    });
    let arrive = () => {};
    const arrived = new Promise<void>(resolve => {
      arrive = resolve;
    });
    world.hub.download = async ({ path }) => {
      if (path === 's/late.png') {
        downloading();
        await arrived;
      }
      return bytes;
    };
    await send(claim, completed(claim, ['s/1.png', 's/late.png']));
    await begun;
    const erasing = world.training.erase(claim.jobId);
    arrive();
    await erasing;
    expect((await world.actors.byId(id))?.versions).toEqual([]);
    expect(await world.blobs.list()).toHaveLength(before);
    expect(await world.training.recordMessage(claim.jobId, { channelId, messageId: '1' })).toBe(false);
    expect(await world.training.recordEnd(claim.jobId, { channelId, messageId: '1' })).toBe(false);
    expect((await world.open()).training.all()).toEqual([]);
  });

  test('that waits for a hub that is away does not hold the deletion up, and takes its samples along', async () => {
    const { id } = await world.register();
    const claim = await claimed(id);
    const before = (await world.blobs.list()).length;
    world.hub.files.set('s/1.png', await picture());
    const done = world.next(job => job.state === 'succeeded');
    await send(claim, completed(claim, ['s/1.png']));
    await done;
    expect(await world.blobs.list()).toHaveLength(before + 1);
    await world.training.erase(claim.jobId);
    expect(await world.blobs.list()).toHaveLength(before);
    const second = await claimed(id);
    world.hub.away = Number.POSITIVE_INFINITY;
    await send(second, completed(second, ['s/1.png']));
    await world.training.erase(second.jobId);
    expect(world.training.all()).toEqual([]);
  });

  test('of an actor that goes while the code is made is never handed out', async () => {
    const { id } = await world.register();
    world.hub.namespace = async () => {
      await world.actors.remove(id);
      return 'studio';
    };
    await expect(world.start(id)).rejects.toMatchObject({ code: 'gone' });
    expect(world.training.all()).toEqual([]);
  });
});
