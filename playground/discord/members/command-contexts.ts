import type { APIApplicationCommand } from 'discord-api-types/v10';

const GUILD = 0;
const BOT_DM = 1;
const PRIVATE_CHANNEL = 2;
const USER_INSTALL = 1;

/** Where a member is when they look for a command. */
export interface CommandPlace {
  /** Direct messages with the bot. */
  direct: boolean;
  /** A place that the bot is no part of. */
  elsewhere?: 'server' | 'conversation' | undefined;
  /** The member installed the application for themselves. */
  installed: boolean;
}

const isForUsers = ({ integration_types: types }: APIApplicationCommand) =>
  types?.includes(USER_INSTALL) === true;

/**
 * Whether a command can be used there. Guild commands are for their guild; global ones, unless they name contexts, for
 * all that their installation reaches. Where the bot is not, only those that a member installed for themselves are.
 */
export function isOfferedIn(command: APIApplicationCommand, place: CommandPlace): boolean {
  if (command.guild_id) return !place.direct && !place.elsewhere;
  if (place.elsewhere) {
    if (!place.installed || !isForUsers(command)) return false;
    const context = place.elsewhere === 'server' ? GUILD : PRIVATE_CHANNEL;
    return command.contexts?.includes(context) ?? true;
  }
  if (command.contexts) return command.contexts.includes(place.direct ? BOT_DM : GUILD);
  return !place.direct || command.dm_permission !== false;
}

/** Who authorized what is done with a command or a message: the server, the member who installed it, or both. */
export function ownersOf(
  command: Pick<APIApplicationCommand, 'integration_types'>,
  { server, installer }: { server: string | undefined; installer: string | undefined },
): Record<string, string> {
  return {
    ...(server === undefined ? {} : { 0: server }),
    ...(installer !== undefined && command.integration_types?.includes(USER_INSTALL) ? { 1: installer } : {}),
  };
}
