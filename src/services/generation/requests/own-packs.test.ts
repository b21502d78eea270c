import { beforeEach, describe, expect, test } from 'vitest';
import { safetyEntryIndexes, safetyEntrySchema } from '../../safety/safety-entry.ts';
import { createSafetyService, type SafetyService } from '../../safety/safety-service.ts';
import { settingsMost } from '../../settings/room.ts';
import { settingChangeIndexes, settingChangeSchema } from '../../settings/setting-change.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../../settings/settings-service.ts';
import { openMemoryStore } from '../../storage/store.ts';
import { createPacks, type Packs } from './own-packs.ts';
import { packs as builtIn } from './packs.ts';

let store: ReturnType<typeof openMemoryStore>;
let settings: SettingsService;
let safety: SafetyService;
let packs: Packs;
async function open() {
  settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
    changes: await store.collection('setting_changes', settingChangeSchema, settingChangeIndexes),
    now: () => 0,
  });
  safety = await createSafetyService({
    vision: { nudity: async () => ({ explicit: 0, suggestive: 0 }), faces: async () => [] },
    settings,
    log: await store.collection('safety_log', safetyEntrySchema, safetyEntryIndexes),
    now: () => 0,
  });
  packs = createPacks({ settings, safety });
}
beforeEach(async () => {
  store = openMemoryStore();
  await open();
});

const harbour = { name: 'Harbour', scenes: '{actor} on a pier\n{actor} on a ferry' };
const add = (typed: Partial<typeof harbour> = {}, by = 'mara') =>
  packs.save('g', by, { ...harbour, ...typed });
const names = () => packs.of('g').map(({ name }) => name());
const own = () => names().slice(builtIn.length);

test('a pack stands beside those that come along, in its server alone, and after a restart', async () => {
  const { pack } = await add({
    name: ' Our  harbour ',
    scenes: '1. {Actor} on a pier\r\n\n - a ferry at dawn  with { actor } ',
  });
  await open();
  expect(names()).toEqual([...builtIn.map(({ name }) => name()), 'Our harbour']);
  expect(packs.of('other')).toEqual(builtIn);
  expect(packs.named('g', pack.id).key).toBe(pack.key);
  expect(pack.scenes).toEqual(['{actor} on a pier', 'a ferry at dawn with {actor}']);
  expect(() => packs.named('other', pack.id)).toThrow(/don’t have that pack/);
});

describe('refused in words, with nothing stored', () => {
  test.each([
    ['one scene', { scenes: 'a pier\n\n' }, /2 to 8 scenes.*I counted 1/],
    ['nine scenes', { scenes: Array.from({ length: 9 }, (_, n) => `pier ${n}`).join('\n') }, /counted 9/],
    ['a long scene', { scenes: `a pier\n${'x'.repeat(301)}` }, /Scene 2 has 301 characters; the most is 300/],
    ['the same twice', { scenes: 'a pier\na ferry\nA pier ' }, /Scene 3 is the same as scene 1/],
    ['no name', { name: ' _ ' }, /name has 2 to 32/],
    ['a long name', { name: 'x'.repeat(33) }, /name has 2 to 32/],
    ['a name that is taken', { name: 'TRAVEL' }, /already/],
    [
      'a child',
      { scenes: 'a pier\n{actor} as a ten year old girl' },
      /^Scene 2: I never show an actor as a child/,
    ],
    [
      'nudity',
      { scenes: '{actor} naked on a pier\na ferry' },
      /^Scene 1: I never make sexual images of an actor/,
    ],
    ['nudity without a name', { scenes: 'nude on a pier\na ferry' }, /^Scene 1: I never make sexual/],
    ['a blocked word', { scenes: 'a pier\na zorple' }, /^Scene 2: The admins of this server blocked/],
  ])('%s', async (_what, typed, words) => {
    await settings.update('g', current => ({ ...current, adult: true, blockedWords: ['zorple'] }));
    await expect(add(typed)).rejects.toThrow(words);
    expect(own()).toEqual([]);
    expect(await settings.changes('g')).toEqual([]);
  });

  test('more than ten, two at once included', async () => {
    for (let nth = 1; nth < settingsMost.packs; nth++) await add({ name: `Pack ${nth}` });
    const both = await Promise.allSettled([add({ name: 'One' }), add({ name: 'Two' }, 'ben')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(own()).toHaveLength(settingsMost.packs);
  });
});

test('who made a change is noted, and it can be undone: an addition, a change and a removal', async () => {
  const { pack, id: added = '' } = await add();
  const changed = await packs.save('g', 'ben', { ...harbour, name: 'Port' }, pack.key);
  expect(changed.pack.id).toBe(pack.id);
  await settings.undo('g', 'mara', changed.id ?? '');
  expect(own()).toEqual(['Harbour']);
  const removed = await packs.remove('g', 'ben', pack.id);
  expect(own()).toEqual([]);
  await settings.undo('g', 'mara', removed.id ?? '');
  expect(packs.named('g', pack.key ?? '').scenes).toEqual(pack.scenes);
  await expect(settings.undo('g', 'mara', added)).rejects.toThrow(/changed this again since/);
  expect((await settings.changes('g')).map(({ by, undoes }) => [by, undoes])).toEqual([
    ['mara', removed.id],
    ['ben', undefined],
    ['mara', changed.id],
    ['ben', undefined],
    ['mara', undefined],
  ]);
});

test('a removed pack does not come back beside one that took its name, or as an eleventh', async () => {
  const { pack } = await add();
  const removed = await packs.remove('g', 'ana', pack.id);
  const { pack: second } = await add({ name: 'HARBOUR' }, 'ben');
  await expect(settings.undo('g', 'ana', removed.id ?? '')).rejects.toThrow(/pack called \*\*Harbour\*\*/);
  const renamed = await packs.save('g', 'ben', { ...harbour, name: 'Port' }, second.key);
  await settings.undo('g', 'ana', removed.id ?? '');
  await expect(settings.undo('g', 'ben', renamed.id ?? '')).rejects.toThrow(/called \*\*HARBOUR\*\*/);
  expect(own().sort()).toEqual(['Harbour', 'Port']);
});

test('of two admins who change a pack, the later is told, and so is who pressed an older price', async () => {
  const { pack } = await add();
  const form = (name: string, by: string) => packs.save('g', by, { ...harbour, name }, pack.key);
  const both = await Promise.allSettled([form('Port', 'mara'), form('Quay', 'ben')]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(String((both[1] as PromiseRejectedResult).reason)).toMatch(
    /An admin has changed \*\*Port\*\* since/,
  );
  expect(own()).toEqual(['Port']);
  expect(() => packs.named('g', pack.key ?? '')).toThrow(/changed \*\*Port\*\* since/);
  expect(packs.named('g', pack.id).name()).toBe('Port');
  await packs.remove('g', 'mara', pack.id);
  await expect(form('Quay', 'ben')).rejects.toThrow(/don’t have that pack/);
});
