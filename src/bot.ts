import { once } from 'node:events';
import { DiscordjsErrorCodes, Events } from 'discord.js';
import sharp from 'sharp';
import { buttons, commands, modals } from './commands/index.ts';
import { type Config, ConfigError } from './config.ts';
import { createAnswering } from './discord/answering.ts';
import { createChannelMessages } from './discord/channel-messages.ts';
import { createDiscordClient } from './discord/discord-client.ts';
import { createInteractionAnswers } from './discord/interaction-answers.ts';
import { registerCommands } from './discord/register-commands.ts';
import { createAdminNotices } from './events/admin-notices.ts';
import { createAnswer } from './events/answer.ts';
import { createConsentRequests } from './events/consent-requests.ts';
import { createErrorWords } from './events/error-words.ts';
import { createImageRequests } from './events/image-requests.ts';
import { createInteractionHandler } from './events/interaction-create.ts';
import { createReceipts } from './events/receipts.ts';
import { createTrainingEvents } from './events/training-posts.ts';
import { createHttpServer } from './http/server.ts';
import type { Logger } from './logger.ts';
import { type Hooks, openServices } from './services/open-services.ts';
import type { TrainingPace } from './services/training/training-service.ts';
import { createVision } from './services/vision/create-vision.ts';
import type { Vision } from './services/vision/vision.ts';
import { contactSheet, numbered } from './views/actor/contact-sheet.ts';

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
 * that leave out how long it takes to look at pictures,
 * `trainingPace` for tests that are in a hurry.
 */
export function createBot(
  config: Config,
  logger: Logger,
  {
    onLost = () => {},
    vision = createVision({ logger }),
    trainingPace,
  }: { onLost?: () => void; vision?: Vision; trainingPace?: TrainingPace } = {},
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
    const { client, connected } = createDiscordClient({
      apiUrl: config.DISCORD_API_URL,
      onLost: () => {
        if (!stopped) onLost();
      },
      logger,
    });
    const messages = createChannelMessages(client);
    const hooks: Hooks = {};
    const { services, limiter } = await openServices({
      config,
      vision,
      deleteMessage: messages.delete,
      hooks,
      onClose: onStop,
      trainingPace,
      now,
      logger,
    });
    const { account, actors, generation, photos, privacy, settings, training } = services;
    const adminNotices = createAdminNotices({
      account,
      settings,
      guilds: () => client.guilds.cache.values(),
      messages,
      logger,
    });
    onStop(() => adminNotices.stop());
    const receipts = createReceipts({ privacy, messages, logger });
    onStop(() => receipts.stop());
    const consentRequests = createConsentRequests({
      actors,
      messages,
      consentBy: guildId => settings.get(guildId).consentBy,
      sheetOf: async actor => contactSheet(numbered(await photos.tiles(actor.photos)), { plain: true }),
      expire: actorId => privacy.eraseActor({ actorId, why: 'expired' }),
      logger,
      now,
    });
    onStop(() => consentRequests.stop());
    const trainingEvents = createTrainingEvents({
      messages,
      training,
      channelFor: guildId => settings.get(guildId).trainingChannelId,
      logger,
    });
    hooks.consentAsked = () => void consentRequests.sweep();
    hooks.consentAnswered = consentRequests.answered;
    hooks.accountPaused = adminNotices.catchUp;
    hooks.trainingChanged = trainingEvents.changed;
    hooks.erased = receipts.due;
    const wordsFor = createErrorWords(logger);
    const answering = createAnswering({ answers: createInteractionAnswers(client), messages, now, logger });
    const imageRequests = createImageRequests({ generation, answering, wordsFor, now, logger });
    const handle = createInteractionHandler({
      commands,
      buttons,
      modals,
      services,
      answer: createAnswer({ answering, wordsFor, logger }),
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
    onStop(() => trainingEvents.stop());

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
      trainingEvents.catchUp();
      receipts.catchUp();
      adminNotices.catchUp();
      imageRequests.catchUp();
      await consentRequests.sweep();
      await generation.sweep();
      await privacy.sweep();
      await privacy.sweepGuilds(client.guilds.cache.keys());
    };
    await sweep();
    let sweeping = false;
    const sweeper = setInterval(() => {
      if (sweeping) return;
      sweeping = true;
      sweep()
        .catch(error => logger.error({ err: error }, 'a sweep failed'))
        .finally(() => {
          sweeping = false;
        });
    }, trainingPace?.sweepMs ?? sweepEveryMs);
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
