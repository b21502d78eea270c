import { Events, type Guild } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ids } from './state/world.ts';
import { type Fixture, login, startFixture } from './testing/bot-fixture.ts';

let world: Fixture;
beforeEach(async () => {
  world = await startFixture({
    commands: [
      { name: 'here', description: 'In the server', contexts: [0] },
      { name: 'anywhere', description: 'In direct messages too', contexts: [0, 1] },
    ],
    onInteraction: interaction => {
      if (interaction.isRepliable()) void interaction.reply({ content: interaction.guildId ?? 'direct' });
    },
  });
});
afterEach(() => world.close());

describe('direct messages', () => {
  test('offer the commands that are made for them, without a server in what they send', async () => {
    const { client, member } = world;
    const sent = await client.users.send(ids.members.mara, { content: 'Hello' });
    const asked = member.command('/anywhere', {}, sent.channelId);
    await asked;
    const answer = await member.waitForMessage(message => message.content === 'direct');
    expect(answer.channel_id).toBe(sent.channelId);
    await expect(member.command('/here', {}, sent.channelId)).rejects.toThrow(/direct messages/);
  });
});

describe('a server that removes the bot', () => {
  test('says so, is absent at the next start, and comes back with an invitation', async () => {
    const { client, server, member } = world;
    const left = new Promise<Guild>(resolve => client.once(Events.GuildDelete, resolve));
    server.removeBot();
    expect((await left).id).toBe(ids.guild);
    await expect(member.command('/here')).rejects.toThrow(/not in this server/);
    const later = await login(server, [1]);
    expect(later.guilds.cache.size).toBe(0);
    const back = new Promise<Guild>(resolve => later.once(Events.GuildCreate, resolve));
    server.inviteBot();
    expect((await back).id).toBe(ids.guild);
    await later.destroy();
  });
});
