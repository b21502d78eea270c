import { once } from 'node:events';
import { join } from 'node:path';
import { DiscordjsErrorCodes, Events } from 'discord.js';
import sharp from 'sharp';
import { buttons, commands, modals } from './commands/index.ts';
import { type Config, ConfigError } from './config.ts';
import { type AdminNotices, createAdminNotices } from './events/admin-notices.ts';
import { createChannelMessages } from './events/channel-messages.ts';
import { type ConsentRequests, createConsentRequests } from './events/consent-requests.ts';
import { createDiscordClient } from './events/discord-client.ts';
import { createErrorWords } from './events/error-words.ts';
import { createImageRequests } from './events/image-requests.ts';
import { createInteractionAnswers } from './events/interaction-answers.ts';
import { createInteractionHandler } from './events/interaction-create.ts';
import { createReceipts, type Receipts } from './events/receipts.ts';
import { registerCommands } from './events/register-commands.ts';
import { createTrainingEvents, type TrainingEvents } from './events/training-event.ts';
import { createHttpServer } from './http/server.ts';
import type { Logger } from './logger.ts';
import { actorSchema } from './services/actors/actor.ts';
import { createActorsService } from './services/actors/actors-service.ts';
import { acceptedRequestSchema, createAcceptedRequests } from './services/generation/accepted-requests.ts';
import { cachedImageSchema, generationSchema } from './services/generation/generation.ts';
import { createGenerationService } from './services/generation/generation-service.ts';
import { createImageMaker } from './services/generation/image-maker.ts';
import { createLimiter } from './services/generation/limiter.ts';
import { accountPauseSchema, createAccountPause } from './services/huggingface/account-pause.ts';
import { createBilling } from './services/huggingface/billing.ts';
import { createCircuits } from './services/huggingface/circuits.ts';
import { createHub } from './services/huggingface/hub.ts';
import { redirectGlobally } from './services/huggingface/redirected-fetch.ts';
import { createModelsService } from './services/models/models-service.ts';
import { createPhotosService } from './services/photos/photos-service.ts';
import { erasureSchema } from './services/privacy/erasure.ts';
import { createPrivacyService } from './services/privacy/privacy-service.ts';
import { warmUp } from './services/quota/prompt-tokens.ts';
import { quotaDaySchema } from './services/quota/quota-day.ts';
import { createQuotaService } from './services/quota/quota-service.ts';
import { safetyEntrySchema } from './services/safety/safety-entry.ts';
import { createSafetyService } from './services/safety/safety-service.ts';
import { createSettingsService, guildSettingsSchema } from './services/settings/settings-service.ts';
import { createFileBlobs } from './services/storage/blobs.ts';
import { createSeal } from './services/storage/seal.ts';
import { openStore } from './services/storage/store.ts';
import { tombstoneSchema, trainingJobSchema } from './services/training/job.ts';
import { createTrainingService } from './services/training/training-service.ts';
import { createVision } from './services/vision/create-vision.ts';
import type { Vision } from './services/vision/vision.ts';
import { contactSheet, numbered } from './views/contact-sheet.ts';

export interface Bot {
  /** Resolves once Discord has said READY and the commands are as they should be. */
  start(): Promise<void>;
  /** Takes nothing new, lets what runs end, and closes everything. Waits for a start under way. */
  stop(): Promise<void>;
}

const sweepEveryMs = 30_000;

/**
 * The composition root: makes every part once and hands it what it needs. `onLost` is called when Discord closed
 * the gateway for good (a token that was reset, say), which only a new start can mend. `vision` is for measurements
 * that leave out how long it takes to look at pictures.
 */
export function createBot(
  config: Config,
  logger: Logger,
  { onLost = () => {}, vision = createVision({ logger }) }: { onLost?: () => void; vision?: Vision } = {},
): Bot {
  /** What has been opened so far, the latest first to be closed. */
  const closers: (() => Promise<unknown> | unknown)[] = [];
  let starting: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  const onStop = (close: () => Promise<unknown> | unknown) => closers.unshift(close);
  const now = Date.now;

  async function start(): Promise<void> {
    const startedAt = performance.now();
    // Many small pictures rather than a few large ones: kept pixels and threads of its own would only cost memory.
    sharp.cache(false);
    sharp.concurrency(1);
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

    const { client, connected } = createDiscordClient({
      apiUrl: config.DISCORD_API_URL,
      onLost: () => {
        if (!stopped) onLost();
      },
      logger,
    });
    const messages = createChannelMessages(client);
    onStop(() => vision.stop());

    const settings = await createSettingsService({
      collection: await store.collection('guild_settings', guildSettingsSchema),
      secret: config.DISCORD_TOKEN,
    });
    const safety = await createSafetyService({
      vision,
      settings,
      log: await store.collection('safety_log', safetyEntrySchema),
      now,
      logger,
    });
    const photos = createPhotosService({ blobs, vision, now });
    let consentRequests: ConsentRequests | undefined;
    const actors = await createActorsService({
      actors: await store.collection('actors', actorSchema),
      photos,
      blobs,
      outsidersRule: guildId => settings.get(guildId).outsiders,
      onAsked: () => void consentRequests?.sweep(),
      onAnswered: (...answer) => consentRequests?.answered(...answer),
      now,
    });
    warmUp().catch(error => logger.error({ err: error }, 'the vocabulary could not be read'));
    const quota = await createQuotaService({
      days: await store.collection('quota_days', quotaDaySchema),
      dailyTokens: config.QUOTA_DAILY_TOKENS,
      memberDailyTokens: config.QUOTA_MEMBER_DAILY_TOKENS,
      serverDailyTokens: config.QUOTA_SERVER_DAILY_TOKENS,
      limits: { server: guildId => settings.get(guildId).serverLimit, member: settings.limitOf },
      secret: config.DISCORD_TOKEN,
      now,
    });
    const models = createModelsService({ hub, hasEndpoint: endpoint !== undefined, now, logger });
    const limiter = createLimiter({
      maxConcurrent: config.HF_MAX_CONCURRENT,
      minTimeMs: config.HF_MIN_INTERVAL_MS,
      queueMax: config.QUEUE_MAX,
    });
    let adminNotices: AdminNotices | undefined;
    const account = await createAccountPause({
      collection: await store.collection('account', accountPauseSchema),
      onPaused: reason => {
        logger.error({ reason }, 'the shared account is paused');
        adminNotices?.catchUp();
      },
      now,
    });
    const generation = await createGenerationService({
      generations: await store.collection('generations', generationSchema),
      cache: await store.collection('image_cache', cachedImageSchema),
      accepted: await createAcceptedRequests({
        collection: await store.collection('accepted_requests', acceptedRequestSchema),
        seal: createSeal(config.DISCORD_TOKEN),
        now,
      }),
      blobs,
      actors,
      models,
      quota,
      safety,
      settings,
      limiter,
      deleteMessage: messages.delete,
      imageBytesMost: config.IMAGES_MAX_MB * 1024 * 1024,
      logger,
      maker: createImageMaker({
        account: {
          origins,
          token: config.HF_TOKEN,
          billTo: config.HF_BILL_TO,
          endpoint,
          timeoutMs: config.HF_TIMEOUT_MS,
        },
        limiter,
        circuits: createCircuits({ now }),
        accountPause: account,
        logger,
      }),
      now,
    });
    let trainingEvents: TrainingEvents | undefined;
    const training = await createTrainingService({
      jobs: await store.collection('training_jobs', trainingJobSchema),
      tombstones: await store.collection('erased_jobs', tombstoneSchema),
      actors,
      blobs,
      hub,
      checkSample: (picture, { guildId, requesterId, actorId }) =>
        safety.checkImage(picture, { guildId, memberId: requesterId, actorId, adultChannel: false }),
      config,
      now,
      logger,
      onChange: job => trainingEvents?.changed(job),
    });
    onStop(() => training.stop());

    let receipts: Receipts | undefined;
    const privacy = await createPrivacyService({
      erasures: await store.collection('erasures', erasureSchema),
      actors,
      training,
      generation,
      quota,
      safety,
      settings,
      blobs,
      store,
      hub,
      deleteMessage: messages.delete,
      onDone: erasure => receipts?.due(erasure),
      now,
      logger,
    });
    onStop(() => privacy.stop());

    const billing = createBilling({ hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN, now, logger });
    // Asked before anybody looks, because looking never waits for it.
    billing.reported();
    onStop(() => billing.stop());
    adminNotices = createAdminNotices({
      account,
      settings,
      guilds: () => client.guilds.cache.values(),
      messages,
      logger,
    });
    onStop(() => adminNotices?.stop());
    receipts = createReceipts({ privacy, messages, logger });
    onStop(() => receipts?.stop());
    consentRequests = createConsentRequests({
      actors,
      messages,
      consentBy: guildId => settings.get(guildId).consentBy,
      sheetOf: async actor => contactSheet(numbered(await photos.tiles(actor.photos)), { plain: true }),
      expire: actorId => privacy.eraseActor({ actorId, why: 'expired' }),
      logger,
      now,
    });
    onStop(() => consentRequests?.stop());
    trainingEvents = createTrainingEvents({ messages, training, logger });
    const wordsFor = createErrorWords(logger);
    const imageRequests = createImageRequests({
      generation,
      answers: createInteractionAnswers(client),
      messages,
      wordsFor,
      now,
      logger,
    });
    const handle = createInteractionHandler({
      commands,
      buttons,
      modals,
      services: {
        ...{ account, actors, billing, generation, models, photos },
        ...{ privacy, quota, safety, settings, training },
      },
      messages,
      imageRequests,
      wordsFor,
      logger,
    });
    const underWay = new Set<Promise<void>>();
    let accepting = true;
    client.on(Events.InteractionCreate, interaction => {
      if (!accepting) return;
      const work = handle(interaction).finally(() => underWay.delete(work));
      underWay.add(work);
    });
    client.on(Events.GuildDelete, guild => {
      privacy.guildLeft(guild.id).catch(error => logger.error({ err: error }, 'a departure was not noted'));
    });
    onStop(() => client.destroy());
    onStop(async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
      await imageRequests.settled();
    });
    // Before waiting for what is under way: what still waits for its turn is told to come back.
    onStop(() => limiter.stop());
    onStop(() => imageRequests.stop());
    onStop(() => trainingEvents?.stop());

    const http = createHttpServer({ config, training, ready: () => connected() && client.isReady(), logger });
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

    privacy.resume();
    imageRequests.resume();
    const sweep = async () => {
      await training.sweep();
      trainingEvents?.catchUp();
      receipts?.catchUp();
      adminNotices?.catchUp();
      imageRequests.catchUp();
      await consentRequests?.sweep();
      await generation.sweep();
      await privacy.sweep();
      await privacy.sweepGuilds(client.guilds.cache.keys());
    };
    await sweep();
    const sweeper = setInterval(() => {
      sweep().catch(error => logger.error({ err: error }, 'a sweep failed'));
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
