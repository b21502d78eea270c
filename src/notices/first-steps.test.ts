import { ids } from '@ai-actor/playground/discord';
import { Events, type Guild } from 'discord.js';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordFixture, openDiscord } from '../discord/testing/discord-fixture.ts';
import { writableChannels } from '../discord/writable-channels.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../services/settings/settings-service.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import { createFirstSteps, type FirstSteps } from './first-steps.ts';
import { createTellAdmins } from './tell-admins.ts';

const logger = pino({ level: 'silent' });
let discord: DiscordFixture;
let settings: SettingsService;
let firstSteps: FirstSteps;
beforeEach(async () => {
  discord = await openDiscord();
  const { messages } = discord;
  settings = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
  });
  firstSteps = createFirstSteps({
    tellAdmins: createTellAdmins({ settings, messages, logger }),
    mention: name => `</${name}:1>`,
    ...{ settings, messages, logger, now: () => 5 },
  });
});
afterEach(() => discord.close());

/** The bot goes, and is added again. */
async function added(): Promise<void> {
  const { client, server } = discord;
  const gone = new Promise(resolve => client.once(Events.GuildDelete, resolve));
  server.removeBot();
  await gone;
  const back = new Promise<Guild>(resolve => client.once(Events.GuildCreate, resolve));
  server.inviteBot();
  const guild = await back;
  firstSteps.joined({ id: guild.id, ownerId: guild.ownerId, channelIds: writableChannels(guild) });
  await firstSteps.stop();
}

const saying = (part: string, messages: { components?: unknown }[]) =>
  messages.filter(({ components }) => JSON.stringify(components).includes(part));

test('members are told what it is and the owner what to set, once', async () => {
  await added();
  const seen = (await Promise.all(Object.values(ids.channels).map(id => discord.mara.messages(id)))).flat();
  expect(saying('</generate:1> turns your words', seen)).toHaveLength(1);
  expect(saying('Four things to decide', seen)).toHaveLength(0);
  const direct = await discord.mara.waitForMessage(({ components }) =>
    JSON.stringify(components).includes('Four things to decide'),
  );
  expect(JSON.stringify(direct.components)).toContain('</settings channels:1>');
  expect(settings.get(ids.guild).greetedAt).toBe(5);
  const sent = discord.server.requests.length;
  await added();
  expect(discord.server.requests.slice(sent).filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a server that lets it write nowhere is left in peace, and its owner is told all the same', async () => {
  discord.server.faults.add({
    path: '/messages',
    status: 403,
    body: { code: 50013, message: 'Missing Permissions' },
    times: 3,
  });
  await added();
  await discord.mara.waitForMessage(({ components }) =>
    JSON.stringify(components).includes('Four things to decide'),
  );
  expect(settings.get(ids.guild).greetedAt).toBe(5);
});
