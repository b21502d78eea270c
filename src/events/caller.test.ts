import { ids } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DiscordFixture, openDiscord } from '../discord/testing/discord-fixture.ts';
import { UserError } from '../errors.ts';
import { callerOf } from './caller.ts';

let discord: DiscordFixture;
beforeAll(async () => {
  discord = await openDiscord();
});
afterAll(() => discord.close());

test('a member is known by where they ask', async () => {
  const interaction = await discord.typed(discord.mara);
  expect(callerOf(interaction, false)).toMatchObject({
    memberId: ids.members.mara,
    guildId: ids.guild,
    channelId: ids.channels.studio,
    admin: true,
    adultChannel: false,
  });
});

// authorizing_integration_owners: "mapping of installation contexts that the interaction was authorized for";
// 0 is the server, 1 the user (docs.discord.com/developers/interactions/receiving-and-responding#interaction-object).
test('in a server that the bot is not installed in, nobody is served or an admin', async () => {
  const interaction = await discord.typed(discord.mara);
  interaction.authorizingIntegrationOwners = { 1: ids.members.mara } as never;
  expect(() => callerOf(interaction, true)).toThrow(UserError);
  expect(() => callerOf(interaction, true)).toThrow(/not installed in this server/);
  interaction.authorizingIntegrationOwners = { 0: ids.guild, 1: ids.members.mara } as never;
  expect(callerOf(interaction, true).admin).toBe(true);
});
