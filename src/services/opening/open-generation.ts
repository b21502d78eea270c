import { ConfigError } from '../../config.ts';
import { albumIndexes, albumSchema } from '../albums/album.ts';
import { createAlbums } from '../albums/albums-service.ts';
import { approvalIndexes, approvalSchema } from '../approvals/approval.ts';
import { createApprovals } from '../approvals/approvals-service.ts';
import { digestIndexes, digestSchema } from '../digest/digest-record.ts';
import { createDigests } from '../digest/digest-service.ts';
import { cachedImageIndexes, generationIndexes } from '../generation/archive/generation-index.ts';
import { cachedImageSchema, generationSchema } from '../generation/generation.ts';
import { createGenerationService } from '../generation/generation-service.ts';
import { createCheckImage } from '../generation/images/check-image.ts';
import { createImageMaker } from '../generation/making/image-maker.ts';
import { createLimiter } from '../generation/making/limiter.ts';
import { createLoraTrials } from '../generation/making/lora-trials.ts';
import { createSharedLimiter } from '../generation/making/shared-limiter.ts';
import { createWays } from '../generation/making/ways.ts';
import { createPacks } from '../generation/requests/own-packs.ts';
import type { TouchUpModels } from '../generation/requests/touch-ups.ts';
import { createMakeLink, createWeightsDoor } from '../generation/weights-door.ts';
import { createWeightsLinks } from '../huggingface/hub/weights-links.ts';
import { createCallLog } from '../huggingface/inference/call-log.ts';
import { chat } from '../huggingface/inference/chat.ts';
import { createCircuits } from '../huggingface/inference/circuits.ts';
import { catalogue } from '../models/catalogue.ts';
import { createModelsService } from '../models/models-service.ts';
import { guildModelsSchema } from '../models/stored-models.ts';
import type { RequestQueue } from '../queue/request-queue.ts';
import { createPriceFactor } from '../quota/price-factor.ts';
import { quotaDaySchema } from '../quota/quota-day.ts';
import { createQuotaService } from '../quota/quota-service.ts';
import { createGivenPicture } from '../references/references-service.ts';
import { directMessages } from '../settings/access.ts';
import { createSeal } from '../storage/seal.ts';
import type { Ground } from './ground.ts';
import type { HuggingFace } from './open-hugging-face.ts';
import type { People } from './open-people.ts';
import { openRequests } from './open-requests.ts';
import type { OpenedWorkers } from './open-workers.ts';

/** An image is read several times while it is made: so many are kept, some kilobytes each. */
const recentMost = 500;

/**
 * Those of servers are in their settings, and those of direct messages and all other places that the bot is no part of
 * are the operator's: there, nobody is an admin.
 */
function decidedLimits(
  config: Ground['config'],
  settings: Pick<People['settings'], 'get' | 'limitOf'>,
): NonNullable<Parameters<typeof createQuotaService>[0]['limits']> {
  const { QUOTA_USER_INSTALLS_DAILY_TOKENS: all, QUOTA_USER_INSTALLS_MEMBER_DAILY_TOKENS: each } = config;
  return {
    server: guildId => (guildId === directMessages ? all : settings.get(guildId).serverLimit),
    member: (guildId, memberId) =>
      guildId === directMessages ? each || undefined : settings.limitOf(guildId, memberId),
    outside: directMessages,
  };
}

/** @throws ConfigError for a model that can't do it */
function touchUpModelsOf(config: Ground['config']): TouchUpModels {
  const fromPicture = catalogue.filter(({ kind }) => kind === 'image-to-image');
  const fitting = {
    UPSCALE_MODEL: fromPicture.filter(({ ownSize }) => !ownSize),
    FIX_FACE_MODEL: fromPicture,
  };
  for (const [setting, models] of Object.entries(fitting)) {
    const wanted = config[setting as keyof typeof fitting];
    const known = models.map(({ id }) => id);
    if (wanted === undefined || known.includes(wanted)) continue;
    throw new ConfigError([`${setting} must be one of the models that can do this: ${known.join(', ')}`]);
  }
  return {
    ...(config.UPSCALE_MODEL ? { upscale: config.UPSCALE_MODEL } : {}),
    ...(config.FIX_FACE_MODEL ? { face: config.FIX_FACE_MODEL } : {}),
  };
}

/** Making images, within what the account and each server may spend. */
export async function openGeneration(
  {
    config,
    store,
    blobs,
    decoder,
    credentials,
    downloads,
    deleteMessage,
    outbox,
    onClose,
    now,
    logger,
    watch,
    process,
  }: Ground,
  { at, hub, origins, account, billing, endpoint }: HuggingFace,
  { settings, safety, actors, given }: People,
  { workers, ownRequests }: Pick<OpenedWorkers, 'workers' | 'ownRequests'>,
) {
  const quota = await createQuotaService({
    days: await store.collection('quota_days', quotaDaySchema),
    dailyTokens: config.QUOTA_DAILY_TOKENS,
    memberDailyTokens: config.QUOTA_MEMBER_DAILY_TOKENS,
    serverDailyTokens: config.QUOTA_SERVER_DAILY_TOKENS,
    limits: decidedLimits(config, settings),
    money: {
      account: { day: config.QUOTA_DAILY_USD, month: config.QUOTA_MONTHLY_USD },
      server: guildId => settings.get(guildId).money,
      factor: () => factor.now(),
    },
    secret: config.DISCORD_TOKEN,
    process,
    now,
  });
  onClose(quota.flush);
  const factor = createPriceFactor({ billing, quota: () => quota, now });
  const models = await createModelsService({
    hub,
    collection: await store.collection('guild_models', guildModelsSchema),
    noted: settings.noted,
    isAlone: process === undefined,
    hasEndpoint: endpoint !== undefined,
    hasWorker: (guildId, model) => workers.serves(guildId, 'image', model),
    now,
    logger,
  });
  const line = createLimiter({
    maxConcurrent: config.HF_MAX_CONCURRENT,
    minTimeMs: config.HF_MIN_INTERVAL_MS,
    queueMax: config.QUEUE_MAX,
  });
  const queue = await openQueue(config, { onClose, logger });
  const limiter =
    queue && process
      ? createSharedLimiter(line, {
          ...{ pace: queue, locks: process.locks, logger },
          maxConcurrent: config.HF_MAX_CONCURRENT,
        })
      : line;
  const links = createWeightsLinks(at);
  const weights = config.PUBLIC_URL
    ? createWeightsDoor({
        ...{ publicUrl: config.PUBLIC_URL, actors, links, now },
        seal: createSeal(config.DISCORD_TOKEN),
      })
    : undefined;
  const paidFrom = {
    ...{ origins, token: config.HF_TOKEN, billTo: config.HF_BILL_TO },
    makeLink: createMakeLink(links, weights),
    ...{ endpoint, downloads, timeoutMs: config.HF_TIMEOUT_MS },
  };
  const circuits = createCircuits({ now });
  const calls = createCallLog(now);
  const { accepted, shared } = await openRequests({
    config,
    store,
    blobs,
    outbox,
    onClose,
    now,
    logger,
    process,
  });
  const approvals = createApprovals({
    collection: await store.collection('approvals', approvalSchema, approvalIndexes),
    actors,
    onDue: () => outbox.approvalDue.put(true),
    onAnswered: outbox.approvalAnswered.put,
    onApproved: () => outbox.approvalGiven.put(true),
    now,
  });
  const generation = await createGenerationService({
    generations: await store.collection('generations', generationSchema, generationIndexes, { recentMost }),
    cache: await store.collection('image_cache', cachedImageSchema, cachedImageIndexes, { recentMost }),
    accepted,
    ...(process
      ? {
          refresh: async (guildId: string) => {
            await Promise.all([settings.refresh(guildId), models.refresh(guildId), account.refresh()]);
            await workers.look(guildId);
          },
          locks: process.locks,
        }
      : {}),
    computersBack: workers.backIn,
    blobs,
    actors,
    models,
    linkKinds: weights ? ['bot', 'hub'] : ['hub'],
    quota,
    priceFactor: factor.now,
    safety,
    credentials,
    checkImage: createCheckImage(decoder),
    expectPicture() {
      decoder.prepare();
      credentials.prepare();
    },
    givenPicture: createGivenPicture({
      kept: given.kept,
      ruleOf: guildId => settings.get(guildId).strangers,
    }),
    settings,
    askFirst: approvals.ask,
    async onLeaving(ids) {
      await digests.leaving(ids);
      await albums.leaving(ids);
    },
    onGone: ids => outbox.imagesGone.put(ids),
    onMakerToTell: () => outbox.makersToTell.put(true),
    limiter,
    words: {
      ask: question => chat(paidFrom, question),
      ways: createWays({ circuits, calls, limiter, accountPause: account }),
    },
    touchUpModels: touchUpModelsOf(config),
    deleteMessage,
    imageBytesMost: config.IMAGES_MAX_MB * 1024 * 1024,
    unpostedMost: Math.max(16, 2 * config.HF_MAX_CONCURRENT),
    maker: createImageMaker({
      account: paidFrom,
      limiter,
      circuits,
      calls,
      accountPause: account,
      workers,
      trials: createLoraTrials({ servings: actors, now, logger }),
      watch,
      logger,
    }),
    now,
    logger,
  });
  const digests = createDigests({
    collection: await store.collection('digests', digestSchema, digestIndexes),
    ...{ actors, generation, now },
  });
  const albums = createAlbums({
    collection: await store.collection('albums', albumSchema, albumIndexes),
    ...{ generation, actors, safety, now },
    onDue: () => outbox.albumsDue.put(true),
  });
  const packs = createPacks({ settings, safety });
  const many = queue && shared && { queue, requests: shared, own: ownRequests, upkeep };
  /** What other processes have left or found out. */
  async function upkeep(): Promise<void> {
    await Promise.all([quota.settleLeft(), account.refresh()]);
  }
  return {
    ...{ generation, packs, albums, approvals, digests, quota, models },
    ...{ limiter, weights, circuits, calls, factor, many },
  };
}

/** The queue of several processes. Its packages are loaded where there is one. */
async function openQueue(
  config: Ground['config'],
  { onClose, logger }: Pick<Ground, 'onClose' | 'logger'>,
): Promise<RequestQueue | undefined> {
  if (config.REDIS_URL === undefined) return undefined;
  const { openRequestQueue } = await import('../queue/bull-queue.ts');
  const queue = await openRequestQueue(config.REDIS_URL, {
    maxConcurrent: config.HF_MAX_CONCURRENT,
    minTimeMs: config.HF_MIN_INTERVAL_MS,
    queueMax: config.QUEUE_MAX,
    secret: config.DISCORD_TOKEN,
    logger,
  });
  onClose(() => queue.close());
  return queue;
}
