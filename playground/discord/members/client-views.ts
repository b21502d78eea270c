import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { DiscordContext } from '../context.ts';
import { localizedFor } from '../state/localized-command.ts';
import type { StoredMessage } from '../state/message.ts';
import { holds, isAdmin, Permission, permissionsIn, permissionsOf } from '../state/permissions.ts';
import { avatarHash, colorOf, guildName, ids, type WorldMember } from '../state/world.ts';
import type { ClientMember, Snapshot } from './client-protocol.ts';

/** Whether Discord offers the command to this member at all. */
export function isCommandVisible(
  context: DiscordContext,
  memberId: string,
  command: APIApplicationCommand,
): boolean {
  const member = context.world.members.get(memberId);
  const { scopes } = context.world;
  if (!member || (scopes.has('bot') && !scopes.has('applications.commands'))) return false;
  const needed = command.default_member_permissions;
  if (needed === null || needed === undefined) return true;
  if (context.overrides.has(`${command.name}:${memberId}`)) return true;
  if (needed === '0') return isAdmin(context.world, member);
  return holds(permissionsOf(context.world, member), BigInt(needed));
}

/** What Discord offers the member, in the language of their client. */
export function visibleCommands(context: DiscordContext, memberId: string): APIApplicationCommand[] {
  const locale = context.world.members.get(memberId)?.locale ?? 'en-US';
  return context.commands
    .all()
    .filter(command => isCommandVisible(context, memberId, command))
    .map(command => localizedFor(command, locale));
}

export function isMessageVisible(context: DiscordContext, message: StoredMessage, memberId: string): boolean {
  const mayRead = message.ephemeralFor === undefined || message.ephemeralFor === memberId;
  return mayRead && isChannelVisible(context, message.channelId, memberId);
}

/** Direct message channels are seen by their own member only, others by whom their permissions let in. */
export function isChannelVisible(context: DiscordContext, channelId: string, memberId: string): boolean {
  const channel = context.world.channels.get(channelId);
  const member = context.world.members.get(memberId);
  if (!channel || !member) return false;
  if (channel.recipientId) return channel.recipientId === memberId;
  if (typeof channel.elsewhere === 'object') return channel.elsewhere.memberIds.includes(memberId);
  return holds(permissionsIn(context.world, member, channel), Permission.viewChannel);
}

const avatarUrl = (memberId: string) => `/avatars/${memberId}/${avatarHash(memberId)}.png?size=128`;

function toClientMember(context: DiscordContext, member: WorldMember): ClientMember {
  const color = colorOf(context.world, member);
  return {
    id: member.id,
    username: member.username,
    displayName: member.displayName,
    avatarUrl: avatarUrl(member.id),
    ...(color ? { color } : {}),
    admin: isAdmin(context.world, member),
    bot: member.bot,
  };
}

export function toSnapshot(context: DiscordContext, memberId: string): Snapshot {
  const { world } = context;
  return {
    guild: { id: ids.guild, name: guildName },
    memberId,
    locale: world.members.get(memberId)?.locale ?? 'en-US',
    channels: [...world.channels.values()]
      .filter(channel => isChannelVisible(context, channel.id, memberId))
      .map(channel => ({
        id: channel.id,
        name: channel.name,
        topic: channel.topic,
        nsfw: channel.nsfw,
        ...(channel.recipientId ? { direct: true } : {}),
        ...(channel.elsewhere
          ? { elsewhere: channel.elsewhere === 'server' ? 'server' : 'conversation' }
          : {}),
      })),
    members: [...world.members.values()].map(member => toClientMember(context, member)),
    roles: world.roles.map(({ id, name }) => ({ id, name })),
    application: { id: ids.application, name: context.settings.botName, avatarUrl: avatarUrl(ids.bot) },
    commands: visibleCommands(context, memberId),
    installed: world.installers.has(memberId),
    botOnline: context.gateway.online(),
  };
}
