import type { APIApplicationCommand } from 'discord-api-types/v10';

const GUILD = 0;
const BOT_DM = 1;

/**
 * Whether a command can be used in the server, or else in direct messages with the bot. Guild commands are for their
 * guild; global ones, unless they name contexts, for both.
 */
export function isOfferedIn(command: APIApplicationCommand, place: { direct: boolean }): boolean {
  if (command.guild_id) return !place.direct;
  if (command.contexts) return command.contexts.includes(place.direct ? BOT_DM : GUILD);
  return !place.direct || command.dm_permission !== false;
}
