import { type Client, type RESTGetAPIGuildResult, Routes } from 'discord.js';

/** What a server is called; undefined where the bot is not in it, or Discord doesn't answer. */
export type GuildName = (guildId: string) => Promise<string | undefined>;

/** Of several shards, a process knows its own servers, and asks about those of the others. */
export const createGuildName =
  (client: Client): GuildName =>
  async guildId => {
    const known = client.guilds.cache.get(guildId);
    if (known) return known.name;
    const asked = client.rest.get(Routes.guild(guildId)) as Promise<RESTGetAPIGuildResult>;
    return asked.then(
      ({ name }) => name,
      () => undefined,
    );
  };
