import type {
  APIChannel,
  APIGuildMember,
  APIRole,
  APIUser,
  GuildMemberFlags,
  RoleFlags,
  ThreadChannelType,
  UserFlags,
} from 'discord-api-types/v10';
import { ChannelType } from 'discord-api-types/v10';
import type { Overwrite } from './permissions.ts';

/** Fixed ids, so that tests and the page can name people and places. */
export const ids = {
  guild: '1400000000000000001',
  /** A server that has not added the application: see `openElsewhere`. */
  otherGuild: '1400000000000000002',
  /** Another server that has added the application, on another shard than the first wherever there are several: see `openAnnex`. */
  annex: '1400000000004194305',
  application: '1400000000000000100',
  /** The application's bot user has the application's id, as Discord gives it. */
  bot: '1400000000000000100',
  members: {
    mara: '1400000000000000201',
    jonas: '1400000000000000202',
    priya: '1400000000000000203',
    theo: '1400000000000000204',
  },
  channels: {
    studio: '1400000000000000301',
    gallery: '1400000000000000302',
    afterDark: '1400000000000000303',
    /** In the other server. */
    lounge: '1400000000000000304',
    /** A group conversation that the bot is no part of. */
    group: '1400000000000000305',
    /** In the annex. */
    backlot: '1400000000000000306',
  },
  roles: {
    director: '1400000000000000401',
    casting: '1400000000000000402',
    artist: '1400000000000000403',
    bot: '1400000000000000404',
  },
} as const;

export const guildName = 'Castaway Studio';
export const annexName = 'Castaway Annex';
const joinedAt = '2025-08-01T09:00:00.000Z';

export interface WorldMember {
  id: string;
  username: string;
  displayName: string;
  bot: boolean;
  roles: string[];
  /** Their client's language. */
  locale: string;
  /** Two colours of the drawn avatar. */
  palette: [string, string];
}

export interface WorldChannel {
  id: string;
  name: string;
  topic: string;
  nsfw: boolean;
  position: number;
  overwrites: Overwrite[];
  /** A direct message channel has the member it is with. */
  recipientId?: string;
  /** A thread has the channel that it was made in. */
  parentId?: string;
  threadType?: ThreadChannelType;
  /** It is in the annex, and not in the first server. */
  annex?: true;
  /** A place that the bot is no part of: the other server, or a conversation of these members. */
  elsewhere?: 'server' | { memberIds: readonly string[] };
}

/** Where a channel is: in the server, in the bot's direct messages, or where the bot is not. */
export function placeOf(channel: WorldChannel): 'server' | 'direct' | 'other-server' | 'conversation' {
  if (channel.recipientId) return 'direct';
  if (!channel.elsewhere) return 'server';
  return channel.elsewhere === 'server' ? 'other-server' : 'conversation';
}

/** What a server grants to the application when it is invited. */
export type Scope = 'bot' | 'applications.commands';

export interface World {
  members: Map<string, WorldMember>;
  channels: Map<string, WorldChannel>;
  roles: APIRole[];
  /** The server's language. */
  locale: string;
  /** Whether there is an annex that has the bot. */
  annex: 'none' | 'with-bot' | 'without-bot';
  /** None after the server has removed the bot; its direct messages stay. */
  scopes: Set<Scope>;
  /** Members who installed the application for themselves. */
  installers: Set<string>;
}

export const allScopes: readonly Scope[] = ['bot', 'applications.commands'];

/** The id of the server that a channel is in, as a field; nothing where it is in none. */
export function guildIdOf(channel: WorldChannel | undefined): { guild_id?: string } {
  const place = channel && placeOf(channel);
  if (place === 'direct' || place === 'conversation') return {};
  return { guild_id: place === 'other-server' ? ids.otherGuild : channel?.annex ? ids.annex : ids.guild };
}

/** The servers that have the bot now. */
export function guildsOfBot({ scopes, annex }: World): string[] {
  return [...(scopes.has('bot') ? [ids.guild] : []), ...(annex === 'with-bot' ? [ids.annex] : [])];
}

/** A second server with the bot and all members, who have no roles there. It has the same owner. */
export function openAnnex(world: World): void {
  world.annex = 'with-bot';
  const id = ids.channels.backlot;
  world.channels.set(id, {
    ...{ id, name: 'backlot', topic: 'The second server.', nsfw: false, position: 0, overwrites: [] },
    annex: true,
  });
}

/** Opens the places that the bot is no part of, to every member. Nobody has installed the application yet. */
export function openElsewhere({ channels, members }: World): void {
  const people = [...members.values()].filter(({ bot }) => !bot).map(({ id }) => id);
  const add = (id: string, name: string, topic: string, elsewhere: NonNullable<WorldChannel['elsewhere']>) =>
    channels.set(id, { id, name, topic, nsfw: false, position: 0, overwrites: [], elsewhere });
  add(ids.channels.lounge, 'lounge', 'A server that hasn’t added the bot.', 'server');
  add(ids.channels.group, 'Film night', 'A conversation without the bot.', { memberIds: people });
}

const ADMINISTRATOR = 8n;
/** What an ordinary member may do: view, send, embed, attach, read history, use commands and the like. */
const MEMBER_PERMISSIONS = 2_248_473_465_835_073n;

function role(id: string, name: string, position: number, color: number, permissions: bigint): APIRole {
  return {
    id,
    name,
    position,
    color,
    colors: { primary_color: color, secondary_color: null, tertiary_color: null },
    permissions: permissions.toString(),
    hoist: color !== 0,
    managed: false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0 as RoleFlags,
  };
}

export function createWorld(botName: string): World {
  const member = (
    id: string,
    username: string,
    displayName: string,
    roles: string[],
    palette: [string, string],
  ): [string, WorldMember] => [
    id,
    { id, username, displayName, bot: id === ids.bot, roles, locale: 'en-US', palette },
  ];
  const channel = (
    id: string,
    name: string,
    topic: string,
    position: number,
    nsfw = false,
  ): [string, WorldChannel] => [id, { id, name, topic, nsfw, position, overwrites: [] }];
  return {
    members: new Map([
      member(ids.members.mara, 'mara.okafor', 'Mara', [ids.roles.director], ['#f4a259', '#5b2a86']),
      member(ids.members.jonas, 'jonas.l', 'Jonas', [ids.roles.casting], ['#7bdff2', '#1d3557']),
      member(ids.members.priya, 'priya_draws', 'Priya', [ids.roles.artist], ['#f7aef8', '#72195a']),
      member(ids.members.theo, 'theo', 'Theo', [], ['#b8e0a0', '#2f5d50']),
      member(ids.bot, 'ai-actor-generator', botName, [ids.roles.bot], ['#8ea2ff', '#23265c']),
    ]),
    channels: new Map([
      channel(ids.channels.studio, 'studio', 'Cast actors, train them and make pictures.', 0),
      channel(ids.channels.gallery, 'gallery', 'Finished pictures.', 1),
      channel(ids.channels.afterDark, 'after-dark', 'Age-restricted. Adults only.', 2, true),
    ]),
    roles: [
      role(ids.guild, '@everyone', 0, 0, MEMBER_PERMISSIONS),
      role(ids.roles.artist, 'Artist', 1, 0xe78bd0, MEMBER_PERMISSIONS),
      role(ids.roles.casting, 'Casting', 2, 0x58c4dd, MEMBER_PERMISSIONS),
      { ...role(ids.roles.bot, botName, 3, 0, MEMBER_PERMISSIONS), managed: true, tags: { bot_id: ids.bot } },
      role(ids.roles.director, 'Director', 4, 0xf4a259, MEMBER_PERMISSIONS | ADMINISTRATOR),
    ],
    locale: 'en-US',
    annex: 'none',
    scopes: new Set<Scope>(allScopes),
    installers: new Set<string>(),
  };
}

/** '#rrggbb' of the highest coloured role. */
export function colorOf(world: World, member: WorldMember): string | undefined {
  const best = world.roles
    .filter(each => each.color !== 0 && member.roles.includes(each.id))
    .sort((a, b) => b.position - a.position)[0];
  return best && `#${best.color.toString(16).padStart(6, '0')}`;
}

/** The hash under which the avatar is served: any word would do, as nothing is ever changed. */
export function avatarHash(memberId: string): string {
  return BigInt(memberId).toString(16).padStart(32, '0');
}

export function toUser(member: WorldMember): APIUser {
  return {
    id: member.id,
    username: member.username,
    global_name: member.bot ? null : member.displayName,
    discriminator: member.bot ? '0001' : '0',
    avatar: avatarHash(member.id),
    public_flags: 0 as UserFlags,
    flags: 0 as UserFlags,
    primary_guild: null,
    ...(member.bot ? { bot: true } : {}),
  };
}

/** In the first server, or in the annex, where nobody has a role. */
export function toGuildMember(member: WorldMember, guildId: string = ids.guild): APIGuildMember {
  return {
    user: toUser(member),
    nick: null,
    avatar: null,
    banner: null,
    roles: guildId === ids.guild ? member.roles : [],
    joined_at: joinedAt,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0 as GuildMemberFlags,
    pending: false,
  };
}

export function toChannel(world: World, channel: WorldChannel): APIChannel {
  if (channel.recipientId) {
    const recipient = world.members.get(channel.recipientId);
    return {
      id: channel.id,
      type: 1,
      flags: 0,
      last_message_id: null,
      recipients: recipient ? [toUser(recipient)] : [],
    } as unknown as APIChannel;
  }
  if (typeof channel.elsewhere === 'object') {
    const recipients = channel.elsewhere.memberIds.flatMap(id => {
      const member = world.members.get(id);
      return member ? [toUser(member)] : [];
    });
    return {
      ...{ id: channel.id, type: 3, name: channel.name, icon: null, flags: 0, last_message_id: null },
      ...{ owner_id: channel.elsewhere.memberIds[0], recipients },
    } as unknown as APIChannel;
  }
  if (channel.parentId) return toThread(channel);
  return {
    id: channel.id,
    type: 0,
    ...guildIdOf(channel),
    name: channel.name,
    topic: channel.topic,
    nsfw: channel.nsfw,
    position: channel.position,
    parent_id: null,
    last_message_id: null,
    rate_limit_per_user: 0,
    permission_overwrites: channel.overwrites.map(({ id, allow, deny }) => ({
      id,
      type: world.members.has(id) ? 1 : 0,
      allow: allow.toString(),
      deny: deny.toString(),
    })),
    flags: 0,
  } as unknown as APIChannel;
}

function toThread(channel: WorldChannel): APIChannel {
  return {
    id: channel.id,
    type: channel.threadType ?? ChannelType.PublicThread,
    ...guildIdOf(channel),
    parent_id: channel.parentId,
    owner_id: ids.members.mara,
    name: channel.name,
    last_message_id: null,
    rate_limit_per_user: 0,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    thread_metadata: {
      archived: false,
      auto_archive_duration: 4320,
      archive_timestamp: joinedAt,
      locked: false,
    },
    flags: 0,
  } as unknown as APIChannel;
}

/** A server that nobody made roles for has one, for everybody, with its own id. */
export function rolesOf({ roles }: World, guildId: string): APIRole[] {
  if (guildId === ids.guild) return roles;
  return roles.filter(({ id }) => id === ids.guild).map(role => ({ ...role, id: guildId }));
}

/** The guild as REST gives it; GUILD_CREATE adds channels and members. */
export function toGuild(world: World, guildId: string = ids.guild) {
  return {
    id: guildId,
    name: guildId === ids.annex ? annexName : guildName,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [] as string[],
    banner: null,
    owner_id: ids.members.mara,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    roles: rolesOf(world, guildId),
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 2,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: world.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [] as never[],
    stickers: [] as never[],
    incidents_data: null,
  };
}
