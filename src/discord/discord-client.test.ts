import { startDiscord } from '@ai-actor/playground/discord';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { createDiscordClient } from './discord-client.ts';

const logger = pino({ level: 'silent' });
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

test('is the only shard where SHARDS=1 stands in the environment, as in .env.example', async () => {
  vi.stubEnv('SHARDS', '1');
  const server = await startDiscord();
  closing.push(() => server.close());
  const { client } = createDiscordClient({ apiUrl: `${server.url}/api`, onLost: () => {}, logger });
  closing.push(() => client.destroy());
  await client.login(server.token);
  expect(server.sessions()).toMatchObject([{ shard: [0, 1] }]);
});
