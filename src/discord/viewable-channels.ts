import { ChannelType, type Interaction, PermissionFlagsBits } from 'discord.js';

/**
 * Tells whether the member behind the interaction can view a channel of the server. Of channels that no longer exist
 * and of archived threads Discord tells the bot nothing: those only administrators, who can view everything, may view.
 */
export function viewableChannels(interaction: Interaction): (channelId: string) => boolean {
  const administers = interaction.memberPermissions?.has(PermissionFlagsBits.Administrator) ?? false;
  return channelId => {
    if (administers || channelId === interaction.channelId) return true;
    if (!interaction.inCachedGuild()) return false;
    const channel = interaction.guild.channels.cache.get(channelId);
    const permissions = channel?.permissionsFor(interaction.member);
    if (!channel || !permissions?.has(PermissionFlagsBits.ViewChannel)) return false;
    // Who is in a private thread is not known to the bot; moderators can open all of them.
    return channel.type !== ChannelType.PrivateThread || permissions.has(PermissionFlagsBits.ManageThreads);
  };
}
