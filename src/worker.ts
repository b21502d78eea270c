import { Registry } from 'prom-client';
import type { Config } from './config.ts';
import { createDiscordClient } from './discord/discord-client.ts';
import { createMessaging } from './discord/messaging.ts';
import { signIn } from './discord/sign-in.ts';
import { createRequestSide } from './events/request-side.ts';
import { explainStart } from './explain-start.ts';
import { addBotMetrics } from './http/bot-metrics.ts';
import { createOpsServer } from './http/ops-server.ts';
import { addUnsignedMetric } from './http/unsigned-metric.ts';
import { createWatchMetrics } from './http/watch-metrics.ts';
import { type Bot, createLife, type OnStop } from './life.ts';
import type { Logger } from './logger.ts';
import { collectAtRest } from './rest.ts';
import { openServices } from './services/open-services.ts';
import { createVision } from './services/vision/create-vision.ts';
import type { Vision } from './services/vision/vision.ts';
import { openTracing } from './tracing.ts';
import { watchBy } from './watch.ts';

/**
 * One of the processes that make the images which gateways have acknowledged, and post them with the interaction's token.
 * It hears no members, and does no upkeep. `onLost` is called when a bot that works alone took the database.
 */
export function createWorker(
  config: Config,
  logger: Logger,
  { onLost = () => {}, vision = createVision({ logger }) }: { onLost?: () => void; vision?: Vision } = {},
): Bot {
  return createLife(logger, start, error => explainStart(error, config));

  async function start(onStop: OnStop, isStopping: () => boolean): Promise<void> {
    const startedAt = performance.now();
    const now = Date.now;
    const metrics = new Registry();
    const tracing = await openTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT, logger);
    onStop(tracing.stop);
    const watch = watchBy(tracing.watch, createWatchMetrics(metrics));
    const { client } = createDiscordClient({ apiUrl: config.DISCORD_API_URL, onLost, logger });
    // Nothing that a start opens may stay where it fails, since it is tried again.
    onStop(() => client.destroy());
    await signIn(client, config.DISCORD_TOKEN);
    const { whoseLanguage, signView, messages } = createMessaging(client, {
      credentials: () => opened.credentials,
      chosenLanguage: guildId => opened.services.settings.get(guildId).language,
      languages: () => opened.services.languages,
    });
    const opened = await openServices({
      ...{ config, vision, now, logger, watch, onClose: onStop },
      onLost: () => (isStopping() ? undefined : onLost()),
      deleteMessage: messages.delete,
      discord: () => ({ pingMs: undefined, shards: 0, connected: true }),
    });
    const { services, limiter, many, leaving } = opened;
    if (!many) throw new Error('a worker has nothing to work at without a queue');
    onStop(() => client.destroy());
    let draining = false;
    addUnsignedMetric(metrics, opened.credentials.unsigned);
    addBotMetrics(metrics, {
      queueLength: () => many.queue.length().catch(limiter.length),
      accountPaused: () => services.account.paused() !== undefined,
      trainings: () => [],
      deletions: async () => ({ many: 0, since: undefined }),
      tokensToday: async () => (await services.quota.usedSince(now())).tokens,
      tokensADay: config.QUOTA_DAILY_TOKENS,
      dataDir: config.DATA_DIR,
      storeBytes: opened.storeBytes,
      now,
    });
    const ops = createOpsServer({ config, ready: () => !draining, metrics, logger });
    await ops.start();
    onStop(() => ops.stop());
    const { imageRequests } = createRequestSide(client, {
      ...{ services, messages, signView, languageOf: whoseLanguage.ofServer, now, logger, watch },
      shared: { ...many, makes: true },
    });
    onStop(() => imageRequests.settled());
    // What waits for its turn goes back into the queue.
    onStop(() => limiter.stop());
    onStop(() => {
      draining = true;
      imageRequests.stop();
      return leaving();
    });
    await services.safety.warmUp();
    await imageRequests.work();
    onStop(collectAtRest());
    logger.info({ ms: Math.round(performance.now() - startedAt) }, 'ready');
  }
}
