import { type Interaction, InteractionContextType } from 'discord.js';

/**
 * Whether the bot is no part of the place: a server that hasn't added it, or a conversation of others. A member who
 * installed it for themselves can use it there, and it can answer for 15 minutes by the token of each interaction; it can
 * neither read, write nor delete anything there otherwise
 * (docs.discord.com/developers/resources/application#installation-context).
 */
export function isElsewhere({
  guildId,
  context,
  authorizingIntegrationOwners: owners,
}: Pick<Interaction, 'guildId' | 'context' | 'authorizingIntegrationOwners'>): boolean {
  return guildId === null
    ? context === InteractionContextType.PrivateChannel
    : // Discord.js has a key for every kind of installation, whether there is one or not.
      owners.guildId === null;
}
