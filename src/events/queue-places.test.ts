import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createQueuePlaces } from './queue-places.ts';

const task = {
  id: 'r1',
  request: { guildId: '1', channelId: '2', memberId: '3', prompt: 'a boat' },
  to: { id: 'r1', key: { applicationId: '4', token: 'token' }, askedAt: 0, place: 'public' as const },
};

/** A request that waits with fewer and fewer ahead, and how often its place was shown. */
async function shownWhile(isOpen: (look: number) => boolean) {
  let [looks, shown] = [0, 0];
  const places = createQueuePlaces({
    queue: {
      async whileWaiting(_id, work) {
        if (looks === 2) return false;
        await work(9 - looks);
        return true;
      },
      etaSeconds: async () => undefined,
    },
    requests: { isOpen: async () => isOpen(++looks) },
    answering: { progress: async () => void shown++ },
    logger: pino({ level: 'silent' }),
  });
  places.show({ ...task, to: { ...task.to, memberId: '3', channelId: '2', fileBytesMost: 1 } });
  await expect.poll(() => looks).toBe(2);
  places.stop();
  return shown;
}

test('a place is shown for as long as the request waits', async () => {
  expect(await shownWhile(() => true)).toBe(2);
});

test('where the queue still has what its member was told by a process that was killed then, the picture stays', async () => {
  expect(await shownWhile(look => look < 2)).toBe(1);
});
