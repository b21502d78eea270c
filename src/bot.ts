import { once } from 'node:events';
import { join } from 'node:path';
import { Client, DiscordjsErrorCodes, Events, GatewayIntentBits, Options } from 'discord.js';
import { buttons, commands, modals } from './commands/index.ts';
import { type Config, ConfigError } from './config.ts';
import { createChannelMessages } from './events/channel-messages.ts';
import { createInteractionHandler } from './events/interaction-create.ts';
import { registerCommands } from './events/register-commands.ts';
import { createTrainingEvents, type TrainingEvents } from './events/training-event.ts';
import { createHttpServer } from './http/server.ts';
import type { Logger } from './logger.ts';
import { actorSchema } from './services/actors/actor.ts';
import { createActorsService } from './services/actors/actors-service.ts';
import { cachedImageSchema, generationSchema } from './services/generation/generation.ts';
import { createGenerationService } from './services/generation/generation-service.ts';
import { createImageMaker } from './services/generation/image-maker.ts';
import { createLimiter } from './services/generation/limiter.ts';
import { createHub } from './services/huggingface/hub.ts';
import { redirectGlobally } from './services/huggingface/redirected-fetch.ts';
import { createModelsService } from './services/models/models-service.ts';
import { createPhotosService } from './services/photos/photos-service.ts';
import { createQuotaService, quotaDaySchema } from './services/quota/quota-service.ts';
import { createFileBlobs } from './services/storage/blobs.ts';
import { openStore } from './services/storage/store.ts';
import { trainingJobSchema } from './services/training/job.ts';
import { createTrainingService } from './services/training/training-service.ts';

export interface Bot {
  /** Resolves once Discord has said READY and the commands are as they should be. */
  start(): Promise<void>;
  /** Takes nothing new, lets what runs end, and closes everything. Waits for a start under way. */
  stop(): Promise<void>;
}

const sweepEveryMs = 30_000;

/**
 * The composition root: makes every part once and hands it what it needs. `onLost` is called when Discord closed
 * the gateway for good (a token that was reset, say), which only a new start can mend.
 */
export function createBot(config: Config, logger: Logger, onLost: () => void = () => {}): Bot {
  /** What has been opened so far, the latest first to be closed. */
  const closers: (() => Promise<unknown> | unknown)[] = [];
  let starting: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  const onStop = (close: () => Promise<unknown> | unknown) => closers.unshift(close);
  const now = Date.now;

  async function start(): Promise<void> {
    const startedAt = performance.now();
    const store = await openStore(config.DATA_DIR);
    onStop(() => store.close());
    const blobs = createFileBlobs(join(config.DATA_DIR, 'blobs'));

    const origins = { hub: config.HF_ENDPOINT, router: config.HF_ROUTER_URL };
    onStop(redirectGlobally(origins));
    const hub = createHub({
      hubUrl: config.HF_ENDPOINT,
      token: config.HF_TOKEN,
      namespace: config.HF_NAMESPACE,
    });
    const endpoint = config.INFERENCE_ENDPOINT_URL
      ? { url: config.INFERENCE_ENDPOINT_URL, token: config.INFERENCE_ENDPOINT_TOKEN }
      : undefined;

    const photos = createPhotosService({ blobs, now });
    const actors = await createActorsService({
      actors: await store.collection('actors', actorSchema),
      photos,
      blobs,
      now,
    });
    const quota = await createQuotaService({
      days: await store.collection('quota_days', quotaDaySchema),
      dailyTokens: config.QUOTA_DAILY_TOKENS,
      memberDailyTokens: config.QUOTA_MEMBER_DAILY_TOKENS,
      now,
    });
    const models = createModelsService({ hub, hasEndpoint: endpoint !== undefined, now, logger });
    const limiter = createLimiter({
      maxConcurrent: config.HF_MAX_CONCURRENT,
      minTimeMs: config.HF_MIN_INTERVAL_MS,
      queueMax: config.QUEUE_MAX,
    });
    const generation = createGenerationService({
      generations: await store.collection('generations', generationSchema),
      cache: await store.collection('image_cache', cachedImageSchema),
      blobs,
      actors,
      models,
      quota,
      limiter,
      maker: createImageMaker({
        account: {
          origins,
          token: config.HF_TOKEN,
          billTo: config.HF_BILL_TO,
          endpoint,
          timeoutMs: config.HF_TIMEOUT_MS,
        },
        limiter,
        logger,
      }),
      now,
    });
    let trainingEvents: TrainingEvents | undefined;
    const training = await createTrainingService({
      jobs: await store.collection('training_jobs', trainingJobSchema),
      actors,
      blobs,
      hub,
      config,
      now,
      logger,
      onChange: job => trainingEvents?.changed(job),
    });
    onStop(() => training.stop());

    const client = new Client({
      intents: [GatewayIntentBits.Guilds],
      rest: { api: config.DISCORD_API_URL },
      // Everything the bot needs comes with the interaction; what it must remember is in the store.
      makeCache: Options.cacheWithLimits({
        ...Options.DefaultMakeCacheSettings,
        MessageManager: 0,
        UserManager: 0,
        GuildMemberManager: { maxSize: 0, keepOverLimit: member => member.id === member.client.user.id },
      }),
    });
    const messages = createChannelMessages(client);
    trainingEvents = createTrainingEvents({ messages, training, logger });
    const handle = createInteractionHandler({
      commands,
      buttons,
      modals,
      services: { actors, generation, models, quota, training },
      messages,
      logger,
    });
    const underWay = new Set<Promise<void>>();
    let accepting = true;
    client.on(Events.InteractionCreate, interaction => {
      if (!accepting) return;
      const work = handle(interaction).finally(() => underWay.delete(work));
      underWay.add(work);
    });
    client.on(Events.Error, error => logger.error({ err: error }, 'discord'));
    let connected = false;
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
      if (stopped) return;
      logger.fatal({ code: event.code }, 'Discord closed the gateway for good');
      onLost();
    });
    onStop(() => client.destroy());
    onStop(async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    });
    // Before waiting for what is under way: what still waits for its turn is told to come back.
    onStop(() => limiter.stop());
    onStop(() => trainingEvents?.stop());

    const http = createHttpServer({ config, training, ready: () => connected && client.isReady(), logger });
    const { url } = await http.start();
    onStop(() => http.stop());

    const ready = once(client, Events.ClientReady);
    ready.catch(() => undefined);
    await client.login(config.DISCORD_TOKEN);
    if (!client.isReady()) await ready;
    const application = client.application;
    if (!application) throw new Error('Discord did not say which application this is');
    const registered = await registerCommands(client.rest, commands, {
      applicationId: application.id,
      guildId: config.DISCORD_GUILD_ID,
    });

    await training.sweep();
    trainingEvents.catchUp();
    const sweeper = setInterval(() => {
      training.sweep().catch(error => logger.error({ err: error }, 'the sweep of training jobs failed'));
      trainingEvents?.catchUp();
    }, sweepEveryMs);
    onStop(() => clearInterval(sweeper));
    onStop(() => {
      accepting = false;
    });
    logger.info(
      {
        guilds: client.guilds.cache.size,
        callbackServer: url,
        registered,
        ms: Math.round(performance.now() - startedAt),
      },
      'ready',
    );
  }

  return {
    async start() {
      starting = start();
      try {
        await starting;
      } catch (error) {
        await stop();
        throw explained(error, config);
      }
    },
    stop,
  };

  function stop(): Promise<void> {
    stopped ??= (async () => {
      await starting?.catch(() => undefined);
      for (const close of closers.splice(0)) {
        try {
          await close();
        } catch (error) {
          logger.warn({ err: error }, 'something did not close cleanly');
        }
      }
    })();
    return stopped;
  }
}

/** Failures to start that a setting explains, as a problem with that setting. */
function explained(error: unknown, { HTTP_HOST, HTTP_PORT, DATA_DIR }: Config): unknown {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (code === DiscordjsErrorCodes.TokenInvalid) {
    return new ConfigError([
      'DISCORD_TOKEN was refused by Discord. Reset it in the developer portal and copy it again',
    ]);
  }
  if (syscall === 'listen') {
    return new ConfigError([
      `HTTP_PORT ${HTTP_PORT} on HTTP_HOST ${HTTP_HOST} cannot be used (${code}). Pick another`,
    ]);
  }
  if (code === 'SQLITE_CANTOPEN' || code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC') {
    return new ConfigError([`DATA_DIR ${DATA_DIR} cannot be written to (${code})`]);
  }
  return error;
}
