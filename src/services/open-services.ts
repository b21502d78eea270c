import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Watch } from '../watch.ts';
import { actorSchema } from './actors/actor.ts';
import { actorIndexes } from './actors/actor-index.ts';
import { createActorsService } from './actors/actors-service.ts';
import { declineIndexes, declineSchema } from './actors/declines.ts';
import type { Credentials } from './credentials/credentials.ts';
import { openCredentials } from './credentials/open-credentials.ts';
import { createDownloads, type Downloads } from './downloads/downloads.ts';
import { cachedImageIndexes, generationIndexes } from './generation/archive/generation-index.ts';
import type { DeleteMessage } from './generation/archive/stale-posts.ts';
import { cachedImageSchema, generationSchema } from './generation/generation.ts';
import { createGenerationService } from './generation/generation-service.ts';
import { createCheckImage } from './generation/images/check-image.ts';
import { createImageMaker } from './generation/making/image-maker.ts';
import { createLimiter } from './generation/making/limiter.ts';
import { createLoraTrials } from './generation/making/lora-trials.ts';
import { acceptedRequestSchema, createAcceptedRequests } from './generation/requests/accepted-requests.ts';
import { openIntake } from './generation/requests/intake.ts';
import { createMakeLink, createWeightsDoor } from './generation/weights-door.ts';
import { accountPauseSchema, createAccountPause } from './huggingface/account/account-pause.ts';
import { createBilling } from './huggingface/account/billing.ts';
import { createActorRepos } from './huggingface/hub/actor-repos.ts';
import { createHub } from './huggingface/hub/hub.ts';
import { createHubJobs } from './huggingface/hub/hub-jobs.ts';
import { createRelayRepos } from './huggingface/hub/relay-repos.ts';
import { createVersionTags } from './huggingface/hub/version-tags.ts';
import { createWeightsLinks } from './huggingface/hub/weights-links.ts';
import { createCallLog } from './huggingface/inference/call-log.ts';
import { createCircuits } from './huggingface/inference/circuits.ts';
import type { Services } from './index.ts';
import { createFailureLog, failureSchema } from './log/failure-log.ts';
import { guildModelsSchema } from './models/guild-models.ts';
import { createModelsService, type ModelsService } from './models/models-service.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createFetchAttachment } from './photos/download-photo.ts';
import { faceOf } from './photos/known-face.ts';
import { createPhotosService } from './photos/photos-service.ts';
import { openErasedMarks } from './privacy/erased-marks.ts';
import { erasureSchema } from './privacy/erasure.ts';
import { createPrivacyService } from './privacy/privacy-service.ts';
import { strayMessageSchema } from './privacy/stray-messages.ts';
import { createProvenanceService } from './provenance/provenance-service.ts';
import { createPriceFactor } from './quota/price-factor.ts';
import { warmUp } from './quota/prompt-tokens.ts';
import { quotaDaySchema } from './quota/quota-day.ts';
import { createQuotaService } from './quota/quota-service.ts';
import { createTrainingWeek, trainingWeekSchema } from './quota/training-week.ts';
import { safetyEntrySchema } from './safety/safety-entry.ts';
import { createSafetyService } from './safety/safety-service.ts';
import { settingChangeSchema } from './settings/setting-change.ts';
import { createSettingsService, guildSettingsSchema } from './settings/settings-service.ts';
import { createStatusService, type DiscordStatus } from './status/status-service.ts';
import { type Blobs, createFileBlobs } from './storage/blobs.ts';
import { claimDataFolder } from './storage/data-folder.ts';
import { createSeal } from './storage/seal.ts';
import { openStore, type Store } from './storage/store.ts';
import { isOver, tombstoneSchema, trainingJobSchema } from './training/job/job.ts';
import { jobIndexes } from './training/job/job-index.ts';
import { chooseRunners, localAddress } from './training/runners/choose-runner.ts';
import { createTrainingService, type TrainingPace } from './training/training-service.ts';
import { createDecoder, type Decoder } from './vision/decoding/decoder.ts';
import type { Vision } from './vision/vision.ts';

/** What every service stands on. */
interface Ground {
  config: Config;
  store: Store;
  blobs: Blobs;
  downloads: Downloads;
  vision: Vision;
  decoder: Decoder;
  credentials: Credentials;
  outbox: Outbox;
  deleteMessage: DeleteMessage;
  discord: () => DiscordStatus;
  /** Collects what is to be closed, the latest first. */
  onClose: (close: () => Promise<unknown> | unknown) => void;
  now: () => number;
  logger: Logger;
  watch: Watch;
}

const attachmentTimeoutMs = 20_000;

/** What is in these is made again, or found out again: a damaged row of them is put aside. */
const expendable = ['image_cache', 'safety_log', 'failures', 'account'];

/** Makes every service once, on the store in DATA_DIR, and hands each what it needs. */
export async function openServices({
  trainingPace,
  ...given
}: Omit<Ground, 'store' | 'blobs' | 'decoder' | 'credentials' | 'downloads' | 'outbox'> & {
  trainingPace?: TrainingPace | undefined;
}) {
  const { config, onClose, vision, logger } = given;
  const folder = await claimDataFolder(config.DATA_DIR, { logger });
  onClose(() => folder.release());
  const store = await openStore(config.DATA_DIR, { expendable, logger });
  onClose(() => store.close());
  const credentials = await openCredentials(config, { now: given.now(), logger });
  onClose(() => credentials.stop());
  const decoder = createDecoder();
  onClose(() => Promise.all([vision.stop(), decoder.stop()]));
  const blobs = createFileBlobs(join(config.DATA_DIR, 'blobs'), { logger });
  // The folder is this process's alone: every unfinished file is from one that was killed.
  const cleared = blobs
    .removeUnfinished()
    .catch(error => logger.warn({ err: error }, 'unfinished files could not be deleted'));
  onClose(() => cleared);
  const downloads = createDownloads();
  onClose(() => downloads.close());
  const ground: Ground = {
    ...{ ...given, store, blobs, decoder, credentials, downloads },
    outbox: createOutbox(),
  };

  const huggingFace = await openHuggingFace(ground);
  const people = await openPeople(ground);
  const { generation, quota, models, limiter, weights, circuits, calls, factor } = await openGeneration(
    ground,
    huggingFace,
    people,
  );
  const training = await openTraining(ground, huggingFace, people, models, trainingPace);
  const { settings, safety, photos, actors, trainingWeek, failures } = people;
  const privacy = await createPrivacyService({
    erasures: await store.collection('erasures', erasureSchema),
    strayMessages: await store.collection('stray_messages', strayMessageSchema),
    actors,
    training,
    generation,
    quota,
    trainingWeek,
    failures,
    safety,
    settings,
    models,
    credentials,
    blobs,
    store,
    hub: huggingFace.hub,
    marks: await openErasedMarks(config.DATA_DIR, ground.now()),
    tags: createVersionTags({ hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN }),
    deleteMessage: ground.deleteMessage,
    onDone: ground.outbox.erased.put,
    onOwnersToTell: (erasureId, gone) => ground.outbox.ownersToTell.put({ erasureId, actors: gone }),
    now: ground.now,
    logger: ground.logger,
  });
  onClose(() => privacy.stop());

  const status = createStatusService({
    ...{ discord: given.discord, calls, circuits, now: ground.now },
    hubUrl: config.HF_ENDPOINT,
    hasEndpoint: huggingFace.endpoint !== undefined,
    queued: generation.queueLength,
    trainer: () => ({ ...training.trainer(), open: training.all().filter(job => !isOver(job)).length }),
    dataDir: config.DATA_DIR,
    lastBackupAt: async () => undefined,
  });

  const provenance = createProvenanceService({ photos, reader: credentials, generation });
  const services: Services = {
    ...{ account: huggingFace.account, actors, billing: huggingFace.billing, generation, models, photos },
    ...{ provenance, privacy, quota, safety, settings, training, trainingWeek, failures, status },
    money: { account: { day: config.QUOTA_DAILY_USD, month: config.QUOTA_MONTHLY_USD }, factor: factor.now },
  };
  return { services, outbox: ground.outbox, credentials, limiter, weights, leaving: folder.leaving };
}

/** The account at Hugging Face that everything is paid from. */
async function openHuggingFace({ config, store, outbox, onClose, now, logger }: Ground) {
  const at = { hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN };
  const origins = { hub: config.HF_ENDPOINT, router: config.HF_ROUTER_URL };
  const account = await createAccountPause({
    collection: await store.collection('account', accountPauseSchema),
    onPaused: reason => {
      logger.error({ reason }, 'the shared account is paused');
      outbox.accountPaused.put(reason);
    },
    now,
  });
  const billing = createBilling({ ...at, now, logger });
  // Asked before anybody looks, because looking never waits for it.
  billing.reported();
  onClose(() => billing.stop());
  const endpoint = config.INFERENCE_ENDPOINT_URL
    ? { url: config.INFERENCE_ENDPOINT_URL, token: config.INFERENCE_ENDPOINT_TOKEN }
    : undefined;
  return {
    at,
    origins,
    account,
    billing,
    endpoint,
    hub: createHub({ ...at, namespace: config.HF_NAMESPACE }),
  };
}

/** Who may do what, and who is shown. */
async function openPeople({ config, store, blobs, downloads, vision, decoder, outbox, now, logger }: Ground) {
  const settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
    changes: await store.collection('setting_changes', settingChangeSchema),
    secret: config.DISCORD_TOKEN,
    now,
  });
  const photos = createPhotosService({
    ...{ blobs, decoder, vision, now },
    fetch: createFetchAttachment(downloads, {
      origin: new URL(config.DISCORD_API_URL).origin,
      timeoutMs: attachmentTimeoutMs,
    }),
  });
  const actors = await createActorsService({
    actors: await store.collection('actors', actorSchema, actorIndexes),
    declines: await store.collection('consent_declines', declineSchema, declineIndexes),
    secret: config.DISCORD_TOKEN,
    photos,
    blobs,
    sameFaceRule: guildId => settings.get(guildId).sameFace,
    outsidersRule: guildId => settings.get(guildId).outsiders,
    isShutOut: (guildId, memberId) => settings.limitOf(guildId, memberId) === 0,
    onAsked: () => outbox.consentAsked.put(true),
    onAnswered: (actor, answer, memberId) => outbox.consentAnswered.put({ actor, answer, memberId }),
    onFaceRefused: refused => {
      void safety.noteKnownFace(refused);
      outbox.faceRefused.put(refused);
    },
    onFaceAllowed: (actor, adminId) => outbox.faceAllowed.put({ actor, adminId }),
    now,
  });
  const safety = await createSafetyService({
    vision,
    settings,
    log: await store.collection('safety_log', safetyEntrySchema),
    async faceOf(actorId) {
      const actor = await actors.byId(actorId);
      return actor && faceOf(actor.photos);
    },
    now,
    logger,
  });
  const trainingWeek = createTrainingWeek({
    collection: await store.collection('training_weeks', trainingWeekSchema),
    secret: config.DISCORD_TOKEN,
    now,
  });
  const failures = await createFailureLog({
    collection: await store.collection('failures', failureSchema),
    now,
    onUnwritten: error => logger.error({ err: error }, 'a failure was not noted for the admins'),
  });
  return { settings, safety, photos, actors, trainingWeek, failures };
}

type HuggingFace = Awaited<ReturnType<typeof openHuggingFace>>;
type People = Awaited<ReturnType<typeof openPeople>>;

/** Making images, within what the account and each server may spend. */
async function openGeneration(
  {
    config,
    store,
    blobs,
    decoder,
    credentials,
    downloads,
    deleteMessage,
    onClose,
    now,
    logger,
    watch,
  }: Ground,
  { at, hub, origins, account, billing, endpoint }: HuggingFace,
  { settings, safety, actors }: People,
) {
  warmUp().catch(error => logger.error({ err: error }, 'the vocabulary could not be read'));
  const quota = await createQuotaService({
    days: await store.collection('quota_days', quotaDaySchema),
    dailyTokens: config.QUOTA_DAILY_TOKENS,
    memberDailyTokens: config.QUOTA_MEMBER_DAILY_TOKENS,
    serverDailyTokens: config.QUOTA_SERVER_DAILY_TOKENS,
    limits: { server: guildId => settings.get(guildId).serverLimit, member: settings.limitOf },
    money: {
      account: { day: config.QUOTA_DAILY_USD, month: config.QUOTA_MONTHLY_USD },
      server: guildId => settings.get(guildId).money,
      factor: () => factor.now(),
    },
    secret: config.DISCORD_TOKEN,
    now,
  });
  const factor = createPriceFactor({ billing, quota: () => quota, now });
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
  const intake = await openIntake(join(config.DATA_DIR, 'intake.jsonl'), acceptedRequestSchema);
  onClose(intake.close);
  const generation = await createGenerationService({
    generations: await store.collection('generations', generationSchema, generationIndexes),
    cache: await store.collection('image_cache', cachedImageSchema, cachedImageIndexes),
    accepted: await createAcceptedRequests({
      intake,
      collection: await store.collection('accepted_requests', acceptedRequestSchema),
      blobs,
      seal: createSeal(config.DISCORD_TOKEN),
      now,
    }),
    blobs,
    actors,
    models,
    linkKinds: weights ? ['bot', 'hub'] : ['hub'],
    quota,
    safety,
    credentials,
    checkImage: createCheckImage(decoder),
    expectPicture: decoder.prepare,
    settings,
    limiter,
    deleteMessage,
    imageBytesMost: config.IMAGES_MAX_MB * 1024 * 1024,
    unpostedMost: Math.max(16, 2 * config.HF_MAX_CONCURRENT),
    maker: createImageMaker({
      account: paidFrom,
      limiter,
      circuits,
      calls,
      accountPause: account,
      trials: createLoraTrials({ servings: actors, now, logger }),
      watch,
      logger,
    }),
    now,
    logger,
  });
  return { generation, quota, models, limiter, weights, circuits, calls, factor };
}

async function openTraining(
  { config, store, blobs, credentials, vision, outbox, onClose, now, logger }: Ground,
  { at, hub }: HuggingFace,
  { settings, safety, actors, trainingWeek }: People,
  models: Pick<ModelsService, 'loraWaysOf'>,
  pace: TrainingPace | undefined,
) {
  const training = await createTrainingService({
    jobs: await store.collection('training_jobs', trainingJobSchema, jobIndexes),
    tombstones: await store.collection('erased_jobs', tombstoneSchema),
    actors,
    blobs,
    credentials,
    hub,
    repos: createRelayRepos(at),
    actorRepos: createActorRepos(at),
    signedAddress: createWeightsLinks(at).of,
    runners: chooseRunners({ config, jobs: createHubJobs(at), namespace: hub.namespace, now, logger }),
    rules: guildId => {
      const { paused, trainingsAtOnce } = settings.get(guildId);
      return {
        paused,
        atOnce: trainingsAtOnce,
        limitOf: member => settings.limitOf(guildId, member),
        begin: ({ memberId, roleIds = [], admin = false }, jobId) =>
          trainingWeek.begin(
            { guildId, memberId },
            jobId,
            settings.mostOf({ guildId, memberId, roleIds, admin }, 'trainings'),
          ),
        takeBack: jobId => trainingWeek.giveBack(guildId, jobId),
      };
    },
    secret: config.DISCORD_TOKEN,
    addresses: { public: config.PUBLIC_URL, local: localAddress(config) },
    async servingOf(base) {
      const ways = await models.loraWaysOf(base.id);
      if (!ways) return { by: 'nobody' };
      if (ways.routes.length > 0) return { by: 'endpoint' };
      const [application] = ways.byLink;
      if (application) return { by: 'provider', provider: application.provider };
      return { by: ways.silent ? 'unknown' : 'nobody' };
    },
    look: vision.look,
    checkSample: (picture, { guildId, requesterId, actorId }) =>
      safety.checkImage(picture, { guildId, memberId: requesterId, actorId, adultChannel: false }),
    now,
    logger,
    onChange: outbox.trainingChanged.put,
    ...(pace ? { pace } : {}),
  });
  onClose(() => training.stop());
  return training;
}
