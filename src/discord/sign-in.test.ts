import { ids, startDiscord } from '@ai-actor/playground/discord';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { unsigned } from '../services/credentials/testing/unsigned.ts';
import { card, text } from '../views/components.ts';
import { createDiscordClient } from './discord-client.ts';
import { createMessaging } from './messaging.ts';
import { signIn } from './sign-in.ts';

test('a client without a gateway writes to channels and members, and finds its own messages', async () => {
  const server = await startDiscord();
  onTestFinished(() => server.close());
  const logger = pino({ level: 'silent' });
  const { client } = createDiscordClient({ apiUrl: `${server.url}/api`, onLost: () => {}, logger });
  onTestFinished(() => client.destroy());
  await signIn(client, server.token);
  const { messages } = createMessaging(client, {
    credentials: () => unsigned,
    chosenLanguage: () => undefined,
    languages: () => ({ note: () => {}, of: async () => 'en' }),
  });
  const view = card('plain', text('A late result'));
  const id = await messages.send(ids.channels.studio, view, { key: 'r1' });
  expect(server.messages.list(ids.channels.studio).map(message => message.id)).toContain(id);
  expect(await messages.find(ids.channels.studio, 'cancel:none')).toBeUndefined();
  await messages.edit(ids.channels.studio, id, card('plain', text('Edited')));
  const direct = await messages.sendDirect(ids.members.mara, view, { key: 'r1' });
  expect(server.messages.list(direct.channelId).map(message => message.id)).toContain(direct.messageId);
  expect(await messages.delete(ids.channels.studio, id)).toBe('deleted');
});
