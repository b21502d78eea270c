import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { actorSchema } from './actors/actor.ts';
import { createActorsService } from './actors/actors-service.ts';
import { acceptedRequestSchema, createAcceptedRequests } from './generation/accepted-requests.ts';
import { cachedImageSchema, generationSchema } from './generation/generation.ts';
import { createGenerationService } from './generation/generation-service.ts';
import { createImageMaker } from './generation/image-maker.ts';
import { createLimiter } from './generation/limiter.ts';
import type { DeleteMessage } from './generation/stale-posts.ts';
import { accountPauseSchema, createAccountPause } from './huggingface/account-pause.ts';
import { createBilling } from './huggingface/billing.ts';
import { createCircuits } from './huggingface/circuits.ts';
import { createHub } from './huggingface/hub.ts';
import { createHubJobs } from './huggingface/hub-jobs.ts';
import { redirectGlobally } from './huggingface/redirected-fetch.ts';
import { createRelayRepos } from './huggingface/relay-repos.ts';
import { createVersionTags } from './huggingface/version-tags.ts';
import { guildModelsSchema } from './models/guild-models.ts';
import { createModelsService } from './models/models-service.ts';
import { createPhotosService } from './photos/photos-service.ts';
import { erasureSchema } from './privacy/erasure.ts';
import { createPrivacyService } from './privacy/privacy-service.ts';
import { warmUp } from './quota/prompt-tokens.ts';
import { quotaDaySchema } from './quota/quota-day.ts';
import { createQuotaService } from './quota/quota-service.ts';
import { safetyEntrySchema } from './safety/safety-entry.ts';
import { createSafetyService } from './safety/safety-service.ts';
import { createSettingsService, guildSettingsSchema } from './settings/settings-service.ts';
import { createFileBlobs } from './storage/blobs.ts';
import { claimDataFolder } from './storage/data-folder.ts';
import { createSeal } from './storage/seal.ts';
import { openStore } from './storage/store.ts';
import { tombstoneSchema, trainingJobSchema } from './training/job/job.ts';
import { chooseRunners, localAddress } from './training/runners/choose-runner.ts';
import { createTrainingService, type TrainingPace } from './training/training-service.ts';
import type { Vision } from './vision/vision.ts';

/** What the edge does when something happens that nobody asked for; it takes its place once it is there. */
export interface Hooks {
  consentAsked?: () => void;
  consentAnswered?: Parameters<typeof createActorsService>[0]['onAnswered'];
  accountPaused?: () => void;
  trainingChanged?: Parameters<typeof createTrainingService>[0]['onChange'];
  erased?: Parameters<typeof createPrivacyService>[0]['onDone'];
}

/** What is in these is made again, or found out again: a damaged row of them is put aside. */
const expendable = ['image_cache', 'safety_log', 'account'];

/**
 * Makes every service once, on the store in DATA_DIR, and hands each what it needs. `onClose` collects what is to be
 * closed, the latest first.
 */
export async function openServices({
  config,
  vision,
  deleteMessage,
  hooks,
  onClose,
  trainingPace,
  now,
  logger,
}: {
  config: Config;
  vision: Vision;
  deleteMessage: DeleteMessage;
  hooks: Hooks;
  onClose: (close: () => Promise<unknown> | unknown) => void;
  trainingPace?: TrainingPace | undefined;
  now: () => number;
  logger: Logger;
}) {
  const folder = await claimDataFolder(config.DATA_DIR, { logger });
  onClose(() => folder.release());
  const store = await openStore(config.DATA_DIR, { expendable, logger });
  onClose(() => store.close());
  const blobs = createFileBlobs(join(config.DATA_DIR, 'blobs'), { logger });
  // The folder is this process's alone: every unfinished file is from one that was killed.
  await blobs.removeUnfinished();

  const origins = { hub: config.HF_ENDPOINT, router: config.HF_ROUTER_URL };
  onClose(redirectGlobally(origins));
  const hub = createHub({
    hubUrl: config.HF_ENDPOINT,
    token: config.HF_TOKEN,
    namespace: config.HF_NAMESPACE,
  });
  const endpoint = config.INFERENCE_ENDPOINT_URL
    ? { url: config.INFERENCE_ENDPOINT_URL, token: config.INFERENCE_ENDPOINT_TOKEN }
    : undefined;

  onClose(() => vision.stop());

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
  const actors = await createActorsService({
    actors: await store.collection('actors', actorSchema),
    photos,
    blobs,
    outsidersRule: guildId => settings.get(guildId).outsiders,
    onAsked: () => hooks.consentAsked?.(),
    onAnswered: (...answer) => hooks.consentAnswered?.(...answer),
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
  const models = await createModelsService({
    hub,
    collection: await store.collection('guild_models', guildModelsSchema),
    hasEndpoint: endpoint !== undefined,
    now,
    logger,
  });
  const limiter = createLimiter({
    maxConcurrent: config.HF_MAX_CONCURRENT,
    minTimeMs: config.HF_MIN_INTERVAL_MS,
    queueMax: config.QUEUE_MAX,
  });
  const account = await createAccountPause({
    collection: await store.collection('account', accountPauseSchema),
    onPaused: reason => {
      logger.error({ reason }, 'the shared account is paused');
      hooks.accountPaused?.();
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
    deleteMessage,
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
  const runners = chooseRunners({
    config,
    jobs: createHubJobs({ hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN }),
    namespace: hub.namespace,
    now,
    logger,
  });
  const training = await createTrainingService({
    jobs: await store.collection('training_jobs', trainingJobSchema),
    tombstones: await store.collection('erased_jobs', tombstoneSchema),
    actors,
    blobs,
    hub,
    repos: createRelayRepos({ hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN }),
    runners,
    rules: guildId => {
      const { paused, trainingsAtOnce } = settings.get(guildId);
      return { paused, atOnce: trainingsAtOnce, limitOf: member => settings.limitOf(guildId, member) };
    },
    secret: config.DISCORD_TOKEN,
    addresses: { public: config.PUBLIC_URL, local: localAddress(config) },
    hasEndpoint: endpoint !== undefined,
    look: vision.look,
    checkSample: (picture, { guildId, requesterId, actorId }) =>
      safety.checkImage(picture, { guildId, memberId: requesterId, actorId, adultChannel: false }),
    now,
    logger,
    onChange: job => hooks.trainingChanged?.(job),
    ...(trainingPace ? { pace: trainingPace } : {}),
  });
  onClose(() => training.stop());

  const privacy = await createPrivacyService({
    erasures: await store.collection('erasures', erasureSchema),
    actors,
    training,
    generation,
    quota,
    safety,
    settings,
    models,
    blobs,
    store,
    hub,
    tags: createVersionTags({ hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN }),
    deleteMessage,
    onDone: erasure => hooks.erased?.(erasure),
    now,
    logger,
  });
  onClose(() => privacy.stop());

  const billing = createBilling({ hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN, now, logger });
  // Asked before anybody looks, because looking never waits for it.
  billing.reported();
  onClose(() => billing.stop());

  const services = {
    ...{ account, actors, billing, generation, models, photos },
    ...{ privacy, quota, safety, settings, training },
  };
  return { services, limiter };
}
