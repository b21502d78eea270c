/** Registers the slash commands by hand: npm run deploy-commands. The bot does the same whenever it starts. */

import {
  REST,
  type RESTGetAPICurrentUserGuildsResult,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord.js';
import { config as loadDotenv } from 'dotenv';
import { commands } from '../src/commands/index.ts';
import { ConfigError, parseConfig } from '../src/config.ts';
import { registerCommands } from '../src/discord/register-commands.ts';

loadDotenv({ quiet: true });
const config = (() => {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.problems.join('\n'));
    process.exit(1);
  }
})();
const rest = new REST({ api: config.DISCORD_API_URL }).setToken(config.DISCORD_TOKEN);
const application = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
const servers = (await rest.get(Routes.userGuilds())) as RESTGetAPICurrentUserGuildsResult;
const changed = await registerCommands(rest, commands, {
  applicationId: application.id,
  guildId: config.DISCORD_GUILD_ID,
  guildIds: servers.map(({ id }) => id),
});
const where = config.DISCORD_GUILD_ID ? `server ${config.DISCORD_GUILD_ID}` : 'every server';
console.log(
  changed
    ? `${commands.length} commands registered for ${where}.`
    : `The commands of ${where} are up to date.`,
);
