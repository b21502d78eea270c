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
  Placed,
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
const worksIn = (command: Declared, place: keyof Placed) =>
  command.kind === 'group'
    ? command.subcommands.some(subcommand => subcommand[place])
    : command[place] === true;

/**
 * Where Discord offers a command: in servers, in direct messages with the bot, in conversations without it; for a server
 * that added the bot, for a member who installed it.
 */
function offeredIn(command: Declared, userInstalls: boolean) {
  const { Guild, BotDM, PrivateChannel } = InteractionContextType;
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;
  if (userInstalls && worksIn(command, 'elsewhere')) {
    return { contexts: [Guild, BotDM, PrivateChannel], integration_types: [GuildInstall, UserInstall] };
  }
  return {
    contexts: worksIn(command, 'direct') ? [Guild, BotDM] : [Guild],
    // Installed by a user, it would work in servers that the bot is not in, at the expense of this one's account.
    integration_types: [GuildInstall],
  };
}

/** Everything that Discord offers a member. */
export type Declared = Command | CommandGroup | MenuCommand;

/** A declared command as Discord registers it, for every server, in every language whose catalogue is loaded. */
export function toRegistration(
  command: Command | CommandGroup,
  options?: { userInstalls: boolean },
): RESTPostAPIChatInputApplicationCommandsJSONBody;
export function toRegistration(
  command: Declared,
  options?: { userInstalls: boolean },
): RESTPostAPIApplicationCommandsJSONBody;
export function toRegistration(
  command: Declared,
  { userInstalls } = { userInstalls: false },
): RESTPostAPIApplicationCommandsJSONBody {
  const offered = { ...localizedName(command.name), ...offeredIn(command, userInstalls) };
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
