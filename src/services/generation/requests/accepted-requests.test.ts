import { expect, test } from 'vitest';
import { createSeal } from '../../storage/seal.ts';
import { openMemoryStore } from '../../storage/store.ts';
import { acceptedRequestSchema, createAcceptedRequests } from './accepted-requests.ts';

const request = { guildId: 'g', channelId: 'c', memberId: 'ana', prompt: 'a cat' };

async function world() {
  const collection = await openMemoryStore().collection('accepted_requests', acceptedRequestSchema);
  let time = 0;
  const open = (token = 'token') =>
    createAcceptedRequests({ collection, seal: createSeal(token), now: () => ++time });
  return { collection, open };
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
  await before.noteSent(id, 'key', 'model/id');
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
  await requests.noteSent(id, 'key', undefined);
  expect((await collection.all()).map(record => record.request.memberId)).toEqual(['ben']);
  await requests.forget({ guildId: 'elsewhere' });
  expect(await collection.all()).toEqual([]);
});
