import { once } from 'node:events';
import { Client, Events, GatewayIntentBits, Routes } from 'discord.js';
import { GatewayBotResponseSchema } from 'discord-api-spec/zod';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connectMember } from '../members/member-client.ts';
import { type DiscordOptions, type DiscordServer, startDiscord } from '../server.ts';
import { ids } from '../state/world.ts';
import { restOptions } from '../testing/bot-fixture.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(options: DiscordOptions = {}): Promise<DiscordServer> {
  const server = await startDiscord({ annex: true, ...options });
  closing.push(() => server.close());
  return server;
}

/** A process of its own, as far as Discord can see. */
async function shardsOf(server: DiscordServer, shards: number[], shardCount: number) {
  const client = new Client({
    ...{
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    },
    ...{ rest: restOptions(server.url), shards, shardCount },
  });
  closing.push(() => client.destroy());
  const heard: string[] = [];
  client.on(Events.InteractionCreate, interaction => heard.push(interaction.channelId ?? ''));
  client.on(Events.MessageCreate, message => heard.push(message.channelId));
  const ready = once(client, Events.ClientReady);
  await client.login(server.token);
  await ready;
  return { client, heard, guilds: () => [...client.guilds.cache.keys()] };
}

/** Opens a socket, identifies, and resolves to the first answer or to the code that it was closed with. */
async function identify(
  server: DiscordServer,
  shard?: unknown,
): Promise<{ op?: number; t?: string; d?: unknown; code?: number }> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  closing.push(async () => socket.close());
  const answer = new Promise<{ op?: number; code?: number }>(resolve => {
    socket.on('message', raw => {
      const frame = JSON.parse(String(raw));
      if (frame.op !== 10) resolve(frame);
    });
    socket.on('close', code => resolve({ code }));
  });
  await once(socket, 'open');
  const d = { token: server.token, intents: 1, properties: {}, ...(shard === undefined ? {} : { shard }) };
  socket.send(JSON.stringify({ op: 2, d }));
  return answer;
}

describe('sharding', () => {
  it('gives each shard its own servers, and direct messages to the first', async () => {
    const server = await start();
    const first = await shardsOf(server, [0], 2);
    const second = await shardsOf(server, [1], 2);
    expect(first.guilds()).toEqual([ids.guild]);
    expect(second.guilds()).toEqual([ids.annex]);
    expect(second.client.guilds.cache.get(ids.annex)?.roles.cache.size).toBe(1);
    expect(server.sessions().map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const direct = await first.client.users.createDM(ids.members.mara);
    await second.client.application?.commands.create({ name: 'ping', description: 'Ping' });
    const mara = await connectMember(server.url, ids.members.mara);
    closing.push(() => mara.close());
    const there = ids.channels.backlot;
    for (const channelId of [ids.channels.studio, there, direct.id]) {
      await mara.command('/ping', {}, channelId);
      await mara.say(channelId, 'hello');
    }
    const twice = (...channels: string[]) => channels.flatMap(channel => [channel, channel]);
    await expect.poll(() => first.heard).toEqual(twice(ids.channels.studio, direct.id));
    await expect.poll(() => second.heard).toEqual(twice(there));
  });

  it('has one process serve several shards, and events of servers come to theirs', async () => {
    const server = await start();
    const both = await shardsOf(server, [0, 3], 4);
    // Of four, these servers are on the shards 2 and 3.
    expect(both.guilds()).toEqual([ids.annex]);
    const third = await shardsOf(server, [2], 4);
    const gone = once(both.client, Events.GuildDelete);
    server.removeBot(ids.annex);
    await gone;
    const back = once(both.client, Events.GuildCreate);
    server.inviteBot(ids.annex);
    await back;
    expect(third.guilds()).toEqual([ids.guild]);
  });

  it('lets a second session of the same shard hear everything too, as the docs say of zero downtime', async () => {
    const server = await start();
    const [old, fresh] = [await shardsOf(server, [1], 2), await shardsOf(server, [1], 2)];
    await fresh.client.application?.commands.create({ name: 'ping', description: 'Ping' });
    const mara = await connectMember(server.url, ids.members.mara);
    closing.push(() => mara.close());
    await mara.command('/ping', {}, ids.channels.backlot);
    await expect
      .poll(() => [old.heard, fresh.heard])
      .toEqual([[ids.channels.backlot], [ids.channels.backlot]]);
  });

  it('sends what a member does where the bot is not to the first shard', async () => {
    const server = await start({ userInstalls: true });
    const first = await shardsOf(server, [0], 2);
    const second = await shardsOf(server, [1], 2);
    const body = { name: 'ping', description: 'Ping', integration_types: [0, 1], contexts: [0, 1, 2] };
    await first.client.rest.put(Routes.applicationCommands(ids.application), { body: [body] });
    const mara = await connectMember(server.url, ids.members.mara);
    closing.push(() => mara.close());
    for (const channelId of [ids.channels.lounge, ids.channels.group])
      await mara.command('/ping', {}, channelId);
    await expect.poll(() => first.heard).toEqual([ids.channels.lounge, ids.channels.group]);
    expect(second.heard).toEqual([]);
  });

  it('closes sessions with a wrong shard, and with too many servers for one', async () => {
    const server = await start({ sharding: { guildsMost: 1 } });
    for (const wrong of [[2, 2], [-1, 2], [0.5, 2], ['0', 2], [0], 'all', null])
      expect(await identify(server, wrong)).toEqual({ code: 4010 });
    expect(await identify(server)).toEqual({ code: 4011 });
    expect(await identify(server, [0, 1])).toEqual({ code: 4011 });
    expect(await identify(server, [1, 2])).toMatchObject({
      ...{ t: 'READY', d: { shard: [1, 2], guilds: [{ id: ids.annex, unavailable: true }] } },
    });
  });

  it('says how many shards it wants and how fast, and holds the bot to that', async () => {
    const server = await start({ sharding: { shards: 4, maxConcurrency: 2, paced: true } });
    const { client } = await shardsOf(server, [0], 4);
    const said = await client.rest.get(Routes.gatewayBot());
    expect(said).toMatchObject({ shards: 4, session_start_limit: { max_concurrency: 2 } });
    expect(GatewayBotResponseSchema.safeParse(said)).toMatchObject({ success: true });
    // 2 has the same remainder as 0, and 1 another.
    expect(await identify(server, [2, 4])).toEqual({ op: 9, d: false });
    expect(await identify(server, [1, 4])).toMatchObject({ t: 'READY' });
  });
});
