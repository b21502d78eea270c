import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { type Client, Events } from 'discord.js';
import { Registry } from 'prom-client';
import { commands, menuCommands } from './commands/index.ts';
import { type Config, ownShards } from './config.ts';
import { clearingNoteIn } from './discord/clearing-note.ts';
import { makeMentionable, mentionCommand } from './discord/command-mentions.ts';
import { createDiscordClient } from './discord/discord-client.ts';
import { createGuildName } from './discord/guild-name.ts';
import { createMessaging } from './discord/messaging.ts';
import { commandIds, registerCommands } from './discord/register-commands.ts';
import { writableChannels } from './discord/writable-channels.ts';
import { type Listening, listenTo } from './events/listen.ts';
import { explainStart } from './explain-start.ts';
import { addBotMetrics } from './http/bot-metrics.ts';
import { createOpsServer } from './http/ops-server.ts';
import { createHttpServer } from './http/server.ts';
import { addUnsignedMetric } from './http/unsigned-metric.ts';
import { createWatchMetrics } from './http/watch-metrics.ts';
import { type Bot, createLife, type OnStop } from './life.ts';
import type { Logger } from './logger.ts';
import { createNotices } from './notices/notices.ts';
import { collectAtRest } from './rest.ts';
import { openServices } from './services/open-services.ts';
import type { TrainingPace } from './services/training/training-service.ts';
import { createVision } from './services/vision/create-vision.ts';
import type { Vision } from './services/vision/vision.ts';
import { isHeardBy, leads } from './shards.ts';
import { openTracing } from './tracing.ts';
import { watchBy } from './watch.ts';

export type { Bot } from './life.ts';

const sweepEveryMs = 30_000;
/** A server that leaves is noted at once: this finds those that left while no bot ran, and those whose time is over. */
const compareServersEveryMs = 60 * 60_000;

interface Given {
  config: Config;
  logger: Logger;
  vision: Vision;
  trainingPace: TrainingPace | undefined;
  onLost: () => void;
  onStop: OnStop;
}

/**
 * The composition root: makes every part once and hands it what it needs. `onLost` is called when Discord closed
 * the gateway for good (a token that was reset, say) or another bot took the database, which only a new start can mend.
 * `vision` is for measurements that leave out how long it takes to look at pictures, `trainingPace` for tests that are
 * in a hurry.
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
  return createLife(logger, start, error => explainStart(error, config));

  async function start(onStop: OnStop, isStopping: () => boolean): Promise<void> {
    const startedAt = performance.now();
    const lost = () => {
      if (!isStopping()) onLost();
    };
    const parts = await openParts({ config, logger, vision, trainingPace, onLost: lost, onStop });
    const { client, services, listening } = parts;
    await services.privacy.eraseAfterRestore(config.DATA_DIR);
    const registered = await logIn(client, config, logger);
    if (parts.isLeading) await services.privacy.resume();
    listening.resume();
    await listening.work();
    const upkeep = createUpkeep(parts, trainingPace?.sweepMs ?? sweepEveryMs, logger);
    onStop(() => upkeep.stop());
    await upkeep.begin();
    onStop(collectAtRest());
    const ms = Math.round(performance.now() - startedAt);
    const guilds = client.guilds.cache.size;
    logger.info({ guilds, callbackServer: parts.callbackServer, registered, ms }, 'ready');
    // The first request finds it done, and the start didn't wait for it.
    setImmediate(() => void parts.warmUp());
  }
}

type Parts = Awaited<ReturnType<typeof openParts>>;

/** Everything but the log-in, in the order in which one part needs another. */
async function openParts({ config, logger, vision, trainingPace, onLost, onStop }: Given) {
  const now = Date.now;
  const metrics = new Registry();
  const tracing = await openTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT, logger);
  onStop(tracing.stop);
  const watch = watchBy(tracing.watch, createWatchMetrics(metrics));
  const shards = ownShards(config);
  const isOurs = (guildId: string | undefined) => isHeardBy(shards, guildId);
  const isLeading = leads(shards);
  const { client, connected, shardsConnected } = createDiscordClient({
    ...{ apiUrl: config.DISCORD_API_URL, shards, onLost, logger },
  });
  // Nothing that a start opens may stay where it fails, since it is tried again.
  onStop(() => client.destroy());
  // Nothing is sent before the services are there.
  const { whoseLanguage, signView, messages } = createMessaging(client, {
    credentials: () => opened.credentials,
    chosenLanguage: guildId => opened.services.settings.get(guildId).language,
    languages: () => opened.services.languages,
  });
  const opened = await openServices({
    ...{ config, vision, trainingPace, onLost, now, logger },
    deleteMessage: messages.delete,
    discord: () => ({
      pingMs: client.ws.ping >= 0 ? client.ws.ping : undefined,
      shards: shards.count,
      connected: connected(),
    }),
    watch,
    onClose: onStop,
  });
  const { services, outbox, limiter, weights, workers, leaving, many } = opened;
  let listening: Listening | undefined;
  onStop(async () => {
    await client.destroy();
    // What Discord said in the last moment.
    await listening?.settled();
  });
  const guilds = () => client.guilds.cache.values();
  const mention = (name: string) => mentionCommand(client, name);
  const notices = createNotices({
    ...{ outbox, services, guilds, messages, mention, now, logger },
    guildName: createGuildName(client),
    isOurs,
    leads: isLeading,
  });
  onStop(() => notices.stop());
  const { training } = services;
  const http = createHttpServer({
    ...{ config, training, weights, logger, metrics },
    workers: workers.address === undefined ? undefined : workers.calls,
  });
  // Trainers reach the bot at one address.
  const callbackServer = isLeading ? (await http.start()).url : undefined;
  onStop(() => http.stop());
  addUnsignedMetric(metrics, opened.credentials.unsigned);
  let draining = false;
  const ready = () => !draining && connected() && client.isReady();
  addBotMetrics(metrics, {
    gateway: { shards: shards.ids.length, connected: shardsConnected, all: shards.count },
    queueLength: () => many?.queue.length().catch(limiter.length) ?? limiter.length(),
    accountPaused: () => services.account.paused() !== undefined,
    // What there is once, one process counts.
    trainings: () => (isLeading ? training.all() : []),
    deletions: async () => (isLeading ? services.privacy.unfinished() : { many: 0, since: undefined }),
    tokensToday: async () => (await services.quota.usedSince(now())).tokens,
    tokensADay: config.QUOTA_DAILY_TOKENS,
    dataDir: config.DATA_DIR,
    storeBytes: opened.storeBytes,
    now,
  });
  const ops = createOpsServer({ config, ready, metrics, logger });
  await ops.start();
  onStop(() => ops.stop());
  const heard = listenTo(client, {
    ...{ services, outbox, messages, signView, whoseLanguage, now, logger, watch },
    shared: many && { ...many, makes: config.ROLE === 'all' },
    isOurs,
    userInstalls: config.USER_INSTALLS === 'on',
  });
  listening = heard;
  client.on(Events.GuildCreate, guild => {
    notices.joined({ id: guild.id, ownerId: guild.ownerId, channelIds: writableChannels(guild) });
  });
  onStop(() => heard.settled());
  // Before waiting for what is under way: what still waits for its turn is told to come back.
  onStop(() => {
    workers.stop();
    return limiter.stop();
  });
  onStop(() => {
    draining = true;
    heard.stop();
    return leaving();
  });
  return {
    ...{ client, services, notices, listening: heard, many, callbackServer, warmUp: opened.warmUp },
    ...{ isOurs, isLeading },
  };
}

/** Resolves once Discord has said READY, to whether the commands had to be registered. */
async function logIn(client: Client, config: Config, logger: Logger): Promise<boolean> {
  const ready = once(client, Events.ClientReady);
  ready.catch(() => undefined);
  await client.login(config.DISCORD_TOKEN);
  if (!client.isReady()) await ready;
  const application = client.application;
  if (!application) throw new Error('Discord did not say which application this is');
  const [applicationId, guildId] = [application.id, config.DISCORD_GUILD_ID];
  if (!leads(ownShards(config))) {
    makeMentionable(client, await commandIds(client.rest, { applicationId, guildId }));
    return false;
  }
  const { changed, ids } = await registerCommands(client.rest, [...commands, ...menuCommands], {
    applicationId,
    guildId,
    userInstalls: config.USER_INSTALLS === 'on',
    note: clearingNoteIn(config.DATA_DIR),
    logger,
  });
  makeMentionable(client, ids);
  return changed;
}

/** Does whatever has become due, and again what failed. */
async function sweep({ services, notices, listening, many, isLeading }: Parts): Promise<void> {
  const { actors, training, generation } = services;
  await many?.upkeep();
  if (isLeading) await training.sweep();
  listening.catchUp();
  await notices.catchUp();
  if (!isLeading) return;
  await generation.sweep();
  await actors.learnSamples();
}

/** What nobody waits for: some of it walks through everything that is stored. */
function createTidying({ client, services: { privacy }, isLeading, isOurs }: Parts, signal: AbortSignal) {
  let comparedAt = Number.NEGATIVE_INFINITY;
  return async function tidy(): Promise<void> {
    if (isLeading) {
      // A deletion that a killed process had begun.
      await privacy.resume();
      await privacy.sweep();
    }
    if (signal.aborted || performance.now() < comparedAt + compareServersEveryMs) return;
    // Of servers of other shards, this process doesn't know whether the bot is in them.
    await privacy.sweepGuilds(client.guilds.cache.keys(), isOurs);
    comparedAt = performance.now();
  };
}

/** Sweeps now and then, never twice at a time. */
function createUpkeep(parts: Parts, everyMs: number, logger: Logger) {
  const stopping = new AbortController();
  const tidy = createTidying(parts, stopping.signal);
  let tidying = false;
  function tidyUp(): void {
    if (tidying) return;
    tidying = true;
    tidy()
      .catch(error => logger.error({ err: error }, 'a sweep failed'))
      .finally(() => {
        tidying = false;
      });
  }
  async function go(): Promise<void> {
    for (;;) {
      tidyUp();
      await setTimeout(everyMs, undefined, { signal: stopping.signal });
      await sweep(parts).catch(error => logger.error({ err: error }, 'a sweep failed'));
    }
  }
  return {
    /** Resolves after the first. */
    async begin(): Promise<void> {
      await sweep(parts);
      go().catch(() => undefined);
    },
    stop: () => stopping.abort(),
  };
}
