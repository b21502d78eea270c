import { DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acknowledge } from './acknowledge.ts';
import { type DiscordFixture, openDiscord } from './testing/discord-fixture.ts';

let discord: DiscordFixture;
beforeEach(async () => {
  discord = await openDiscord();
});
afterEach(() => discord.close());

const callbacks = () => discord.server.requests.filter(({ path }) => path.includes('/callback'));
const fault = (answer: Partial<Parameters<typeof discord.server.faults.add>[0]>) =>
  discord.server.faults.add({ path: '/callback', times: 1, ...answer });

test.each(['public', 'private'] as const)(
  'a %s answer is deferred with one call, and discord.js knows',
  async place => {
    const interaction = await discord.typed(discord.mara);
    const { post } = await acknowledge(interaction, place);
    expect(callbacks()).toHaveLength(1);
    expect([interaction.deferred, interaction.ephemeral]).toEqual([true, place === 'private']);
    const [message] = await discord.mara.messages();
    expect(message?.ephemeral === true).toBe(place === 'private');
    expect(post?.messageId).toBe(place === 'public' ? message?.id : undefined);
    await interaction.editReply('An answer');
  },
);

test.each([
  ['a fault of Discord', { status: 500 }],
  ['a proxy that has no words', { status: 502, body: '' }],
  ['a limit', { retryAfterSeconds: 0.05 }],
])('after %s it is asked again', async (_what, answer) => {
  fault(answer);
  const interaction = await discord.typed(discord.mara);
  expect((await acknowledge(interaction, 'public')).post).toBeDefined();
  expect(callbacks()).toHaveLength(2);
});

test('one that came through, but whose answer was lost, counts', async () => {
  const interaction = await discord.typed(discord.mara);
  await interaction.deferReply();
  interaction.deferred = false;
  fault({ status: 503 });
  expect(await acknowledge(interaction, 'public')).toMatchObject({ place: 'public' });
  expect(interaction.deferred).toBe(true);
});

test('a connection that hangs is given up in time for another', async () => {
  fault({ delayMs: 4_000 });
  const interaction = await discord.typed(discord.mara);
  expect((await acknowledge(interaction, 'public')).post).toBeDefined();
  expect(callbacks()).toHaveLength(1);
});

test('a refusal is an error of discord.js', async () => {
  fault({ status: 404, body: { code: 10062, message: 'Unknown interaction' } });
  const interaction = await discord.typed(discord.mara);
  const error = await acknowledge(interaction, 'public').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DiscordAPIError);
  expect(error).toMatchObject({ code: 10062, status: 404 });
  expect(callbacks()).toHaveLength(1);
});
