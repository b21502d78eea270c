import { expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { createChangeLog } from './change-log.ts';
import { settingChangeIndexes, settingChangeSchema } from './setting-change.ts';

test('what a server left behind does not come back while a member is forgotten', async () => {
  const collection = await openMemoryStore().collection(
    'setting_changes',
    settingChangeSchema,
    settingChangeIndexes,
  );
  const log = createChangeLog({ collection, now: () => 0 });
  const parts = [{ key: 'paused', after: true }];
  for (const id of ['a', 'b', 'c']) await log.add({ id, guildId: 'g', at: 0, by: 'ana', parts });
  await Promise.all([log.forgetGuild('g'), log.forgetMember('ana')]);
  expect([await collection.all(), await log.ofMember('ana'), await log.byId('c')]).toEqual([
    [],
    [],
    undefined,
  ]);
});
