import { DiscordAPIError } from 'discord.js';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { viewOf } from '../discord/testing/view-of.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../services/settings/settings-service.ts';
import { openMemoryStore, type Store } from '../services/storage/store.ts';
import { createAdminNotices } from './admin-notices.ts';

const refusal = (code: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, 403, 'POST', 'https://discord', {});

const guilds = [
  { id: 'g1', ownerId: 'owner1' },
  { id: 'g2', ownerId: 'owner2' },
];
let store: Store;
let settings: SettingsService;
let paused: { since: number; reason: () => string } | undefined;
let told: string[];
let fails: (where: string) => unknown;
beforeEach(async () => {
  store = openMemoryStore();
  settings = await openSettings();
  paused = { since: 1_000, reason: () => 'The account has no credit left.' };
  told = [];
  fails = () => undefined;
});

const openSettings = async () =>
  createSettingsService({ collection: await store.collection('guild_settings', guildSettingsSchema) });

function notices() {
  const take = (where: string, view: unknown) => {
    const failure = fails(where);
    if (failure) throw failure;
    const words = JSON.stringify(view);
    expect(words).toContain('no credit left');
    told.push(`${where}${words.includes('account-resume') ? ' with button' : ''}`);
  };
  return createAdminNotices({
    account: { paused: () => paused },
    settings,
    guilds: () => guilds,
    messages: {
      async send(channelId, view) {
        take(`#${channelId}`, await viewOf(view));
        return 'm';
      },
      async sendDirect(memberId, view) {
        take(`@${memberId}`, await viewOf(view));
        return { channelId: 'd', messageId: 'm' };
      },
    },
    logger: pino({ level: 'silent' }),
  });
}
async function catchUp(): Promise<void> {
  const { catchUp: begin, stop } = notices();
  begin();
  begin();
  await stop();
}

test('each server is told once a pause, in its channel or its owner, after a restart too', async () => {
  await settings.update('g1', current => ({ ...current, noticesChannelId: 'c1' }));
  await catchUp();
  expect(told).toEqual(['#c1 with button', '@owner2']);
  settings = await openSettings();
  await catchUp();
  expect(told).toHaveLength(2);
  paused = { since: 2_000, reason: () => 'Again no credit left.' };
  await catchUp();
  expect(told).toHaveLength(4);
  paused = undefined;
  await catchUp();
  expect(told).toHaveLength(4);
});

test('a channel that is closed to the bot, and an owner who takes no messages, hold up nobody', async () => {
  await settings.update('g1', current => ({ ...current, noticesChannelId: 'c1' }));
  fails = where => (where === '#c1' ? refusal(50001) : undefined);
  await catchUp();
  expect(told).toEqual(['@owner1', '@owner2']);
  paused = { since: 2_000, reason: () => 'no credit left' };
  fails = where => (where === '@owner2' ? undefined : refusal(50007));
  await catchUp();
  expect(told).toEqual(['@owner1', '@owner2', '@owner2']);
  fails = () => undefined;
  await catchUp();
  expect(told).toHaveLength(3);
});

test('while Discord cannot be reached nothing counts as told', async () => {
  fails = () => new Error('fetch failed');
  await catchUp();
  expect(settings.get('g1').toldPauseAt).toBeUndefined();
  fails = () => undefined;
  await catchUp();
  expect(told).toEqual(['@owner1', '@owner2']);
});
