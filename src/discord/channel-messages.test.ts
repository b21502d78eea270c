import { ids } from '@ai-actor/playground/discord';
import { Routes } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { note } from '../views/components.ts';
import { type DiscordFixture, openDiscord } from './testing/discord-fixture.ts';

let discord: DiscordFixture;
beforeAll(async () => {
  discord = await openDiscord();
});
afterAll(() => discord.close());

const { studio, gallery } = ids.channels;
const { mara, jonas } = ids.members;
const listed = async (channelId: string) =>
  (await discord.client.rest.get(Routes.channelMessages(channelId))) as APIMessage[];

// "If another message was created by the same author with the same nonce, that message will be returned and no new
// message will be created": docs.discord.com/developers/resources/message#create-message, and
// github.com/discord/discord-api-docs/pull/6647. Author, not channel.
test('the same key is one message in each place, and a message of its own in every other', async () => {
  const key = 'pause-of-the-account-since-1400000000000000301';
  const view = note('warn', 'The account is paused.');
  const sendEverywhere = async () => [
    { channelId: studio, messageId: await discord.messages.send(studio, view, { key }) },
    { channelId: gallery, messageId: await discord.messages.send(gallery, view, { key }) },
    await discord.messages.sendDirect(mara, view, { key }),
    await discord.messages.sendDirect(jonas, view, { key }),
  ];
  const posts = await sendEverywhere();
  expect(new Set(posts.map(({ messageId }) => messageId)).size).toBe(4);
  expect(await sendEverywhere()).toEqual(posts);

  const nonces = await Promise.all(
    posts.map(async ({ channelId, messageId }) => {
      const messages = await listed(channelId);
      expect(messages.map(({ id }) => id)).toEqual([messageId]);
      return String(messages[0]?.nonce);
    }),
  );
  expect(new Set(nonces).size).toBe(4);
  // "up to 25 characters", docs as above.
  for (const nonce of nonces) expect(nonce.length).toBeLessThanOrEqual(25);
});
