import { type Message, PermissionFlagsBits, Routes, type TextChannel } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectMember } from './members/member-client.ts';
import { ids } from './state/world.ts';
import { deferred, errorCode, type Fixture, startFixture } from './testing/bot-fixture.ts';

const { studio, gallery } = ids.channels;
const png = { attachment: Buffer.from('not really'), name: 'a.png' };

let fixture: Fixture;
let seen: ReturnType<typeof deferred<{ app: bigint; member: bigint; channel: string | undefined }>>;
beforeEach(async () => {
  seen = deferred();
  fixture = await startFixture({
    commands: [{ name: 'ping', description: 'Ping' }],
    onInteraction: async interaction => {
      if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
      seen.resolve({
        app: interaction.appPermissions.bitfield,
        member: interaction.memberPermissions.bitfield,
        channel: interaction.channel?.name,
      });
      await interaction.reply('pong');
    },
  });
});
afterEach(() => fixture.close());

const channel = (id: string) => fixture.client.channels.cache.get(id) as TextChannel;
const deny = (...permissions: bigint[]) =>
  fixture.server.setPermissions(studio, ids.bot, { deny: permissions });

describe('what the bot may do in a channel', () => {
  it('is refused without the view of it: 50001', async () => {
    deny(PermissionFlagsBits.ViewChannel);
    expect(await errorCode(channel(studio).send('x'))).toBe(50001);
    expect(await errorCode(fixture.rest.get(Routes.channelMessages(studio)))).toBe(50001);
    await expect(channel(gallery).send('x')).resolves.toBeDefined();
  });

  it.each([
    ['sending', PermissionFlagsBits.SendMessages, { content: 'x' }],
    ['files', PermissionFlagsBits.AttachFiles, { files: [png] }],
    ['embeds', PermissionFlagsBits.EmbedLinks, { embeds: [{ title: 'x' }] }],
  ])('is refused without the permission for %s: 50013', async (_what, permission, message) => {
    await expect(channel(studio).send(message)).resolves.toBeDefined();
    deny(permission);
    expect(await errorCode(channel(studio).send(message))).toBe(50013);
  });

  // "If the current user is missing the READ_MESSAGE_HISTORY permission, this will return no messages": the channel
  // documentation. A single message and a reply need the permission too.
  it('without Read Message History: an empty list, no single message, and no reply', async () => {
    const sent = await channel(studio).send('x');
    const route = Routes.channelMessage(studio, sent.id);
    await expect(fixture.rest.get(route)).resolves.toMatchObject({ id: sent.id });
    deny(PermissionFlagsBits.ReadMessageHistory);
    expect(await fixture.rest.get(Routes.channelMessages(studio))).toEqual([]);
    expect(await errorCode(fixture.rest.get(route))).toBe(50013);
    expect(await errorCode(sent.reply('y'))).toBe(160002);
    await expect(channel(studio).send('z')).resolves.toBeDefined();
  });

  it('in a thread needs Send Messages in Threads, and that alone', async () => {
    const created = new Promise(resolve => fixture.client.once('threadCreate', resolve));
    const thread = fixture.server.createThread(studio, 'takes');
    await created;
    const post = () => fixture.rest.post(Routes.channelMessages(thread), { body: { content: 'x' } });
    deny(PermissionFlagsBits.SendMessages);
    await expect(post()).resolves.toMatchObject({ channel_id: thread });
    deny(PermissionFlagsBits.SendMessagesInThreads);
    expect(await errorCode(post())).toBe(50013);
    deny(PermissionFlagsBits.ViewChannel);
    expect(await errorCode(post())).toBe(50001);
  });

  it('is told with every interaction, and answers go out all the same', async () => {
    deny(PermissionFlagsBits.SendMessages);
    await fixture.member.command('/ping');
    const { app } = await seen.promise;
    expect(app & PermissionFlagsBits.SendMessages).toBe(0n);
    expect(app & PermissionFlagsBits.ViewChannel).not.toBe(0n);
    await fixture.member.waitForMessage(message => message.content === 'pong');
  });

  it('is known to discord.js by the channel’s overwrites', async () => {
    const changed = new Promise(resolve => fixture.client.once('channelUpdate', resolve));
    deny(PermissionFlagsBits.AttachFiles);
    await changed;
    const held = channel(studio).permissionsFor(ids.bot);
    expect(held?.has('AttachFiles')).toBe(false);
    expect(held?.has('SendMessages')).toBe(true);
  });
});

describe('what a member may do in a channel', () => {
  it('hides a channel that they may not view, with its messages', async () => {
    const priya = await connectMember(fixture.server.url, ids.members.priya);
    const view = [PermissionFlagsBits.ViewChannel];
    fixture.server.setPermissions(gallery, ids.guild, { deny: view });
    fixture.server.setPermissions(gallery, ids.bot, { allow: view });
    const sent: Message = await channel(gallery).send('hidden');
    await fixture.member.waitForMessage(message => message.id === sent.id);
    await priya.waitFor(
      event => event.type === 'snapshot' && event.snapshot.channels.every(each => each.id !== gallery),
    );
    await channel(studio).send('open');
    await priya.waitForMessage(message => message.content === 'open');
    expect(priya.events).not.toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ id: sent.id }) }),
    );
    await expect(priya.command('/ping', {}, gallery)).rejects.toThrow(/no longer exists/);
    fixture.server.setPermissions(gallery, ids.roles.artist, { allow: view });
    await priya.command('/ping', {}, gallery);
    expect((await seen.promise).channel).toBe('gallery');
    await priya.close();
  });

  it('offers no commands without Use Application Commands', async () => {
    const theo = await connectMember(fixture.server.url, ids.members.theo);
    fixture.server.setPermissions(studio, ids.guild, {
      deny: [PermissionFlagsBits.UseApplicationCommands],
    });
    await expect(theo.command('/ping')).rejects.toThrow(/permission/);
    await theo.close();
  });
});
