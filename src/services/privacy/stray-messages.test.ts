import { expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { createStrayMessages, strayMessageIndexes, strayMessageSchema } from './stray-messages.ts';

test('a message that could not be taken back is tried again until it is gone, after a restart too', async () => {
  const collection = await openMemoryStore().collection(
    'stray_messages',
    strayMessageSchema,
    strayMessageIndexes,
  );
  let away = true;
  const deleted: string[] = [];
  const open = () =>
    createStrayMessages({
      collection,
      async deleteMessage(channelId, messageId) {
        if (away) throw new Error('Discord is away');
        deleted.push(`${channelId}/${messageId}`);
        return 'deleted';
      },
    });
  const first = await open();
  await expect(first.takeBack('c', 'm')).rejects.toThrow(/away/);
  await first.sweep();
  expect(await collection.all()).toHaveLength(1);
  const second = await open();
  away = false;
  await second.sweep();
  await second.sweep();
  expect(deleted).toEqual(['c/m']);
  expect(await collection.all()).toEqual([]);
});
