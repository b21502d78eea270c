import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import { Agent } from 'undici';
import type { Logger } from '../logger.ts';
import type { Shards } from '../shards.ts';

export interface DiscordConnection {
  client: Client;
  /** Whether events come in now, on all of its shards. */
  connected(): boolean;
  /** How many of its shards are. */
  shardsConnected(): number;
}

/**
 * The client, not logged in yet. `onLost` is called when Discord closed the gateway for good (a token that was reset,
 * say), which only a new start can mend.
 */
export function createDiscordClient({
  apiUrl,
  shards: { ids, count } = { ids: [0], count: 1 },
  onLost,
  logger,
}: {
  apiUrl: string;
  shards?: Shards;
  onLost: () => void;
  logger: Logger;
}): DiscordConnection {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // Always said: discord.js would read SHARDS of the environment in its own way.
    shards: [...ids],
    shardCount: count,
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
  const connected = new Set<number>();
  client.on(Events.Error, error => logger.error({ err: error }, 'discord'));
  client.on(Events.ShardReady, id => connected.add(id));
  client.on(Events.ShardResume, id => connected.add(id));
  client.on(Events.ShardReconnecting, id => connected.delete(id));
  client.on(Events.ShardDisconnect, (event, id) => {
    connected.delete(id);
    logger.info({ code: event.code }, 'Discord closed the gateway for good');
    onLost();
  });
  return {
    client,
    connected: () => connected.size === ids.length,
    shardsConnected: () => connected.size,
  };
}
