import { describe, expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { withBlockedWord, withoutBlockedWord } from './blocked-words.ts';
import { settingsMost } from './room.ts';
import { settingChangeIndexes, settingChangeSchema } from './setting-change.ts';
import {
  createSettingsService,
  type GuildSettings,
  guildSettingsSchema,
  requireRunning,
} from './settings-service.ts';

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
    workerKeys: {},
    computers: [],
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

test('one Chinese character is a word', () => {
  expect(withBlockedWord(strictest, '猫').blockedWords).toEqual(['猫']);
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

describe('there is a most of each', () => {
  const items = Object.keys(settingsMost) as (keyof typeof settingsMost)[];
  const emptied = (key: keyof typeof settingsMost, current: GuildSettings): GuildSettings => ({
    ...current,
    [key]: Array.isArray(current[key]) ? [] : {},
  });
  const rules = {
    ...{
      roles: { may: [], images: 1 },
      channels: { use: true },
      memberLimits: 1,
      memberCounts: { images: 1 },
    },
    ...{ blocked: { reason: 'spam' }, packs: { name: 'x', scenes: [] }, workerKeys: { name: 'x', at: 0 } },
  } as const;
  /** With one more of it. */
  function more(key: keyof typeof settingsMost, current: GuildSettings, nth: number): GuildSettings {
    if (key === 'blockedWords') return withBlockedWord(current, `word ${nth}`);
    const isNamed = key === 'packs' || key === 'workerKeys';
    const value = isNamed ? { ...rules[key], name: `One ${nth}` } : rules[key];
    return { ...current, [key]: { ...current[key], [`item ${nth}`]: value } };
  }

  test.each(items)('%s, which undoing a removal keeps to as well', async key => {
    const settings = await createSettingsService({
      collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
      changes: await openMemoryStore().collection('changes', settingChangeSchema, settingChangeIndexes),
    });
    const most = settingsMost[key];
    const add = (nth: number) => settings.change('g', 'ana', current => more(key, current, nth));
    for (let nth = 0; nth < most; nth++) await add(nth);
    await expect(add(most)).rejects.toThrow(/the most/);
    const removed = await settings.change('g', 'ana', current => emptied(key, current));
    for (let nth = most; nth < most * 2 - 1; nth++) await add(nth);
    await expect(settings.undo('g', 'ana', removed.id ?? '')).rejects.toThrow(/the most/);
    expect(Object.keys(settings.get('g')[key])).toHaveLength(most - 1);
  });

  test('a server that has more, from before there was one, can still remove some', async () => {
    const settings = await createSettingsService({
      collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
    });
    const ids = Array.from({ length: settingsMost.memberLimits + 2 }, (_, nth) => [`m${nth}`, nth]);
    await settings.update('g', current => ({ ...current, memberLimits: Object.fromEntries(ids) }));
    await settings.change('g', 'ana', settings.decide('memberLimits', 'm1', 7));
    await settings.change('g', 'ana', settings.decide('memberLimits', 'm2', undefined));
    expect(settings.get('g').memberLimits).toMatchObject({ m1: 7 });
  });
});

test('a paused server says so', () => {
  expect(() => requireRunning(strictest)).not.toThrow();
  expect(() => requireRunning({ ...strictest, paused: true })).toThrow(/admins of this server have paused/);
});
