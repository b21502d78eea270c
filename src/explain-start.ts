import { DiscordAPIError, DiscordjsErrorCodes, HTTPError } from 'discord.js';
import { AwayError, unreachableIn } from './away.ts';
import { type Config, ConfigError, StartError } from './config.ts';
import { isChannelClosed } from './discord/discord-errors.ts';

const unwritable = new Set<unknown>([
  'SQLITE_CANTOPEN',
  'EACCES',
  'EROFS',
  'ENOSPC',
  'SQLITE_FULL',
  'SQLITE_READONLY',
]);

/** A failure to start, in words where the person who runs the bot can mend it, and as it came elsewhere. */
export function explainStart(error: unknown, config: Config): unknown {
  if (error instanceof StartError) return error;
  const { code, syscall, url, port } = error as Partial<Record<'code' | 'syscall' | 'url' | 'port', unknown>>;
  if (
    code === DiscordjsErrorCodes.TokenInvalid ||
    (error instanceof DiscordAPIError && error.status === 401)
  ) {
    return new ConfigError([
      'DISCORD_TOKEN was refused by Discord. Reset it in the developer portal and copy it again',
    ]);
  }
  if (isChannelClosed(error) && config.DISCORD_GUILD_ID && String(url).includes('/commands')) {
    return new ConfigError([
      `DISCORD_GUILD_ID ${config.DISCORD_GUILD_ID} is a server where the bot may not register commands. ` +
        'Check the id, and invite the bot there with the scopes bot and applications.commands',
    ]);
  }
  if (syscall === 'listen') {
    const { HTTP_HOST, HTTP_PORT, OPS_HOST, OPS_PORT } = config;
    return new ConfigError([
      port === OPS_PORT && OPS_PORT !== HTTP_PORT
        ? `OPS_PORT ${OPS_PORT} on OPS_HOST ${OPS_HOST} cannot be used (${code}). Pick another`
        : `HTTP_PORT ${HTTP_PORT} on HTTP_HOST ${HTTP_HOST} cannot be used (${code}). Pick another`,
    ]);
  }
  // Behind it may be the code of an address that cannot be reached, which is not Discord's.
  if (code === 'store-away') {
    return new AwayError(
      'The database or the object store stopped answering during the start (STORE_URL, BLOBS_URL).',
      { cause: error },
    );
  }
  if (unwritable.has(code)) {
    return new ConfigError([`DATA_DIR ${config.DATA_DIR} cannot be written to (${code})`]);
  }
  const reason = unreachableIn(error);
  if (reason) {
    return new AwayError(
      `Discord cannot be reached at ${config.DISCORD_API_URL} (${reason}). ` +
        'Check that this machine is online and that no firewall is in the way.',
    );
  }
  // A thousand times a day (docs.discord.com/developers/events/gateway#session-start-limit-object).
  if (error instanceof Error && error.message.startsWith('Not enough sessions remaining')) {
    return new AwayError(`Discord lets the bot connect no more for now: ${error.message}.`);
  }
  // discord.js waits 15 seconds for an answer, a few times.
  if (error instanceof Error && error.name === 'AbortError') {
    return new AwayError(`Discord does not answer at ${config.DISCORD_API_URL}.`);
  }
  if (error instanceof HTTPError) {
    return new AwayError(`Discord has trouble: it answered ${error.status}.`);
  }
  return error;
}
