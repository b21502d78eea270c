import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import { Agent } from 'undici';
import type { Logger } from '../logger.ts';

export interface DiscordConnection {
  client: Client;
  /** Whether events come in now. */
  connected(): boolean;
}

/**
 * The client, not logged in yet. `onLost` is called when Discord closed the gateway for good (a token that was reset,
 * say), which only a new start can mend.
 */
export function createDiscordClient({
  apiUrl,
  onLost,
  logger,
}: {
  apiUrl: string;
  onLost: () => void;
  logger: Logger;
}): DiscordConnection {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // Always said: discord.js would take SHARDS=1 of the environment for the second shard of one, which Discord refuses.
    shards: [0],
    shardCount: 1,
    rest: {
      api: apiUrl,
      // A burst of interactions is acknowledged over a few connections: opening one for each takes longer than waiting.
      agent: new Agent({ connections: 32, keepAliveTimeout: 60_000 }),
      // Each interaction has a handler of its own, which is of no use after its token's quarter of an hour.
      handlerSweepInterval: 5 * 60_000,
    },
    // Everything the bot needs comes with the interaction; what it must remember is in the store.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: member => member.id === member.client.user.id },
    }),
  });
  let connected = false;
  client.on(Events.Error, error => logger.error({ err: error }, 'discord'));
  client.on(Events.ShardReady, () => {
    connected = true;
  });
  client.on(Events.ShardResume, () => {
    connected = true;
  });
  client.on(Events.ShardReconnecting, () => {
    connected = false;
  });
  client.on(Events.ShardDisconnect, event => {
    connected = false;
    logger.info({ code: event.code }, 'Discord closed the gateway for good');
    onLost();
  });
  return { client, connected: () => connected };
}
