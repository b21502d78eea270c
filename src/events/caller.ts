import {
  type AutocompleteInteraction,
  ChannelType,
  type ChatInputCommandInteraction,
  type Interaction,
  PermissionFlagsBits,
  type PublicThreadChannel,
} from 'discord.js';
import {
  type Caller,
  type Command,
  type CommandGroup,
  directMessages,
  type Placed,
} from '../commands/command.ts';
import { mentionCommand } from '../discord/command-mentions.ts';
import { isElsewhere } from '../discord/is-elsewhere.ts';
import { viewableChannels } from '../discord/viewable-channels.ts';
import { UserError } from '../errors.ts';
import { said } from '../words/words.ts';

const onlyInServers = () => new UserError('not-allowed', said('events.onlyInServer'));

/**
 * A server counts only where the bot was installed in it: an app that a user installed for themselves works in every
 * server, with the permissions they have there (docs.discord.com/developers/resources/application#installation-context).
 * @throws UserError in direct messages and where the bot is not, for what does not work there
 */
export function callerOf(
  interaction: Interaction,
  declared: Placed,
  { userInstalls }: { userInstalls: boolean },
): Caller {
  const { guildId, channelId, channel, user } = interaction;
  if (!channelId) throw onlyInServers();
  const worksElsewhere = userInstalls && declared.elsewhere === true;
  const elsewhere = isElsewhere(interaction);
  if (elsewhere) requireElsewhere(interaction, { userInstalls, worksElsewhere });
  else if (!guildId && !declared.direct && !worksElsewhere) throw onlyInServers();
  if (elsewhere || !guildId) {
    return {
      ...{ memberId: user.id, guildId: directMessages, channelId, placeId: channelId },
      ...(elsewhere ? { elsewhere } : {}),
      ...{ admin: false, roleIds: [], adultChannel: false },
      channelExists: () => true,
      canView: id => id === channelId,
      roleExists: () => true,
      mention: name => mentionCommand(interaction.client, name),
    };
  }
  const place = channel?.isThread() ? channel.parent : channel;
  return {
    memberId: user.id,
    guildId,
    channelId,
    parentChannelId: isOpenThread(channel) ? (channel.parentId ?? undefined) : undefined,
    placeId: place?.id ?? channelId,
    channelExists: id => interaction.guild?.channels.cache.has(id) ?? true,
    canView: viewableChannels(interaction),
    admin: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    roleIds: rolesOf(interaction),
    // Where the bot does not have the server at hand, nothing is said to be gone.
    roleExists: id => interaction.guild?.roles.cache.has(id) ?? true,
    mention: name => mentionCommand(interaction.client, name),
    adultChannel: place !== null && 'nsfw' in place && place.nsfw === true,
  };
}

/** Everybody who sees its channel sees such a thread. */
const isOpenThread = (channel: Interaction['channel']): channel is PublicThreadChannel =>
  channel?.type === ChannelType.PublicThread || channel?.type === ChannelType.AnnouncementThread;

/** @throws UserError not-allowed */
function requireElsewhere(
  { guildId, user, authorizingIntegrationOwners: owners }: Interaction,
  { userInstalls, worksElsewhere }: { userInstalls: boolean; worksElsewhere: boolean },
): void {
  if (!userInstalls) {
    if (guildId === null) throw onlyInServers();
    throw new UserError('not-allowed', said('events.notInstalled'));
  }
  if (!worksElsewhere) throw new UserError('not-allowed', said('events.onlyWhereAdded'));
  // Anyone who sees a message can press its buttons: they would spend what belongs to the member who asked.
  if (owners.userId !== user.id) {
    throw new UserError('not-allowed', said('events.notYourButtons'));
  }
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

/** Undefined for a command that Discord still shows and the bot no longer has. */
export function findCommand(
  { commandName, options }: ChatInputCommandInteraction | AutocompleteInteraction,
  commands: (Command | CommandGroup)[],
): Command | undefined {
  const found = commands.find(({ name }) => name === commandName);
  return found?.kind === 'group'
    ? found.subcommands.find(({ name }) => name === options.getSubcommand(false))
    : found;
}

/** @throws UserError gone for one that the bot no longer has */
export function commandOf(...asked: Parameters<typeof findCommand>): Command {
  const command = findCommand(...asked);
  if (!command) throw new UserError('gone', said('events.commandGone'));
  return command;
}
