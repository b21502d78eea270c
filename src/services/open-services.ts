import { openCredentials } from './credentials/open-credentials.ts';
import { sharedKeySchema, shareIdentity } from './credentials/share-identity.ts';
import { createDownloads } from './downloads/downloads.ts';
import { createVersionTags } from './huggingface/hub/version-tags.ts';
import type { Services } from './index.ts';
import type { Ground } from './opening/ground.ts';
import { hearChanges } from './opening/hear-changes.ts';
import { openGeneration } from './opening/open-generation.ts';
import { openHuggingFace } from './opening/open-hugging-face.ts';
import { openPeople } from './opening/open-people.ts';
import { openBlobs, openStorage } from './opening/open-storage.ts';
import { openTraining } from './opening/open-training.ts';
import { openWorkers } from './opening/open-workers.ts';
import { warmUp } from './opening/warm-up.ts';
import { createOutbox } from './outbox.ts';
import { openErasedMarks } from './privacy/erased-marks.ts';
import { erasureSchema } from './privacy/erasure.ts';
import { erasureIndexes } from './privacy/erasure-index.ts';
import { createPrivacyService } from './privacy/privacy-service.ts';
import { strayMessageIndexes, strayMessageSchema } from './privacy/stray-messages.ts';
import { createProvenanceService } from './provenance/provenance-service.ts';
import { createReferencesService } from './references/references-service.ts';
import { createStatusService } from './status/status-service.ts';
import { lastBackupAt } from './storage/last-backup.ts';
import { createSeal } from './storage/seal.ts';
import { isOver } from './training/job/job.ts';
import type { TrainingPace } from './training/training-service.ts';
import { createDecoder } from './vision/decoding/decoder.ts';

/** Makes every service once and hands each what it needs. `onLost`: another bot has taken the database. */
export async function openServices({
  trainingPace,
  onLost,
  ...given
}: Omit<Ground, 'store' | 'blobs' | 'decoder' | 'credentials' | 'downloads' | 'outbox' | 'process'> & {
  trainingPace?: TrainingPace | undefined;
  onLost: () => void;
}) {
  const { config, onClose, vision, logger } = given;
  const { store, leaving, process } = await openStorage({ config, onClose, onLost, logger });
  if (process)
    await shareIdentity({
      keys: await store.collection('signing_keys', sharedKeySchema),
      ...{ dataDir: config.DATA_DIR, seal: createSeal(config.DISCORD_TOKEN), now: given.now() },
    });
  const credentials = await openCredentials(config, { now: given.now(), logger });
  onClose(() => credentials.stop());
  const decoder = createDecoder();
  onClose(() => Promise.all([vision.stop(), decoder.stop()]));
  const blobs = await openBlobs({ config, onClose, logger });
  const downloads = createDownloads();
  onClose(() => downloads.close());
  const ground: Ground = {
    ...{ ...given, store, blobs, decoder, credentials, downloads, process },
    outbox: createOutbox(),
  };

  const huggingFace = await openHuggingFace(ground);
  const people = await openPeople(ground);
  const own = await openWorkers(ground, people);
  const { workers } = own;
  const made = await openGeneration(ground, huggingFace, people, own);
  const {
    generation,
    packs,
    albums,
    approvals,
    digests,
    quota,
    models,
    limiter,
    weights,
    circuits,
    calls,
    factor,
  } = made;
  const training = await openTraining(ground, huggingFace, people, { models, quota, workers }, trainingPace);
  const { languages, settings, safety, photos, actors, audit, given: kept, trainingWeek, failures } = people;
  const references = createReferencesService({
    ...{ ...kept, photos, vision, actors, generation, safety, blobs, now: ground.now },
    ruleOf: guildId => settings.get(guildId).strangers,
  });
  const privacy = createPrivacyService({
    erasures: await store.collection('erasures', erasureSchema, erasureIndexes),
    strayMessages: await store.collection('stray_messages', strayMessageSchema, strayMessageIndexes),
    actors,
    audit,
    training,
    generation,
    references,
    albums,
    approvals,
    digests,
    quota,
    trainingWeek,
    failures,
    languages,
    safety,
    settings,
    models,
    credentials,
    blobs,
    store,
    hub: {
      async deleteRepo(repo) {
        if (repo.kind === 'model') await own.forget(repo.name);
        return huggingFace.hub.deleteRepo(repo);
      },
    },
    marks: await openErasedMarks(config.DATA_DIR, ground.now()),
    tags: createVersionTags({ hubUrl: config.HF_ENDPOINT, token: config.HF_TOKEN }),
    deleteMessage: ground.deleteMessage,
    process,
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
    lastBackupAt: () => lastBackupAt(config.DATA_DIR),
  });

  if (process && !process.isWorker)
    await hearChanges(store, {
      ...{ settings, models, training, privacy, account: huggingFace.account },
      ...{ outbox: ground.outbox, logger: ground.logger },
    });
  const provenance = createProvenanceService({ photos, reader: credentials, generation, actors });
  const services: Services = {
    ...{
      account: huggingFace.account,
      actors,
      audit,
      albums,
      approvals,
      digests,
      billing: huggingFace.billing,
      generation,
      languages,
      models,
      packs,
      photos,
    },
    ...{
      provenance,
      privacy,
      quota,
      references,
      safety,
      settings,
      training,
      trainingWeek,
      failures,
      status,
      workers,
    },
    money: {
      account: { day: config.QUOTA_DAILY_USD, month: config.QUOTA_MONTHLY_USD },
      factor: factor.now,
      accountShown: config.SHOW_ACCOUNT_SPEND === 'on',
    },
  };
  return {
    ...{ services, outbox: ground.outbox, credentials, limiter, weights, workers, leaving },
    warmUp: () => warmUp({ safety, logger }),
    ...{ storeBytes: store.bytes, many: made.many },
  };
}
