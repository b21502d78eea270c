/** Registers the slash commands by hand: npm run deploy-commands. The bot does the same whenever it starts. */

import { REST, type RESTGetCurrentApplicationResult, Routes } from 'discord.js';
import { config as loadDotenv } from 'dotenv';
import { commands, menuCommands } from '../src/commands/index.ts';
import { type Config, parseConfig, StartError } from '../src/config.ts';
import { registerCommands } from '../src/discord/register-commands.ts';
import { explainStart } from '../src/explain-start.ts';

const offered = [...commands, ...menuCommands];
loadDotenv({ quiet: true });
try {
  await deploy(parseConfig(process.env));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function deploy(config: Config): Promise<void> {
  const rest = new REST({ api: config.DISCORD_API_URL }).setToken(config.DISCORD_TOKEN);
  try {
    const application = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
    const { changed } = await registerCommands(rest, offered, {
      applicationId: application.id,
      guildId: config.DISCORD_GUILD_ID,
      userInstalls: config.USER_INSTALLS === 'on',
    });
    const where = config.DISCORD_GUILD_ID ? `server ${config.DISCORD_GUILD_ID}` : 'every server';
    console.log(
      changed
        ? `${offered.length} commands registered for ${where}.`
        : `The commands of ${where} are up to date.`,
    );
  } catch (error) {
    throw explainStart(error, config);
  }
}
