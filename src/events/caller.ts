import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  PermissionFlagsBits,
} from 'discord.js';
import { type Caller, type Command, type CommandGroup, directMessages } from '../commands/command.ts';
import { UserError } from '../errors.ts';

/** @throws UserError where it came from direct messages and what was asked does not work there. */
export function callerOf(interaction: Interaction, direct: boolean): Caller {
  const { guildId, channelId, channel, user } = interaction;
  if (!channelId || (!guildId && !direct)) {
    throw new UserError('not-allowed', 'This works in a server only, not in direct messages.');
  }
  const place = channel?.isThread() ? channel.parent : channel;
  return {
    memberId: user.id,
    guildId: guildId ?? directMessages,
    channelId,
    admin: guildId !== null && (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false),
    adultChannel: place !== null && 'nsfw' in place && place.nsfw === true,
  };
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
  if (!command)
    throw new UserError('gone', 'This command is not there any more. Reload Discord and try again.');
  return command;
}
