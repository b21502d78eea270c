import { once } from 'node:events';
import {
  connectMember,
  type DiscordServer,
  ids,
  type Member,
  startDiscord,
} from '@ai-actor/playground/discord';
import { Events, type Interaction, Routes } from 'discord.js';
import { pino } from 'pino';
import { type Acknowledged, type Answerable, acknowledge, type Place } from '../acknowledge.ts';
import { type Answering, createAnswering } from '../answering.ts';
import { type ChannelMessages, createChannelMessages } from '../channel-messages.ts';
import { createDiscordClient } from '../discord-client.ts';
import { createInteractionAnswers } from '../interaction-answers.ts';

export interface DiscordFixture {
  server: DiscordServer;
  mara: Member;
  jonas: Member;
  messages: ChannelMessages;
  answering: Answering;
  /** A member types the fixture's only command; resolves once it is acknowledged. */
  asked(member: Member, place: Place): Promise<Acknowledged>;
  /** Every answer's key stops working, as it does 15 minutes after the question. */
  expire(): void;
  close(): Promise<void>;
}

const logger = pino({ level: 'silent' });

/** The real client and everything that answers with it, logged in to an embedded Discord. */
export async function openDiscord(): Promise<DiscordFixture> {
  const server = await startDiscord();
  const { client } = createDiscordClient({ apiUrl: `${server.url}/api`, onLost: () => {}, logger });
  const ready = once(client, Events.ClientReady);
  await client.login(server.token);
  await ready;
  await client.rest.put(Routes.applicationCommands(ids.application), {
    body: [{ name: 'try', description: 'Is answered by the test' }],
  });
  const messages = createChannelMessages(client);
  const answers = createInteractionAnswers(client);
  const [mara, jonas] = await Promise.all([
    connectMember(server.url, ids.members.mara),
    connectMember(server.url, ids.members.jonas),
  ]);
  return {
    server,
    mara,
    jonas,
    messages,
    answering: createAnswering({ answers, messages, now: Date.now, logger }),
    async asked(member, place) {
      const coming = once(client, Events.InteractionCreate);
      await member.command('/try');
      const [interaction] = (await coming) as [Interaction];
      return acknowledge(interaction as Answerable, place);
    },
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
