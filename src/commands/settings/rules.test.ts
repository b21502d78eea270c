import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Services } from '../../services/index.ts';
import { settingChangeIndexes, settingChangeSchema } from '../../services/settings/setting-change.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../../services/settings/settings-service.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import type { Caller } from '../command.ts';
import { testCaller } from '../testing/caller.ts';
import { settingsUndo } from './change.ts';
import { settings } from './settings.ts';

const exists = new Set(['artist', 'guest', 'g']);
const mara: Caller = testCaller({
  memberId: 'mara',
  admin: true,
  roleExists: id => exists.has(id),
  channelExists: id => exists.has(id),
});
const cleo = { id: '900000000000000013', bot: false };
let service: SettingsService;
let services: Services;
beforeEach(async () => {
  vi.useRealTimers();
  exists.add('artist');
  service = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
    changes: await openMemoryStore().collection('setting_changes', settingChangeSchema, settingChangeIndexes),
    now: () => Date.now(),
  });
  services = { settings: service } as unknown as Services;
});

async function view(name: string, options: object = {}, caller = mara) {
  const command = settings.subcommands.find(one => one.name === name);
  if (!command?.execute) throw new Error(`no /settings ${name}`);
  return command.execute({ options: { ...options }, services, caller, progress: () => {} });
}
const words = async (...asked: Parameters<typeof view>) => JSON.stringify((await view(...asked)).components);
const undoIn = (shown: string) => /settings-undo:(\w+)/.exec(shown)?.[1];
async function undo(shown: string, caller = mara): Promise<string> {
  const answer = await settingsUndo.execute?.({
    ...{ ref: undoIn(shown) ?? '', services, caller, progress: () => {} },
  });
  return JSON.stringify(answer?.components);
}

describe('/settings roles', () => {
  test('leaves something to roles, shows it, and opens it again', async () => {
    expect(await words('roles')).toMatch(/Make images:\*\* everybody.*Train:\*\* everybody/s);
    const shown = await words('roles', { role: { id: 'artist' }, generate: true, train: true });
    expect(shown).toMatch(
      /Make images:\*\* <@&artist>\..*Train:\*\* <@&artist>\..*Register actors:\*\* everybody/s,
    );
    await words('roles', { role: { id: 'g' }, generate: true });
    expect(await words('roles')).toContain('Make images:** <@&artist>, @everyone.');
    await words('roles', { role: { id: 'artist' }, reset: true });
    await words('roles', { role: { id: 'g' }, generate: false });
    expect(service.get('g').roles).toEqual({});
  });

  test('says of a deleted role that only admins are left, and cleans up', async () => {
    await words('roles', { role: { id: 'artist' }, generate: true });
    exists.delete('artist');
    expect(await words('roles')).toMatch(/a deleted role \(`artist`\).*for now only admins can/s);
    expect(await words('roles', { cleanup: true })).toContain('Make images:** everybody');
    expect(await words('roles', { cleanup: true })).toContain('already set that way');
  });

  test('asks which role, and does not guess', async () => {
    await expect(words('roles', { generate: true })).rejects.toThrow(/Choose the `role`/);
    await expect(words('roles', { role: { id: 'artist' }, generate: true, reset: true })).rejects.toThrow(
      /not both/,
    );
    expect(service.all()).toEqual([]);
  });
});

describe('/settings limits, in numbers', () => {
  test('for a role and a member, each kept when another is set', async () => {
    await words('limits', { role: { id: 'artist' }, images: 20 });
    expect(await words('limits', { role: { id: 'artist' }, waiting: 0 })).toContain(
      '<@&artist>: 20 images a day, no requests, from now on',
    );
    await words('limits', { member: cleo, trainings: 1 });
    expect(await words('limits', { member: cleo, images: 1 })).toContain(
      `<@${cleo.id}>: 1 image a day, 1 training a week, from now on`,
    );
    const shown = await words('limits');
    expect(shown).toMatch(/Roles\*\*\\n<@&artist>: 20 images a day.*of their own\*\* \(1\)/s);
    expect(
      service.mostOf({ guildId: 'g', memberId: cleo.id, roleIds: ['artist'], admin: false }, 'images'),
    ).toBe(1);
    await words('limits', { member: cleo, reset: true });
    expect(
      service.mostOf({ guildId: 'g', memberId: cleo.id, roleIds: ['artist'], admin: false }, 'images'),
    ).toBe(20);
    await words('limits', { role: { id: 'artist' }, reset: true });
    expect(service.get('g').roles).toEqual({});
  });

  test.each([
    [{ role: { id: 'artist' }, tokens: 5 }, /For a role, use `images`/],
    [{ server: true, images: 5 }, /choose the role @everyone/],
    [{ images: 5 }, /Say whose/],
    [{ role: { id: 'artist' }, member: cleo, images: 5 }, /only one of them/],
  ])('%j is told in words', async (options, message) => {
    await expect(words('limits', options)).rejects.toThrow(message);
    expect(service.all()).toEqual([]);
  });
});

describe('/settings block', () => {
  test('shuts a member out with a reason and an end, and lets them back in', async () => {
    const shown = await words('block', { member: cleo, reason: ' too\nmuch ', days: 2 });
    expect(shown).toMatch(
      /Blocked members: 1.*✓ <@900000000000000013> is blocked.*until <t:\d+:f> · too much/s,
    );
    expect(service.blockOf('g', cleo.id)?.reason).toBe('too much');
    expect(await words('block')).toContain('Blocked members: 1');
    expect(await words('block', { member: cleo, lift: true })).toMatch(/can use me again.*Nobody\./s);
  });

  test.each([
    [{ member: { id: 'mara', bot: false } }, /can’t block yourself/],
    [{ member: { ...cleo, bot: true } }, /Bots/],
    [{ member: { ...cleo, admin: true } }, /can manage the server/],
    [{ reason: 'x' }, /Choose the `member`/],
    [{ member: cleo, lift: true, days: 1 }, /not both/],
  ])('%j is told in words', async (options, message) => {
    await expect(words('block', options)).rejects.toThrow(message);
    expect(service.all()).toEqual([]);
  });

  test('outlives the deletion of the member’s data, without their id', async () => {
    await words('block', { member: cleo, reason: 'spam' });
    await service.forgetMember(cleo.id);
    expect(JSON.stringify([service.all(), await service.changes('g')])).not.toContain(cleo.id);
    expect(service.blockOf('g', cleo.id)?.reason).toBe('spam');
    expect(await words('block')).toContain('and 1 whose data was deleted');
  });
});

describe('/settings channels', () => {
  const studio = { id: 'studio' };
  test('keeps the bot to channels, lowers what is shown in one, and takes both back', async () => {
    exists.add('studio');
    expect(await words('channels')).toContain('Members can use me** in every channel');
    expect(await words('channels', { use: studio, everyday: studio })).toMatch(
      /Members can use me\*\* in <#studio>.*age-restricted:\*\* <#studio>/s,
    );
    exists.delete('studio');
    expect(await words('channels')).toMatch(/a deleted channel \(`studio`\).*only admins can.*`cleanup`/s);
    await words('channels', { cleanup: true });
    expect(service.get('g').channels).toEqual({});
    const set = await words('channels', { use: studio });
    await undo(set);
    expect(service.get('g').channels).toEqual({});
    await words('channels', { everyday: studio });
    expect(await words('channels', { clear: studio })).toContain('no channel in particular');
    await expect(words('channels', { use: studio, clear: studio })).rejects.toThrow(/Choose one/);
  });
});

describe('Undo', () => {
  test('takes a change back and nothing else', async () => {
    const first = await words('limits', { member: cleo, images: 5 });
    await words('block', { member: { id: '77', bot: false }, reason: 'spam' });
    await words('safety', { block: 'clown' });
    const second = await words('safety', { block: 'jester', adult: true });
    expect(await undo(first)).toContain(`**Limits** <@${cleo.id}>: 5 images a day → not set`);
    expect(service.get('g').memberCounts).toEqual({});
    await undo(second);
    expect(service.get('g')).toMatchObject({ adult: false, blockedWords: ['clown'], blocked: { 77: {} } });
  });

  test('of two admins, the later change stays', async () => {
    const first = await words('limits', { member: cleo, images: 5 });
    await words('limits', { member: cleo, images: 6 }, { ...mara, memberId: 'ben' });
    await expect(undo(first)).rejects.toThrow(/changed this again since/);
    expect(service.get('g').memberCounts).toEqual({ [cleo.id]: { images: 6 } });
  });

  test('of two admins, the later change stays where it set the same again', async () => {
    const ben = { ...mara, memberId: 'ben' };
    const first = await words('safety', { adult: true });
    await words('safety', { adult: false }, ben);
    const last = await words('safety', { adult: true }, ben);
    await expect(undo(first)).rejects.toThrow(/changed this again since/);
    expect(service.get('g').adult).toBe(true);
    await undo(last);
    expect(service.get('g').adult).toBe(false);
  });

  test.each(['constructor', '__proto__'])('takes back a blocked word that objects have: %s', async word => {
    const shown = await words('safety', { block: word });
    await undo(shown);
    expect(service.get('g').blockedWords).toEqual([]);
    await words('safety', { block: word });
    const taken = await words('safety', { unblock: word });
    await undo(taken);
    expect(service.get('g').blockedWords).toEqual([word]);
  });

  test('brings nothing back of a member who is deleted in the same moment', async () => {
    await words('block', { member: cleo, reason: 'spam' });
    const lifted = await words('block', { member: cleo, lift: true });
    await Promise.allSettled([undo(lifted), service.forgetMember(cleo.id)]);
    expect(JSON.stringify([service.all(), await service.changes('g')])).not.toContain(cleo.id);
    const again = await words('block', { member: { id: '77', bot: false } });
    await Promise.allSettled([service.forgetMember('77'), undo(again)]);
    expect(JSON.stringify([service.all(), await service.changes('g')])).not.toContain('"77"');
  });

  test('works once, for ten minutes, in that server and for admins', async () => {
    const shown = await words('pause', { state: 'on' });
    await expect(undo(shown, { ...mara, admin: false })).rejects.toThrow(/Only people who can manage/);
    await expect(undo(shown, { ...mara, guildId: 'other' })).rejects.toThrow(/ten minutes/);
    await undo(shown);
    expect(service.get('g').paused).toBe(false);
    await expect(undo(shown)).rejects.toThrow(/since/);
    const again = await words('pause', { state: 'on' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1 });
    await expect(undo(again)).rejects.toThrow(/ten minutes, and that time is up/);
  });

  test('is not offered where nothing changed; who changed what is known', async () => {
    await words('pause', { state: 'on' });
    expect(undoIn(await words('pause', { state: 'on' }))).toBeUndefined();
    expect(await service.changes('g')).toMatchObject([
      { by: 'mara', parts: [{ key: 'paused', before: false, after: true }] },
    ]);
    await service.forgetMember('mara');
    expect((await service.changes('g'))[0]).not.toHaveProperty('by');
  });
});
