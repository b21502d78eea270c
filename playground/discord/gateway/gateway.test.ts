import { once } from 'node:events';
import { ChannelType, Client as DiscordClient, Events, GatewayIntentBits, Routes } from 'discord.js';
import {
  GatewayBotResponseSchema,
  GuildChannelResponseSchema,
  GuildResponseSchema,
  PrivateApplicationResponseSchema,
} from 'discord-api-spec/zod';
import { Client as OceanicClient } from 'oceanic.js';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type DiscordServer, startDiscord } from '../server.ts';
import { ids } from '../state/world.ts';
import { errorOf, type Fixture, login, restOptions, startFixture } from '../testing/bot-fixture.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function fixture(...args: Parameters<typeof startFixture>): Promise<Fixture> {
  const started = await startFixture(...args);
  closing.push(() => started.close());
  return started;
}

async function bare(...args: Parameters<typeof startDiscord>): Promise<DiscordServer> {
  const server = await startDiscord(...args);
  closing.push(() => server.close());
  return server;
}

describe('gateway', () => {
  it('lets discord.js log in and fills its guild, channels and roles', async () => {
    const { client, rest } = await fixture({});
    expect(client.user.id).toBe(ids.bot);
    const guild = client.guilds.cache.get(ids.guild);
    expect(guild?.name).toBe('Castaway Studio');
    const gallery = guild?.channels.cache.get(ids.channels.gallery);
    expect(gallery?.type).toBe(ChannelType.GuildText);
    expect(guild?.roles.cache.get(ids.roles.director)?.color).toBe(0xf4a259);
    // Without the members intent nobody but the bot is sent along; others are fetched.
    expect(guild?.members.cache.size).toBe(1);
    expect((await guild?.members.fetch(ids.members.theo))?.displayName).toBe('Theo');
    for (const [schema, answer] of [
      [GatewayBotResponseSchema, await rest.get(Routes.gatewayBot())],
      [GuildResponseSchema, await rest.get(Routes.guild(ids.guild))],
      [GuildChannelResponseSchema, await rest.get(Routes.channel(ids.channels.afterDark))],
      [PrivateApplicationResponseSchema, await rest.get(Routes.currentApplication())],
    ] as const) {
      expect(schema.safeParse(answer)).toMatchObject({ success: true });
    }
  });

  it('lets oceanic.js log in', async () => {
    const server = await bare();
    const client = new OceanicClient({
      auth: `Bot ${server.token}`,
      rest: { baseURL: `${server.url}/api/v10` },
      gateway: { intents: ['GUILDS'] },
    });
    const errors: unknown[] = [];
    client.on('error', error => errors.push(error));
    const ready = once(client, 'ready');
    await client.connect();
    await ready;
    expect(client.user.id).toBe(ids.bot);
    expect(client.guilds.get(ids.guild)?.channels.get(ids.channels.studio)?.name).toBe('studio');
    const sent = await client.rest.channels.createMessage(ids.channels.studio, {
      content: 'hello',
      files: [{ name: 'a.txt', contents: Buffer.from('text') }],
    });
    expect(sent.attachments.first()?.filename).toBe('a.txt');
    expect(errors).toEqual([]);
    client.disconnect(false);
  });

  it('refuses a wrong token over REST and over the gateway', async () => {
    const server = await bare();
    const client = new DiscordClient({ intents: [1], rest: restOptions(server.url) });
    await expect(client.login('wrong')).rejects.toThrow('An invalid token was provided.');
    expect(server.requests.at(-1)).toMatchObject({ path: '/gateway/bot', status: 401 });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
    await once(socket, 'open');
    socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 1, properties: {} } }));
    const [code] = await once(socket, 'close');
    expect(code).toBe(4004);
  });

  it('refuses privileged intents unless they are granted', async () => {
    const server = await bare();
    await expect(login(server, [GatewayIntentBits.MessageContent])).rejects.toThrow(/intents/);
    const granting = await bare({ privilegedIntents: true });
    const client = await login(granting, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers]);
    expect(client.guilds.cache.get(ids.guild)?.members.cache.size).toBe(5);
    await client.destroy();
  });

  it('sends messages only to sessions that asked for them, without content', async () => {
    const { server, client, member } = await fixture({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    });
    const quiet = await login(server, [GatewayIntentBits.Guilds]);
    closing.push(() => quiet.destroy());
    const heard: string[] = [];
    quiet.on(Events.MessageCreate, message => heard.push(message.id));
    const arrived = once(client, Events.MessageCreate);
    await member.say(ids.channels.studio, 'secret plans');
    const [message] = await arrived;
    expect(message.content).toBe('');
    expect(message.author.id).toBe(ids.members.mara);
    const mentioned = once(client, Events.MessageCreate);
    await member.say(ids.channels.studio, `<@${ids.bot}> hello`);
    expect((await mentioned)[0].content).toContain('hello');
    expect(heard).toEqual([]);
  });

  it('replays what was missed when discord.js resumes', async () => {
    const { server, client, member } = await fixture({
      commands: [{ name: 'ping', description: 'Ping' }],
      onInteraction: interaction =>
        interaction.isChatInputCommand() ? interaction.reply('pong') : undefined,
    });
    const resumed = once(client, Events.ShardResume);
    server.disconnectBot({ resumable: true });
    expect(server.sessions()).toMatchObject([{ connected: false }]);
    // Used while the bot is away; its session gets it on resuming.
    await member.command('/ping');
    await resumed;
    expect((await member.waitForMessage(message => message.content === 'pong')).type).toBe(20);
    expect(server.sessions()).toMatchObject([{ connected: true, resumes: 1 }]);
  });

  it('makes discord.js identify anew when its session is gone', async () => {
    const { server, client } = await fixture({});
    const first = server.sessions()[0]?.id;
    const ready = once(client, Events.ShardReady);
    server.disconnectBot({ resumable: false });
    await ready;
    expect(server.sessions()).toHaveLength(1);
    expect(server.sessions()[0]?.id).not.toBe(first);
  });

  it('tells connected clients that their session is invalid', async () => {
    const server = await bare();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/gateway`);
    const frames: { op: number; t?: string; d?: unknown }[] = [];
    const opcode = (op: number, t?: string) =>
      new Promise<void>(resolve => {
        socket.on('message', raw => {
          const frame = JSON.parse(String(raw));
          frames.push(frame);
          if (frame.op === op && (!t || frame.t === t)) resolve();
        });
      });
    await opcode(10);
    socket.send(JSON.stringify({ op: 1, d: null }));
    await opcode(11);
    socket.send(JSON.stringify({ op: 2, d: { token: server.token, intents: 0, properties: {} } }));
    await opcode(0, 'READY');
    server.invalidateSessions();
    await opcode(9);
    expect(frames.at(-1)).toEqual({ op: 9, d: false });
    expect(server.sessions()).toEqual([]);
    socket.send(JSON.stringify({ op: 6, d: { token: server.token, session_id: 'gone', seq: 1 } }));
    await opcode(9);
    // Without the guilds intent no guild was sent.
    expect(frames.some(frame => frame.t === 'GUILD_CREATE')).toBe(false);
    socket.close();
  });

  it('tells members whether the bot is there', async () => {
    const { client, member } = await fixture({});
    expect(member.snapshot().botOnline).toBe(true);
    await client.destroy();
    await member.waitFor(event => event.type === 'bot' && !event.online);
    expect(member.snapshot().botOnline).toBe(false);
  });

  it('closes a client that speaks before it is identified', async () => {
    const server = await bare();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/gateway`);
    await once(socket, 'open');
    socket.send(JSON.stringify({ op: 3, d: {} }));
    expect((await once(socket, 'close'))[0]).toBe(4003);
  });

  it('answers unknown routes as Discord does', async () => {
    const { rest } = await fixture({});
    expect((await errorOf(rest.get('/nowhere'))).status).toBe(404);
  });
});
