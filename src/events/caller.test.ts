import { once } from 'node:events';
import { ids } from '@ai-actor/playground/discord';
import { ChannelType, Events, type Interaction } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DiscordFixture, openDiscord } from '../discord/testing/discord-fixture.ts';
import { callerOf } from './caller.ts';

const [off, on] = [{ userInstalls: false }, { userInstalls: true }];
let discord: DiscordFixture;
beforeAll(async () => {
  discord = await openDiscord();
});
afterAll(() => discord.close());

test('a member is known by where they ask', async () => {
  const interaction = await discord.typed(discord.mara);
  expect(callerOf(interaction, {}, off)).toMatchObject({
    memberId: ids.members.mara,
    guildId: ids.guild,
    channelId: ids.channels.studio,
    admin: true,
    adultChannel: false,
  });
});

/** What a member types in a place, as the real client understands it. */
async function typedIn(channelId: string): Promise<Interaction> {
  const coming = once(discord.client, Events.InteractionCreate);
  await discord.jonas.command('/try', {}, channelId);
  return ((await coming) as [Interaction])[0];
}

test('where the bot is not, nobody is served or an admin unless the operator lets members install it', async () => {
  discord.server.install(ids.members.jonas);
  for (const channelId of [ids.channels.lounge, ids.channels.group]) {
    const interaction = await typedIn(channelId);
    expect(() => callerOf(interaction, { direct: true, elsewhere: true }, off)).toThrow(
      channelId === ids.channels.lounge ? /not installed in this server/ : /only works in a server/,
    );
    expect(() => callerOf(interaction, { direct: true }, on)).toThrow(/servers that have added me/);
    expect(callerOf(interaction, { elsewhere: true }, on)).toMatchObject({
      ...{ memberId: ids.members.jonas, guildId: '@me', channelId, elsewhere: true },
      ...{ admin: false, roleIds: [], adultChannel: false },
    });
  }
  const here = await typedIn(ids.channels.studio);
  expect(callerOf(here, { elsewhere: true }, on)).toMatchObject({ guildId: ids.guild });
  expect(callerOf(here, { elsewhere: true }, on).elsewhere).toBeUndefined();
});

test.each([
  [undefined, ids.channels.studio],
  [ChannelType.AnnouncementThread, ids.channels.studio],
  // Who sees the channel of a private thread doesn't see the thread.
  [ChannelType.PrivateThread, undefined],
] as const)('a thread of type %s belongs, for who sees it, to %s', async (type, parentChannelId) => {
  const thread = discord.server.createThread(ids.channels.studio, 'takes', type);
  await expect.poll(() => discord.client.channels.cache.has(thread)).toBe(true);
  const caller = callerOf(await typedIn(thread), {}, off);
  expect(caller).toMatchObject({ channelId: thread, placeId: ids.channels.studio });
  expect(caller.parentChannelId).toBe(parentChannelId);
});

test('direct messages with the bot are a place of their own', async () => {
  const { id } = await (await discord.client.users.fetch(ids.members.jonas)).createDM();
  const interaction = await typedIn(id);
  expect(() => callerOf(interaction, { elsewhere: true }, off)).toThrow(/not in direct messages/);
  for (const caller of [
    callerOf(interaction, { direct: true }, off),
    callerOf(interaction, { elsewhere: true }, on),
  ]) {
    expect(caller).toMatchObject({ guildId: '@me', channelId: id, admin: false });
    expect(caller.elsewhere).toBeUndefined();
  }
});
