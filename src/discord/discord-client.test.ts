import { ids, startDiscord } from '@ai-actor/playground/discord';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { createDiscordClient } from './discord-client.ts';

const logger = pino({ level: 'silent' });
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

async function connect(shards?: { ids: number[]; count: number }) {
  const server = await startDiscord({ annex: true });
  closing.push(() => server.close());
  const apiUrl = `${server.url}/api`;
  const connection = createDiscordClient({ apiUrl, ...(shards ? { shards } : {}), onLost: () => {}, logger });
  closing.push(() => connection.client.destroy());
  await connection.client.login(server.token);
  await expect.poll(() => connection.client.isReady()).toBe(true);
  return { server, ...connection };
}

// discord.js takes SHARDS=1 for the second shard of one, which Discord refuses.
test('is the only shard where SHARDS=1 stands in the environment', async () => {
  vi.stubEnv('SHARDS', '1');
  const { server, client } = await connect();
  expect(server.sessions()).toMatchObject([{ shard: [0, 1] }]);
  expect([...client.guilds.cache.keys()].sort()).toEqual([ids.guild, ids.annex].sort());
});

test('counts as connected while all of its shards are', async () => {
  // The annex is on the last of four, the first server on the one before.
  const { server, client, connected } = await connect({ ids: [2, 3], count: 4 });
  expect(server.sessions().map(({ shard }) => shard)).toEqual([
    [2, 4],
    [3, 4],
  ]);
  expect([client.guilds.cache.size, connected()]).toEqual([2, true]);
  server.disconnectBot({ resumable: true });
  await expect.poll(connected).toBe(false);
  await expect.poll(connected, { timeout: 20_000 }).toBe(true);
}, 30_000);
