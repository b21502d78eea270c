import { expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { createFailureLog, failureDays, failureIndexes, failureSchema, failuresMost } from './failure-log.ts';

async function open() {
  const clock = { now: 1_000_000_000_000 };
  const collection = await openMemoryStore().collection('failures', failureSchema, failureIndexes);
  const log = createFailureLog({ collection, now: () => clock.now });
  return { log, clock, collection };
}
const failure = (memberId: string, guildId = 'g') => ({
  guildId,
  memberId,
  code: 'unexpected',
  errorId: 'abc123',
});

test('a member who is forgotten leaves it, even if it is just being written', async () => {
  const { log, collection } = await open();
  log.note(failure('ana'));
  log.note(failure('ben'));
  expect(await log.ofMember('ana')).toHaveLength(1);
  await log.forgetMember('ana');
  expect((await collection.all()).map(({ memberId }) => memberId)).toEqual(['ben']);
  await log.forgetGuild('g');
  expect(await collection.all()).toEqual([]);
});

test('what the store did not delete is deleted the next time', async () => {
  const { collection } = await open();
  let full = true;
  const log = createFailureLog({
    collection: {
      ...collection,
      delete: async id => (full ? Promise.reject(new Error('disk full')) : collection.delete(id)),
    },
    now: () => 0,
  });
  log.note(failure('ana'));
  await expect(log.forgetMember('ana')).rejects.toThrow('disk full');
  full = false;
  await log.forgetMember('ana');
  expect([await collection.all(), await log.ofMember('ana')]).toEqual([[], []]);
});

test('is bounded in time and number, and there after a restart', async () => {
  const { log, clock, collection } = await open();
  for (let nth = 0; nth < failuresMost + 5; nth++) {
    clock.now++;
    log.note(failure(`m${nth}`));
  }
  await log.prune();
  expect(await log.recent('g')).toHaveLength(failuresMost);
  expect((await log.recent('g'))[0]?.memberId).toBe(`m${failuresMost + 4}`);
  const again = createFailureLog({ collection, now: () => clock.now });
  expect(await again.recent('g')).toEqual(await log.recent('g'));
  clock.now += failureDays * 86_400_000 + 10_000;
  await again.prune();
  expect(await collection.all()).toEqual([]);
});
