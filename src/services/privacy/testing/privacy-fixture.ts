import { pino } from 'pino';
import { createActorsService } from '../../actors/actors-service.ts';
import { actorCollections } from '../../actors/testing/actor-collections.ts';
import { albumIndexes, albumSchema } from '../../albums/album.ts';
import { createAlbums } from '../../albums/albums-service.ts';
import { approvalIndexes, approvalSchema } from '../../approvals/approval.ts';
import { createApprovals } from '../../approvals/approvals-service.ts';
import { unsigned } from '../../credentials/testing/unsigned.ts';
import { digestIndexes, digestSchema } from '../../digest/digest-record.ts';
import { createDigests } from '../../digest/digest-service.ts';
import { cachedImageIndexes, generationIndexes } from '../../generation/archive/generation-index.ts';
import { cachedImageSchema, generationSchema } from '../../generation/generation.ts';
import { createGenerationService } from '../../generation/generation-service.ts';
import { createCheckImage } from '../../generation/images/check-image.ts';
import { createLimiter } from '../../generation/making/limiter.ts';
import { acceptedRequestSchema } from '../../generation/requests/accepted-request.ts';
import { createAcceptedRequests } from '../../generation/requests/accepted-requests.ts';
import { noIntake } from '../../generation/testing/no-intake.ts';
import { createFailureLog, failureIndexes, failureSchema } from '../../log/failure-log.ts';
import { createModelsService } from '../../models/models-service.ts';
import { guildModelsSchema } from '../../models/stored-models.ts';
import { faceOf } from '../../photos/known-face.ts';
import { quotaDaySchema } from '../../quota/quota-day.ts';
import { createQuotaService } from '../../quota/quota-service.ts';
import { createTrainingWeek, trainingWeekSchema } from '../../quota/training-week.ts';
import { createKeptReferences } from '../../references/kept-references.ts';
import { referenceIndexes, referenceSchema } from '../../references/reference.ts';
import { safetyEntryIndexes, safetyEntrySchema } from '../../safety/safety-entry.ts';
import { createSafetyService } from '../../safety/safety-service.ts';
import {
  createMemberLanguages,
  memberLanguageIndexes,
  memberLanguageSchema,
} from '../../settings/member-languages.ts';
import { settingChangeIndexes, settingChangeSchema } from '../../settings/setting-change.ts';
import { createSettingsService, guildSettingsSchema } from '../../settings/settings-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { createSeal } from '../../storage/seal.ts';
import type { Store } from '../../storage/store.ts';
import { tombstoneIndexes, tombstoneSchema, trainingJobSchema } from '../../training/job/job.ts';
import { jobIndexes } from '../../training/job/job-index.ts';
import { colabRunner } from '../../training/runners/colab.ts';
import { always, noEyes, noRepos, nowhere } from '../../training/testing/training-fixture.ts';
import { createTrainingService } from '../../training/training-service.ts';
import { createDecoderHere } from '../../vision/testing/decoder-here.ts';
import type { Vision } from '../../vision/vision.ts';
import { type Erasure, erasureSchema } from '../erasure.ts';
import { erasureIndexes } from '../erasure-index.ts';
import { createPrivacyService, type PrivacyService } from '../privacy-service.ts';
import { strayMessageIndexes, strayMessageSchema } from '../stray-messages.ts';
import { hubOf, type Outside, tagsOf } from './outside-world.ts';

const logger = pino({ level: 'silent' });

type Parts = Parameters<typeof createPrivacyService>[0];

/** The bot's services on a store, as they are after a start. `around` may put something between privacy and the rest. */
export async function openPrivacy({
  store,
  blobs,
  outside,
  clock,
  around = parts => parts,
}: {
  store: Store;
  blobs: Blobs;
  outside: Outside;
  clock: { ms: number };
  around?: (parts: Parts) => Parts;
}) {
  const now = () => clock.ms;
  const hub = hubOf(outside);
  const deleteMessage: Parts['deleteMessage'] = async (_channelId, messageId) => {
    if (outside.discordAway) throw new TypeError('fetch failed');
    if (outside.closed.has(messageId)) return 'forbidden';
    return outside.messages.delete(messageId) ? 'deleted' : 'absent';
  };
  const noPhotos = { take: async () => [], thumbnail: async (bytes: Buffer) => bytes };
  const people = await actorCollections(store, now);
  const actors = await createActorsService({
    ...people,
    photos: noPhotos,
    blobs,
    now,
  });
  const quota = await createQuotaService({
    days: await store.collection('quota_days', quotaDaySchema),
    dailyTokens: 1_000,
    memberDailyTokens: 100,
    secret: 'secret',
    now,
  });
  const trainingWeek = createTrainingWeek({
    collection: await store.collection('training_weeks', trainingWeekSchema),
    secret: 'secret',
    now,
  });
  const failures = createFailureLog({
    collection: await store.collection('failures', failureSchema, failureIndexes),
    now,
  });
  const settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
    changes: await store.collection('setting_changes', settingChangeSchema, settingChangeIndexes),
    secret: 'secret',
  });
  const languages = createMemberLanguages({
    collection: await store.collection('member_languages', memberLanguageSchema, memberLanguageIndexes),
    now,
  });
  const models = await createModelsService({
    hub: { servedBy: async () => undefined, modelPage: async () => undefined },
    collection: await store.collection('guild_models', guildModelsSchema),
    hasEndpoint: false,
    now,
    logger,
  });
  const vision: Pick<Vision, 'nudity' | 'faces'> = {
    nudity: async () => ({ explicit: 0, suggestive: 0 }),
    faces: async () => [],
  };
  const safety = await createSafetyService({
    vision: { nudity: image => vision.nudity(image), faces: image => vision.faces(image) },
    async faceOf(actorId) {
      const actor = await actors.byId(actorId);
      return actor && { ...faceOf(actor.photos), name: actor.name, limits: actor.limits };
    },
    settings,
    log: await store.collection('safety_log', safetyEntrySchema, safetyEntryIndexes),
    now,
  });
  const approvals = createApprovals({
    collection: await store.collection('approvals', approvalSchema, approvalIndexes),
    ...{ actors, now },
  });
  const generation = await createGenerationService({
    words: {} as never,
    askFirst: approvals.ask,
    generations: await store.collection('generations', generationSchema, generationIndexes),
    cache: await store.collection('image_cache', cachedImageSchema, cachedImageIndexes),
    accepted: await createAcceptedRequests({
      intake: noIntake,
      collection: await store.collection('accepted_requests', acceptedRequestSchema),
      blobs,
      seal: createSeal('a token of tests'),
      now,
    }),
    blobs,
    actors,
    quota,
    safety,
    credentials: unsigned,
    checkImage: createCheckImage(createDecoderHere()),
    settings,
    deleteMessage,
    limiter: createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 1 }),
    now,
    // Nothing is generated here.
    models: {} as never,
    maker: {} as never,
  });
  const digests = createDigests({
    collection: await store.collection('digests', digestSchema, digestIndexes),
    ...{ actors, generation, now },
  });
  const albums = createAlbums({
    collection: await store.collection('albums', albumSchema, albumIndexes),
    ...{ actors, generation, now },
    safety: { checkPrompt: async () => {} },
    onDue: () => {},
  });
  const training = await createTrainingService({
    jobs: await store.collection('training_jobs', trainingJobSchema, jobIndexes),
    tombstones: await store.collection('training_tombstones', tombstoneSchema, tombstoneIndexes),
    actors,
    blobs,
    credentials: unsigned,
    hub,
    repos: {
      publish: async () => {},
      deleteRepo: async () => {},
      deleteBranch: async () => {},
      look: async () => ({ found: false }),
    },
    actorRepos: noRepos,
    signedAddress: nowhere,
    runners: always(colabRunner({ notebookUrl: 'https://colab.example' })),
    look: noEyes,
    secret: 'bot-token',
    addresses: { public: 'https://bot.example', local: 'http://127.0.0.1' },
    now,
    logger,
    onChange: () => {},
  });
  const references = createKeptReferences({
    references: await store.collection('given_pictures', referenceSchema, referenceIndexes),
    blobs,
    now,
  });
  const done: Erasure[] = [];
  const waiters: (() => void)[] = [];
  const privacy: PrivacyService = createPrivacyService(
    around({
      ...{ audit: people.audit, actors, quota, trainingWeek, failures, languages },
      ...{ settings, models, safety, generation, training, references, albums, approvals, digests },
      ...{ blobs, store, hub, deleteMessage },
      credentials: unsigned,
      tags: tagsOf(outside),
      erasures: await store.collection('erasures', erasureSchema, erasureIndexes),
      strayMessages: await store.collection('stray_messages', strayMessageSchema, strayMessageIndexes),
      onDone(erasure) {
        done.push(erasure);
        for (const wake of waiters.splice(0)) wake();
      },
      now,
      logger,
      retryDelaysMs: [1],
    }),
  );
  return {
    ...{
      actors,
      quota,
      trainingWeek,
      languages,
      settings,
      models,
      safety,
      generation,
      training,
      privacy,
      done,
    },
    ...{ albums, approvals, digests, vision },
    audit: people.audit,
    everyActor: () => people.actors.all(),
    /** Resolves when a deletion got done after its answer. */
    nextDone: () => new Promise<void>(resolve => waiters.push(resolve)),
  };
}
