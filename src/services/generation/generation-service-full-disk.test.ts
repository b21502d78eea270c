import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import {
  accepting,
  ana,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  harmlessFigures,
  quickModel,
  smallPictures,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeEach(async () => {
  world = await createGenerationWorld({ pictures: await smallPictures() });
});
afterEach(() => world.close());

const calls = () => world.huggingFace.requests.length;

test('a full disk is said before anything is paid for', async () => {
  world.disk.full = true;
  await expect(world.ask({ prompt: 'a barge', count: 4 })).rejects.toThrow('The disk is full.');
  expect([calls(), await world.spent()]).toEqual([0, 0]);
});

test('a disk that fills up while it waits for its turn, too', async () => {
  const blocker = Promise.all(
    Array.from({ length: 4 }, () =>
      world.limiter.run('somebody', async () => {
        while (!world.disk.full) await new Promise(resolve => setImmediate(resolve));
      }),
    ),
  );
  const asked = world.ask({ prompt: 'a raft' }, ({ ahead }) => {
    if (ahead !== undefined) world.disk.full = true;
  });
  await expect(asked).rejects.toThrow('The disk is full.');
  await blocker;
  expect([calls(), await world.spent()]).toEqual([0, 0]);
});

test('a fault just before its call leaves costs nothing', async () => {
  let asked = 0;
  world.blobs.requireRoom = async () => {
    if (++asked > 1) throw new Error('the disk is broken');
  };
  await expect(world.ask({ prompt: 'a skiff' })).rejects.toThrow('the disk is broken');
  expect([asked, calls(), await world.spent()]).toEqual([2, 0, 0]);
});

test('what was paid when it filled up is shown from memory, and its message stays', async () => {
  const { generation } = world;
  world.vision.nudity = async () => {
    world.disk.full = true;
    return harmlessFigures;
  };
  const accepted = await accepting(
    generation,
    { guildId, channelId: 'c', memberId: ana, model: quickModel, prompt: 'a canoe', count: 2 },
    '',
  );
  const { images, missing, unkept, record } = await generation.generate(accepted, () => {});
  expect([images.length, missing, unkept]).toEqual([2, [], 'all']);
  // Discord did not take it at once: the second attempt has it from memory, and pays for nothing.
  generation.putOff(record.id);
  expect((await generation.generate(accepted, () => {})).images).toEqual(images);
  expect(calls()).toBe(2);
  await generation.noteShown(record.id, { channelId: 'c', messageId: 'm' });
  await generation.told(record.id);
  expect(world.deletedMessages).toEqual([]);
  expect(calls()).toBe(2);
  expect(await world.spent()).toBe(record.tokens);

  // Once there is room again everything is as before.
  world.disk.full = false;
  world.vision.nudity = async () => harmlessFigures;
  expect((await world.ask({ prompt: 'a canoe' })).unkept).toBeUndefined();
});

/** From now on pictures can't be stored, and records can: an object store that is away, a folder that fails. */
const losePictures = () => {
  world.blobs.put = async () => {
    throw new UserError('store-away', 'The picture storage is away.');
  };
};

test('what has a record and no picture is deleted with its message', async () => {
  const { generation } = world;
  losePictures();
  const request = { guildId, channelId: 'c', memberId: ana, model: quickModel, prompt: 'a canoe' };
  const accepted = await accepting(generation, request, '');
  const { record, unkept } = await generation.generate(accepted, () => {});
  expect(unkept).toBe('pictures');
  await generation.noteShown(record.id, { channelId: 'c', messageId: 'shown' });
  await generation.told(record.id);
  expect(world.deletedMessages).toEqual([]);
  await generation.delete(record.id, guildId, ana, false);
  expect(world.deletedMessages).toEqual(['shown']);
});
