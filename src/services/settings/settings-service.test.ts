import { expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import {
  blockedWordsMost,
  createSettingsService,
  guildSettingsSchema,
  withBlockedWord,
  withoutBlockedWord,
} from './settings-service.ts';

const strictest = guildSettingsSchema.parse({ guildId: 'g' });

test('a server that decided nothing has the strictest settings, and an old record gets them for what is new', async () => {
  const collection = await openMemoryStore().collection('guild_settings', guildSettingsSchema);
  const settings = await createSettingsService({ collection });
  expect(settings.get('g')).toEqual({
    guildId: 'g',
    outsiders: 'nobody',
    consentBy: 'channel',
    adult: false,
    blockedWords: [],
  });
  expect(settings.all()).toEqual([]);
});

test('a change counts at once, after a restart too, and until it is removed', async () => {
  const collection = await openMemoryStore().collection('guild_settings', guildSettingsSchema);
  const settings = await createSettingsService({ collection });
  await Promise.all([
    settings.update('g', current => ({ ...current, adult: true })),
    settings.update('g', current => ({ ...current, outsiders: 'admins' })),
  ]);
  expect(settings.get('g')).toMatchObject({ adult: true, outsiders: 'admins' });
  expect(settings.get('other').adult).toBe(false);
  const again = await createSettingsService({ collection });
  expect(again.all()).toEqual([settings.get('g')]);
  await again.remove('g');
  expect(again.get('g')).toEqual(strictest);
  expect(await collection.all()).toEqual([]);
});

test('words are blocked once, whatever their case, and can be taken out again', () => {
  const one = withBlockedWord(strictest, '  Purple   Cow ');
  expect(one.blockedWords).toEqual(['Purple Cow']);
  expect(withBlockedWord(one, 'purple cow')).toBe(one);
  expect(withoutBlockedWord(one, 'PURPLE COW').blockedWords).toEqual([]);
  expect(() => withoutBlockedWord(one, 'green cow')).toThrow(/is not blocked/);
});

test.each(['a', '*', '!!', 'a*b', 'x'.repeat(51), '  '])('%j is no word to block', word => {
  expect(() => withBlockedWord(strictest, word)).toThrow(/2 to 50 characters/);
});

test('one Chinese character is a word, and there is a most', () => {
  expect(withBlockedWord(strictest, '猫').blockedWords).toEqual(['猫']);
  const full = {
    ...strictest,
    blockedWords: Array.from({ length: blockedWordsMost }, (_, at) => `word${at}`),
  };
  expect(() => withBlockedWord(full, 'more')).toThrow(/which is the most/);
});
