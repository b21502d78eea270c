import { ChannelType, type Guild, PermissionFlagsBits } from 'discord.js';

const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];

/** Ids of the text channels of a server in which the bot may write, the one for system messages first. */
export function writableChannels(guild: Guild): string[] {
  const me = guild.members.me;
  if (!me) return [];
  return [...guild.channels.cache.values()]
    .filter(channel => channel.type === ChannelType.GuildText)
    .filter(channel => channel.permissionsFor(me).has(needed))
    .sort(
      (a, b) =>
        Number(b.id === guild.systemChannelId) - Number(a.id === guild.systemChannelId) ||
        a.rawPosition - b.rawPosition,
    )
    .map(({ id }) => id);
}
