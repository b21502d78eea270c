import { expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { blockedWordsMost, withBlockedWord, withoutBlockedWord } from './blocked-words.ts';
import { memberRecordsMost } from './member-records.ts';
import { createSettingsService, guildSettingsSchema, requireRunning } from './settings-service.ts';

const strictest = guildSettingsSchema.parse({ guildId: 'g' });

test('a server that decided nothing has the careful settings, and an old record gets them for what is new', async () => {
  const collection = await openMemoryStore().collection('guild_settings', guildSettingsSchema);
  const settings = await createSettingsService({ collection });
  expect(settings.get('g')).toEqual({
    guildId: 'g',
    outsiders: 'nobody',
    consentBy: 'channel',
    adult: false,
    blockedWords: [],
    memberLimits: {},
    memberCounts: {},
    roles: {},
    blocked: {},
    channels: {},
    money: {},
    packs: {},
    paused: false,
    sameFace: 'tell',
    strangers: 'refuse',
    trainingsAtOnce: 3,
  });
  expect(settings.all()).toEqual([]);
});

test('no server changes what others have that decided nothing', async () => {
  const collection = await openMemoryStore().collection('guild_settings', guildSettingsSchema);
  const settings = await createSettingsService({ collection });
  expect(() => settings.get('g').blockedWords.push('word')).toThrow(TypeError);
  await settings.update('g', current => ({ ...current, blockedWords: [...current.blockedWords, 'word'] }));
  expect([settings.get('g'), settings.get('h')].map(({ blockedWords }) => blockedWords)).toEqual([
    ['word'],
    [],
  ]);
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
  expect(() => withBlockedWord(full, 'more')).toThrow(/the most I keep/);
});

test('a limit for one member holds in that server, and outlives the deletion of their data without their id', async () => {
  const collection = await openMemoryStore().collection('guild_settings', guildSettingsSchema);
  const settings = await createSettingsService({ collection, secret: 's' });
  await settings.update('g', settings.decide('memberLimits', 'ana', 0));
  await settings.update('g', settings.decide('memberLimits', 'ben', 500));
  expect([settings.limitOf('g', 'ana'), settings.limitOf('g', 'ben')]).toEqual([0, 500]);
  expect([settings.limitOf('other', 'ana'), settings.limitOf('g', 'cleo')]).toEqual([undefined, undefined]);
  await settings.forgetMember('ana');
  expect(JSON.stringify(await collection.all())).not.toContain('ana');
  const again = await createSettingsService({ collection, secret: 's' });
  expect([again.limitOf('g', 'ana'), again.limitOf('g', 'ben')]).toEqual([0, 500]);
  await again.update('g', again.decide('memberLimits', 'ana', undefined));
  expect(again.get('g').memberLimits).toEqual({ ben: 500 });
});

test('there is a most of members with a limit of their own', async () => {
  const collection = await openMemoryStore().collection('guild_settings', guildSettingsSchema);
  const settings = await createSettingsService({ collection });
  await settings.update('g', current => ({
    ...current,
    memberLimits: Object.fromEntries(Array.from({ length: memberRecordsMost }, (_, at) => [`m${at}`, at])),
  }));
  await expect(settings.update('g', settings.decide('memberLimits', 'ana', 1))).rejects.toThrow(
    /the most I keep/,
  );
  expect((await settings.update('g', settings.decide('memberLimits', 'm1', 7))).memberLimits).toMatchObject({
    m1: 7,
  });
});

test('a paused server says so', () => {
  expect(() => requireRunning(strictest)).not.toThrow();
  expect(() => requireRunning({ ...strictest, paused: true })).toThrow(/admins of this server have paused/);
});
