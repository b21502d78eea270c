import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createFileBlobs } from '../../storage/blobs.ts';
import { createSeal } from '../../storage/seal.ts';
import { openMemoryStore } from '../../storage/store.ts';
import { noIntake } from '../testing/no-intake.ts';
import { acceptedRequestSchema } from './accepted-request.ts';
import { createAcceptedRequests } from './accepted-requests.ts';

const request = { guildId: 'g', channelId: 'c', memberId: 'ana', prompt: 'a cat' };

async function world() {
  const collection = await openMemoryStore().collection('accepted_requests', acceptedRequestSchema);
  const dir = await mkdtemp(join(tmpdir(), 'actor-accepted-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const blobs = createFileBlobs(dir);
  let time = 0;
  const open = async (token = 'token') => {
    const requests = await createAcceptedRequests({
      ...{ collection, intake: noIntake, blobs, seal: createSeal(token), now: () => ++time },
    });
    const accept = async (...given: Parameters<typeof requests.accept>) => {
      const accepting = await requests.accept(...given);
      await accepting.store();
      return accepting;
    };
    return { ...requests, accept };
  };
  const stored = async () => (await blobs.list()).length;
  return { collection, blobs, open, stored };
}

test('what was accepted and not told is there after a restart, the oldest first, with its seed settled', async () => {
  const { collection, open } = await world();
  const before = await open();
  const first = await before.accept({ ...request, fresh: true }, 'answer 1');
  const second = await before.accept({ ...request, seed: 5 }, 'answer 2');
  await before.told((await before.accept(request, 'answer 3')).id);
  expect(JSON.stringify(await collection.all())).not.toContain('answer 1');
  const after = await open();
  expect(after.untold().map(({ id, answer }) => [id, answer])).toEqual([
    [first.id, 'answer 1'],
    [second.id, 'answer 2'],
  ]);
  expect(first.request.seed).toEqual(expect.any(Number));
  expect(after.untold()[0]?.request.seed).toBe(first.request.seed);
  expect((await open('another token')).untold().map(({ answer }) => answer)).toEqual(['', '']);
});

test('a call that had left is known to the requests from before the restart, and to no other', async () => {
  const { open } = await world();
  const before = await open();
  const { id } = await before.accept(request, '');
  const { id: other } = await before.accept(request, '');
  await before.noteSent(id, 'key', { model: 'model/id' });
  expect(before.wasSent(id, 'key')).toBe(false);
  const after = await open();
  expect(after.untold()[0]?.request.model).toBe('model/id');
  const { id: anew } = await after.accept(request, '');
  expect([id, other, anew].map(one => after.wasSent(one, 'key'))).toEqual([true, true, false]);
  expect(after.wasSent(id, 'another key')).toBe(false);
});

test('what a member, or a server, is forgotten by is gone, and a late note does not bring it back', async () => {
  const { collection, open } = await world();
  const requests = await open();
  const { id } = await requests.accept(request, '');
  await requests.accept({ ...request, memberId: 'ben', guildId: 'elsewhere' }, '');
  await requests.forget({ memberId: 'ana' });
  await requests.noteSent(id, 'key');
  expect((await collection.all()).map(record => record.request.memberId)).toEqual(['ben']);
  await requests.forget({ memberId: 'ben', guildId: 'g' });
  expect(await collection.all()).toHaveLength(1);
  await requests.forget({ guildId: 'elsewhere' });
  expect(await collection.all()).toEqual([]);
});

test('what the store did not delete is forgotten the next time', async () => {
  const { collection, open } = await world();
  let full = true;
  const { delete: remove } = collection;
  collection.delete = async id => (full ? Promise.reject(new Error('disk full')) : remove(id));
  const requests = await open();
  await requests.accept(request, '');
  await expect(requests.forget({ memberId: 'ana' })).rejects.toThrow('disk full');
  full = false;
  await requests.forget({ memberId: 'ana' });
  expect(await collection.all()).toEqual([]);
});

test('what came is there after a restart, for every request that waits for it, until it has gone its way', async () => {
  const { open, stored } = await world();
  const before = await open();
  const { id } = await before.accept(request, '');
  await before.noteSent(id, 'key');
  await before.noteArrived(id, 'key', Buffer.from('bytes'));
  expect((await before.arrival('key'))?.toString()).toBe('bytes');

  const after = await open();
  expect((await after.arrival('key'))?.toString()).toBe('bytes');
  expect([...after.hashes()]).toHaveLength(1);
  await after.settleArrival(id, 'key');
  expect(await after.arrival('key')).toBeUndefined();
  expect(await stored()).toBe(0);
  expect(await (await open()).arrival('key')).toBeUndefined();
});

test('what came goes with its request, and late for one that is gone it is not kept', async () => {
  const { open, stored } = await world();
  const requests = await open();
  const { id } = await requests.accept(request, '');
  await requests.noteArrived(id, 'one', Buffer.from('one'));
  await requests.noteArrived(id, 'two', Buffer.from('two'));
  await requests.told(id);
  expect(await stored()).toBe(0);
  await requests.noteArrived(id, 'three', Buffer.from('three'));
  expect(await stored()).toBe(0);
  expect([...requests.hashes()]).toEqual([]);
});

test('the same bytes for two requests are kept until both are done with them', async () => {
  const { open, stored } = await world();
  const requests = await open();
  const ids = [(await requests.accept(request, '')).id, (await requests.accept(request, '')).id] as const;
  await Promise.all(ids.map(id => requests.noteArrived(id, `of ${id}`, Buffer.from('the same'))));
  await Promise.all([requests.told(ids[0]), requests.noteArrived(ids[1], 'again', Buffer.from('the same'))]);
  expect((await requests.arrival(`of ${ids[1]}`))?.toString()).toBe('the same');
  await requests.told(ids[1]);
  expect(await stored()).toBe(0);
});
