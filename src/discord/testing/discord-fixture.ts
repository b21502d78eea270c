import { once } from 'node:events';
import {
  connectMember,
  type DiscordServer,
  ids,
  type Member,
  startDiscord,
} from '@ai-actor/playground/discord';
import { type ChatInputCommandInteraction, type Client, Events, Routes } from 'discord.js';
import { pino } from 'pino';
import type { Credentials } from '../../services/credentials/credentials.ts';
import { unsigned } from '../../services/credentials/testing/unsigned.ts';
import { type Acknowledged, acknowledge, type Place } from '../acknowledge.ts';
import { type Answering, createAnswering } from '../answering.ts';
import type { ChannelMessages } from '../channel-messages.ts';
import { createDiscordClient } from '../discord-client.ts';
import { createInteractionAnswers } from '../interaction-answers.ts';
import { createMessaging } from '../messaging.ts';

export interface DiscordFixture {
  server: DiscordServer;
  client: Client;
  mara: Member;
  jonas: Member;
  messages: ChannelMessages;
  answering: Answering;
  /** A member types the fixture's only command. */
  typed(member: Member): Promise<ChatInputCommandInteraction>;
  /** The same, acknowledged. */
  asked(member: Member, place: Place): Promise<Acknowledged>;
  /** Every answer's key stops working, as it does 15 minutes after the question. */
  expire(): void;
  close(): Promise<void>;
}

const logger = pino({ level: 'silent' });

/** The real client and everything that answers with it, logged in to an embedded Discord. */
export async function openDiscord({
  credentials = unsigned,
  ...options
}: Parameters<typeof startDiscord>[0] & {
  credentials?: Pick<Credentials, 'leaving'>;
} = {}): Promise<DiscordFixture> {
  const server = await startDiscord(options);
  const { client } = createDiscordClient({ apiUrl: `${server.url}/api`, onLost: () => {}, logger });
  const ready = once(client, Events.ClientReady);
  await client.login(server.token);
  await ready;
  await client.rest.put(Routes.applicationCommands(ids.application), {
    body: [
      {
        name: 'try',
        description: 'Is answered by the test',
        contexts: [0, 1, 2],
        integration_types: [0, 1],
      },
    ],
  });
  const { signView, messages } = createMessaging(client, {
    credentials: () => credentials,
    chosenLanguage: () => undefined,
    languages: () => ({ note: () => {}, of: async () => 'en' }),
  });
  const answers = createInteractionAnswers(client, signView);
  const [mara, jonas] = await Promise.all([
    connectMember(server.url, ids.members.mara),
    connectMember(server.url, ids.members.jonas),
  ]);
  async function typed(member: Member): Promise<ChatInputCommandInteraction> {
    const coming = once(client, Events.InteractionCreate);
    await member.command('/try');
    return ((await coming) as [ChatInputCommandInteraction])[0];
  }
  return {
    server,
    client,
    mara,
    jonas,
    messages,
    answering: createAnswering({ answers, messages, now: Date.now, logger }),
    typed,
    asked: async (member, place) => acknowledge(await typed(member), place),
    expire() {
      server.faults.add({
        path: '/webhooks/',
        status: 404,
        body: { code: 10015, message: 'Unknown Webhook' },
        times: 50,
      });
    },
    async close() {
      await Promise.all([mara.close(), jonas.close(), client.destroy()]);
      await server.close();
    },
  };
}
