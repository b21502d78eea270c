import { beforeEach, describe, expect, test } from 'vitest';
import { toRegistration } from '../../discord/command-registration.ts';
import { UserError } from '../../errors.ts';
import type { Services } from '../../services/index.ts';
import type { SafetyEntry } from '../../services/safety/safety-entry.ts';
import { settingChangeIndexes, settingChangeSchema } from '../../services/settings/setting-change.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../../services/settings/settings-service.ts';
import { openMemoryStore } from '../../services/storage/store.ts';
import type { Caller } from '../command.ts';
import { testCaller } from '../testing/caller.ts';
import { accountResume } from './resume.ts';
import { settings } from './settings.ts';

const admin = testCaller({ admin: true });
const entries: SafetyEntry[] = [];
const waiting: unknown[] = [];
let service: SettingsService;
let services: Services;
beforeEach(async () => {
  service = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
    changes: await openMemoryStore().collection('setting_changes', settingChangeSchema, settingChangeIndexes),
  });
  services = {
    settings: service,
    safety: { recent: () => entries },
    failures: { recent: () => [] },
    audit: { ofChain: async () => [], faultsOf: async () => [] },
    training: { all: () => [] },
    actors: {
      namesOf: async () => new Map([['novaid', 'No*va']]),
      waitingForAdmin: async () => ({ first: waiting, count: waiting.length }),
    },
  } as unknown as Services;
  entries.length = 0;
});

const named = (name: string) => {
  const found = settings.subcommands.find(command => command.name === name);
  if (!found) throw new Error(`no /settings ${name}`);
  return found;
};
const answering = (name: string) => {
  const command = named(name);
  if (!command.execute) throw new Error(`/settings ${name} does not answer`);
  return command;
};
async function words(name: string, options: object = {}, caller = admin): Promise<string> {
  const given = { options: { ...options }, services, caller, progress: () => {} };
  return JSON.stringify((await answering(name).execute(given)).components);
}

describe('/settings', () => {
  test('is offered to those who may manage the server, and asks again itself', async () => {
    expect(toRegistration(settings)).toMatchObject({ default_member_permissions: '32' });
    for (const { name, visibility } of settings.subcommands) {
      expect(visibility).toBe('private');
      await expect(words(name, { adult: true }, { ...admin, admin: false })).rejects.toThrow(UserError);
    }
    expect(service.all()).toEqual([]);
  });

  test('shows what holds, the strictest where nothing was decided', async () => {
    const shown = await words('show');
    expect(shown).toMatch(/nobody can register them.*Members are asked in the channel/s);
    expect(shown).toMatch(/Sexual content without an actor: nowhere.*Blocked words \(0\): none/s);
    const set = await words('consent');
    expect(await words('safety')).toBe(set);
    // The card ends with one more row.
    expect(shown).toContain(set.slice(0, -']}]'.length));
    expect(shown).toContain('own-packs:');
  });

  test('changes what was named and nothing else', async () => {
    expect(await words('consent', { outsiders: 'admins' })).toMatch(/✓ Changed.*an admin agrees/s);
    expect(await words('consent', { requests: 'direct' })).toMatch(/an admin agrees.*by direct message/s);
    await words('safety', { adult: true, block: 'clown' });
    expect(service.get('g')).toMatchObject({
      ...{ outsiders: 'admins', consentBy: 'direct', adult: true, blockedWords: ['clown'] },
    });
    expect(await words('safety', { adult: false, unblock: 'CLOWN' })).toMatch(/nowhere.*none/s);
    await expect(words('safety', { unblock: 'clown' })).rejects.toThrow(/not blocked/);
  });

  test('lists the actors that wait for an admin, with the button that lets each go', async () => {
    waiting.push({ id: 'novaid', name: 'No*va', ownerId: '7' });
    const shown = await words('consent');
    waiting.length = 0;
    expect(shown).toMatch(/Waiting for an admin[\s\S]*No\\\\\*va[\s\S]*face-allow:novaid/);
    expect(await words('consent', { 'same-face': 'refuse' })).toMatch(
      /already registered as somebody else: it is refused/,
    );
  });

  test('swaps one blocked word for another, and shows many of them within a message', async () => {
    await words('safety', { block: 'clown' });
    await words('safety', { block: 'jester', unblock: 'clown' });
    expect(service.get('g').blockedWords).toEqual(['jester']);
    await service.update('g', current => ({
      ...current,
      blockedWords: Array.from({ length: 100 }, (_, at) => `${at}_${'*'.repeat(46)}`),
    }));
    const shown = await words('show');
    expect(shown.length).toBeLessThan(5_000);
    expect(shown).toContain('Blocked words (100)');
  });

  test('names the blocked words while one is typed, to admins only', async () => {
    await words('safety', { block: 'Clown' });
    const option = named('safety').options.unblock;
    if (option?.kind !== 'string') throw new Error('no option unblock');
    const suggest = (caller: Caller) => option.autocomplete?.({ typed: 'lo', given: {}, services, caller });
    expect(suggest(admin)).toEqual([{ name: 'Clown', value: 'Clown' }]);
    expect(suggest({ ...admin, admin: false })).toEqual([]);
  });

  test('lists what was stopped without its content, with an end', async () => {
    expect(await words('log')).toMatch(/last 90 days: 0.*Nothing\./s);
    const now = Date.now();
    for (let at = 0; at < 40; at++) {
      entries.push({
        ...{ id: `e${at}`, guildId: 'g', memberId: '900000000000000011', at: now - at },
        ...{ where: at % 2 ? 'image' : 'prompt', rule: at % 2 ? 'explicit-image' : 'actor-sexual' },
        ...(at === 0 ? { actorId: 'novaid' } : { actorId: 'gone' }),
      });
    }
    const shown = await words('log');
    expect(shown).toContain('<@900000000000000011> · a prompt: sexual, of an actor (**No\\\\*va**)');
    expect(shown).toContain('an image: the image came out too sexual');
    expect(shown).toContain('and 15 before that');
  });
});

describe('/settings limits', () => {
  const cleo = { id: '900000000000000013', bot: false };

  test('sets, lists and takes back the limits of members and of the server', async () => {
    expect(await words('limits')).toMatch(/the bot’s default.*Nobody: everybody has the same limits/s);
    expect(await words('limits', { member: cleo, tokens: 500 })).toMatch(
      /✓ <@900000000000000013>: 500 tokens a day, from now on.*limit of their own\*\* \(1\)/s,
    );
    await words('limits', { server: true, tokens: 9_000 });
    expect(await words('limits')).toMatch(/whole server\*\* 9,000 tokens a day.*<@900000000000000013> 500/s);
    expect(await words('show')).toMatch(/9,000 tokens a day\. Members with a limit of their own: 1\./);
    expect(await words('limits', { member: cleo, tokens: 0 })).toContain('no new images');
    expect(service.limitOf('g', cleo.id)).toBe(0);
    expect(await words('limits', { member: cleo, reset: true })).toContain('no limit of their own anymore');
    await words('limits', { server: true, reset: true });
    expect(service.get('g')).toEqual(guildSettingsSchema.parse({ guildId: 'g' }));
  });

  test('shows a limit that no value is given for, and leaves it as it is', async () => {
    expect(await words('limits', { member: cleo })).toContain(
      '<@900000000000000013> has no limit of their own',
    );
    await words('limits', { member: cleo, tokens: 500 });
    await words('limits', { server: true, tokens: 9_000 });
    const before = service.get('g');
    expect(await words('limits', { member: cleo })).toContain('<@900000000000000013>: 500 tokens a day');
    expect(await words('limits', { server: true })).toMatch(/whole server\*\* 9,000 tokens a day/);
    await words('limits', { member: cleo, reset: false });
    expect(service.get('g')).toEqual(before);
    await words('limits', { member: cleo, tokens: 0 });
    expect(await words('limits', { member: cleo })).toContain(
      '<@900000000000000013>: no new images, trainings or registrations',
    );
  });

  test('does not guess which of the two is meant', async () => {
    await expect(words('limits', { member: cleo, tokens: 5, reset: true })).rejects.toThrow(/not both/);
    expect(service.all()).toEqual([]);
  });

  test('asks whose limit it is, where that is not clear', async () => {
    await expect(words('limits', { tokens: 5 })).rejects.toThrow(/Say whose/);
    await expect(words('limits', { reset: true })).rejects.toThrow(/Say whose/);
    await expect(words('limits', { tokens: 5, member: cleo, server: true })).rejects.toThrow(
      /only one of them/,
    );
    expect(service.all()).toEqual([]);
  });
});

test('/settings pause stops and lets go on', async () => {
  expect(await words('pause', { state: 'on' })).toContain('until an admin uses `/settings pause state:off`');
  expect(service.get('g').paused).toBe(true);
  expect(await words('show')).toContain('Image generation: ⏸ **paused**');
  await words('pause', { state: 'off' });
  expect(await words('show')).toContain('Image generation: on');
  expect(service.get('g').paused).toBe(false);
});

test('/settings channels chooses where admins are told, or the owner again', async () => {
  expect(await words('channels')).toContain('Notices to admins go to the owner of the server directly.');
  expect(await words('channels', { 'admin-notices': { id: '900000000000000051' } })).toContain(
    'Notices to admins go to <#900000000000000051>',
  );
  expect(await words('channels')).toContain('<#900000000000000051>');
  await words('channels', { reset: true });
  expect(service.get('g')).not.toHaveProperty('noticesChannelId');
  expect(toRegistration(settings).options).toContainEqual(
    expect.objectContaining({
      name: 'channels',
      options: expect.arrayContaining([
        expect.objectContaining({ name: 'admin-notices', type: 7, channel_types: [0, 5] }),
      ]),
    }),
  );
});

test('/settings resume and the button of the notice let the account go on, for admins only', async () => {
  let paused: { since: number; reason: () => string } | undefined = { since: 1, reason: () => 'no credit' };
  let resumed = 0;
  services.account = {
    paused: () => paused,
    async resume() {
      resumed++;
      paused = undefined;
    },
  };
  const press = (caller: Caller) =>
    accountResume.execute?.({ ref: '', services, caller, progress: () => {} });
  await expect(press({ ...admin, admin: false })).rejects.toThrow(/Only people who can manage/);
  expect(resumed).toBe(0);
  expect(JSON.stringify(await press(admin))).toContain('try again');
  expect(await words('resume')).toContain('is not paused');
  expect(resumed).toBe(1);
});
