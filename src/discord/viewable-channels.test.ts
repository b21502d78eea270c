import { ButtonInteraction, ChannelType, Client, GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import { viewableChannels } from './viewable-channels.ts';

const guildId = '100';
const staffRole = '200';
const ana = '300';
const { Administrator, ManageGuild, ManageThreads, SendMessages, ViewChannel } = PermissionFlagsBits;

const channel = (id: string, closed: boolean) => ({
  ...{ id, type: ChannelType.GuildText, name: id, position: 0, guild_id: guildId },
  permission_overwrites: closed
    ? [
        { id: guildId, type: 0, allow: '0', deny: String(ViewChannel) },
        { id: staffRole, type: 0, allow: String(ViewChannel), deny: '0' },
      ]
    : [],
});
const thread = (id: string, parent: string, type = ChannelType.PublicThread) => ({
  ...{ id, type, name: id, guild_id: guildId, parent_id: parent, owner_id: '301' },
  thread_metadata: { archived: false, auto_archive_duration: 60, archive_timestamp: '2026-01-01T00:00:00Z' },
});

/** What the real library makes of a server with open and closed channels, for an interaction of Ana's in one of them. */
function asked({ roles = [], permissions = 0n, channelId = '401' }: Partial<Asked> = {}) {
  const client = new Client({ intents: [GatewayIntentBits.Guilds] });
  const role = (id: string, held: bigint) => ({
    id,
    name: id,
    permissions: String(held),
    position: 0,
    color: 0,
  });
  const guilds = client.guilds as unknown as { _add(data: object): unknown };
  guilds._add({
    ...{ id: guildId, name: 'Studio', owner_id: '301', members: [], emojis: [], stickers: [] },
    roles: [role(guildId, ViewChannel | SendMessages), role(staffRole, ManageThreads)],
    channels: [channel('401', false), channel('402', true)],
    threads: [thread('501', '401'), thread('502', '402'), thread('503', '401', ChannelType.PrivateThread)],
  });
  const user = { id: ana, username: 'ana', discriminator: '0', avatar: null };
  const interaction = new (
    ButtonInteraction as unknown as new (
      client: Client,
      data: object,
    ) => ButtonInteraction
  )(client, {
    ...{ id: '1', application_id: '2', type: 3, token: 't', version: 1, guild_id: guildId },
    ...{ channel: { id: channelId, type: 0 }, channel_id: channelId, entitlements: [], locale: 'en-US' },
    member: { user, roles, permissions: String(permissions), joined_at: '2026-01-01T00:00:00Z', flags: 0 },
    message: { id: '9', channel_id: channelId, author: user, content: '', attachments: [], embeds: [] },
    data: { component_type: 2, custom_id: 'x' },
    authorizing_integration_owners: {},
  });
  const canView = viewableChannels(interaction);
  return ['401', '402', '501', '502', '503', 'deleted'].filter(canView);
}
interface Asked {
  roles: string[];
  /** In the channel of the interaction, as Discord sends it. */
  permissions: bigint;
  channelId: string;
}

test.each<[string, Partial<Asked>, string[]]>([
  ['a member', {}, ['401', '501']],
  [
    'a member with a role that opens a channel, and all threads',
    { roles: [staffRole] },
    ['401', '402', '501', '502', '503'],
  ],
  ['an administrator', { permissions: Administrator }, ['401', '402', '501', '502', '503', 'deleted']],
  ['who may manage the server, which opens no channel', { permissions: ManageGuild }, ['401', '501']],
  ['who asks in a private thread', { channelId: '503' }, ['401', '501', '503']],
])('%s can view what Discord shows them', (_who, given, expected) => {
  expect(asked(given)).toEqual(expected);
});
