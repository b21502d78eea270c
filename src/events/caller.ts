import {
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  ChannelType,
  type ChatInputCommandInteraction,
  type Interaction,
  PermissionFlagsBits,
} from 'discord.js';
import { type Caller, type Command, type CommandGroup, directMessages } from '../commands/command.ts';
import { mentionCommand } from '../discord/command-mentions.ts';
import { viewableChannels } from '../discord/viewable-channels.ts';
import { UserError } from '../errors.ts';
import { said } from '../words/words.ts';

/**
 * A server counts only where the bot was installed in it: an app that a user installed for themselves works in every
 * server, with the permissions they have there (docs.discord.com/developers/resources/application#installation-context).
 * @throws UserError there, and in direct messages for what does not work in them
 */
export function callerOf(interaction: Interaction, direct: boolean): Caller {
  const { guildId, channelId, channel, user } = interaction;
  if (!channelId || (!guildId && !direct)) {
    throw new UserError('not-allowed', said('events.onlyInServer'));
  }
  if (guildId && !(ApplicationIntegrationType.GuildInstall in interaction.authorizingIntegrationOwners)) {
    throw new UserError('not-allowed', said('events.notInstalled'));
  }
  const place = channel?.isThread() ? channel.parent : channel;
  return {
    memberId: user.id,
    guildId: guildId ?? directMessages,
    channelId,
    parentChannelId: channel?.type === ChannelType.PublicThread ? (channel.parentId ?? undefined) : undefined,
    placeId: place?.id ?? channelId,
    channelExists: id => interaction.guild?.channels.cache.has(id) ?? true,
    canView: viewableChannels(interaction),
    admin: guildId !== null && (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false),
    roleIds: rolesOf(interaction),
    // Where the bot does not have the server at hand, nothing is said to be gone.
    roleExists: id => interaction.guild?.roles.cache.has(id) ?? true,
    mention: name => mentionCommand(interaction.client, name),
    adultChannel: place !== null && 'nsfw' in place && place.nsfw === true,
  };
}

/**
 * A member comes with their roles in every kind of interaction (docs.discord.com/developers/interactions/receiving-and-responding:
 * `member`). discord.js keeps those that the server still has, and adds @everyone.
 */
function rolesOf({ member, guildId }: Interaction): string[] {
  if (!member) return [];
  const roles = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
  return roles.filter(id => id !== guildId);
}

/** @throws UserError for a command that Discord still shows and the bot no longer has. */
export function commandOf(
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
  commands: (Command | CommandGroup)[],
): Command {
  const found = commands.find(candidate => candidate.name === interaction.commandName);
  const command =
    found?.kind === 'group'
      ? found.subcommands.find(candidate => candidate.name === interaction.options.getSubcommand())
      : found;
  if (!command) throw new UserError('gone', said('events.commandGone'));
  return command;
}
