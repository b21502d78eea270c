import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type {
  Command,
  CommandGroup,
  MenuCommand,
  OptionDefinition,
  OptionDefinitions,
} from '../commands/command.ts';

import { localizedChoice, localizedDescription, localizedName } from './command-localisations.ts';

const types = {
  string: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  number: ApplicationCommandOptionType.Number,
  boolean: ApplicationCommandOptionType.Boolean,
  member: ApplicationCommandOptionType.User,
  channel: ApplicationCommandOptionType.Channel,
  role: ApplicationCommandOptionType.Role,
  file: ApplicationCommandOptionType.Attachment,
} as const;

function toOption(name: string, option: OptionDefinition): APIApplicationCommandBasicOption {
  const { kind, description, required } = option;
  const limits =
    kind === 'string'
      ? {
          ...(option.minLength === undefined ? {} : { min_length: option.minLength }),
          ...(option.maxLength === undefined ? {} : { max_length: option.maxLength }),
          ...(option.choices ? { choices: option.choices.map(localizedChoice) } : {}),
          ...(option.autocomplete ? { autocomplete: true } : {}),
        }
      : kind === 'integer' || kind === 'number'
        ? {
            ...(option.min === undefined ? {} : { min_value: option.min }),
            ...(option.max === undefined ? {} : { max_value: option.max }),
          }
        : kind === 'channel'
          ? { channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement] }
          : {};
  return {
    type: types[kind],
    ...localizedName(name),
    ...localizedDescription(description),
    required,
    ...limits,
  } as APIApplicationCommandBasicOption;
}

/** Discord wants the required options first; among equals the declared order stays. */
const toOptions = (options: OptionDefinitions) =>
  Object.entries(options)
    .sort(([, a], [, b]) => Number(b.required) - Number(a.required))
    .map(([name, option]) => toOption(name, option));

/** Discord knows contexts of whole commands only: one subcommand that works in direct messages brings the others along. */
const isDirect = (command: Declared) =>
  command.kind === 'group'
    ? command.subcommands.some(subcommand => subcommand.direct)
    : command.direct === true;

/** Everything that Discord offers a member. */
export type Declared = Command | CommandGroup | MenuCommand;

/** A declared command as Discord registers it, for every server, in every language whose catalogue is loaded. */
export function toRegistration(
  command: Command | CommandGroup,
): RESTPostAPIChatInputApplicationCommandsJSONBody;
export function toRegistration(command: Declared): RESTPostAPIApplicationCommandsJSONBody;
export function toRegistration(command: Declared): RESTPostAPIApplicationCommandsJSONBody {
  const offered = {
    ...localizedName(command.name),
    contexts: isDirect(command)
      ? [InteractionContextType.Guild, InteractionContextType.BotDM]
      : [InteractionContextType.Guild],
    // Installed by a user, it would work in servers that the bot is not in, at the expense of this one's account.
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
  if (command.kind === 'message-command') return { type: ApplicationCommandType.Message, ...offered };
  if (command.kind === 'member-command') return { type: ApplicationCommandType.User, ...offered };
  return {
    type: ApplicationCommandType.ChatInput,
    ...offered,
    ...localizedDescription(command.description),
    ...(command.kind === 'group' && command.adminOnly
      ? { default_member_permissions: String(PermissionFlagsBits.ManageGuild) }
      : {}),
    options:
      command.kind === 'command'
        ? toOptions(command.options)
        : command.subcommands.map(subcommand => ({
            type: ApplicationCommandOptionType.Subcommand as const,
            ...localizedName(subcommand.name),
            ...localizedDescription(subcommand.description),
            options: toOptions(subcommand.options),
          })),
  };
}
