import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { type Actor, actorSchema } from '../../actors/actor.ts';
import { createActorsService } from '../../actors/actors-service.ts';
import {
  cachedImageSchema,
  cacheKey,
  type Generation,
  generationSchema,
} from '../../generation/generation.ts';
import { createGenerationService } from '../../generation/generation-service.ts';
import { createLimiter } from '../../generation/making/limiter.ts';
import {
  acceptedRequestSchema,
  createAcceptedRequests,
} from '../../generation/requests/accepted-requests.ts';
import type { Hub } from '../../huggingface/hub/hub.ts';
import type { VersionTags } from '../../huggingface/hub/version-tags.ts';
import { guildModelsSchema } from '../../models/guild-models.ts';
import { createModelsService } from '../../models/models-service.ts';
import { quotaDaySchema } from '../../quota/quota-day.ts';
import { createQuotaService } from '../../quota/quota-service.ts';
import { safetyEntrySchema } from '../../safety/safety-entry.ts';
import { createSafetyService } from '../../safety/safety-service.ts';
import { createSettingsService, guildSettingsSchema } from '../../settings/settings-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { createSeal } from '../../storage/seal.ts';
import type { Store } from '../../storage/store.ts';
import { type TrainingJob, tombstoneSchema, trainingJobSchema } from '../../training/job/job.ts';
import { colabRunner } from '../../training/runners/colab.ts';
import { always, noEyes } from '../../training/testing/training-fixture.ts';
import { createTrainingService } from '../../training/training-service.ts';
import { type Erasure, erasureSchema } from '../erasure.ts';
import { createPrivacyService, type PrivacyService } from '../privacy-service.ts';

export const guildId = '900000000000000001';
export const otherGuildId = '900000000000000002';
export const channelId = '900000000000000003';
export const ana = '900000000000000011';
export const ben = '900000000000000012';
export const cleo = '900000000000000013';
export const start = Date.UTC(2026, 2, 29, 12);
const logger = pino({ level: 'silent' });

/** A number that stands for a face, and is found again wherever it was written. */
export const faceNumber = 0.987123456789;

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Records of one kind each, made so that tests can tell what is whose. */
export function actorOf(id: string, change: Partial<Actor> = {}): Actor {
  return {
    id,
    guildId,
    name: `Name of ${id}`,
    ownerId: ana,
    subjectId: ana,
    visibility: 'owner',
    chosenMemberIds: [],
    photos: [],
    consent: { state: 'granted', memberId: ana, textVersion: 2, text: 'I agree.', at: start },
    triggerWord: `ohwx${id.slice(0, 5)}`,
    posts: [],
    versions: [],
    createdAt: start,
    ...change,
  };
}

export function generationOf(id: string, sha256: string, change: Partial<Generation> = {}): Generation {
  return generationSchema.parse({
    id,
    guildId,
    channelId,
    memberId: ana,
    prompt: `prompt of ${id}`,
    shape: 'square',
    modelName: 'A model',
    settings: {
      model: 'a/model',
      modelRevision: 'a'.repeat(40),
      prompt: `prompt of ${id}`,
      width: 512,
      height: 512,
      steps: 4,
      guidance: 0,
      seed: 1,
    },
    private: false,
    images: [{ sha256, seed: 1 }],
    posts: [{ channelId, messageId: `message-of-${id}` }],
    cached: 0,
    tokens: 5,
    promptTokens: 5,
    createdAt: start,
    deleted: false,
    ...change,
  });
}

export const photosOfSolo = 'studio/actor-job-solo-job';

export function jobOf(id: string, actorId: string, change: Partial<TrainingJob> = {}): TrainingJob {
  return {
    id,
    guildId,
    channelId,
    requesterId: ana,
    actorId,
    actorName: `Name of ${actorId}`,
    state: 'running',
    backend: 'colab',
    litter: {},
    attempt: 1,
    tokenHash: 'x'.repeat(64),
    tokenExpiresAt: start + 3_600_000,
    eventsSeen: [],
    lastSeq: 1,
    step: 1,
    totalSteps: 10,
    losses: [],
    images: [],
    spec: {
      actorName: `Name of ${actorId}`,
      triggerWord: 'ohwx',
      baseModel: 'a/base',
      steps: 10,
      resolution: 512,
      rank: 16,
      learningRate: 1e-4,
      seed: 1,
      repo: `studio/actor-${actorId}-lora`,
      branch: `job-${id}`,
      instancePrompt: 'photo',
      samplePrompts: [],
      consentNote: '',
    },
    samples: [],
    createdAt: start,
    lastEventAt: start,
    ...change,
  };
}

/** Discord and the hub as they stand, each with what is there; either can be away. */
export function outsideWorld() {
  return {
    messages: new Set<string>(),
    closed: new Set<string>(),
    repos: new Set<string>(),
    /** The commits that tags of a repo point at, as `repo@commit`. */
    tags: new Set<string>(),
    discordAway: false,
    hubAway: false,
  };
}
export type Outside = ReturnType<typeof outsideWorld>;

const hubOf = (
  outside: Outside,
): Pick<Hub, 'namespace' | 'mayWrite' | 'modelPage' | 'download' | 'deleteRepo'> => ({
  namespace: async () => 'studio',
  mayWrite: async () => true,
  modelPage: async () => undefined,
  download: async () => undefined,
  async deleteRepo({ name }) {
    if (outside.hubAway) throw new TypeError('fetch failed');
    return outside.repos.delete(name) ? 'deleted' : 'absent';
  },
});

const tagsOf = (outside: Outside): VersionTags => ({
  async remove({ repo, revision }) {
    if (outside.hubAway) throw new TypeError('fetch failed');
    return outside.tags.delete(`${repo}@${revision}`) ? 1 : 0;
  },
});

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
  const actors = await createActorsService({
    actors: await store.collection('actors', actorSchema),
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
  const settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
    secret: 'secret',
  });
  const models = await createModelsService({
    hub: { servedBy: async () => undefined, modelPage: async () => undefined },
    collection: await store.collection('guild_models', guildModelsSchema),
    hasEndpoint: false,
    now,
    logger,
  });
  const safety = await createSafetyService({
    vision: { nudity: async () => ({ explicit: 0, suggestive: 0 }) },
    settings,
    log: await store.collection('safety_log', safetyEntrySchema),
    now,
  });
  const generation = await createGenerationService({
    generations: await store.collection('generations', generationSchema),
    cache: await store.collection('image_cache', cachedImageSchema),
    accepted: await createAcceptedRequests({
      collection: await store.collection('accepted_requests', acceptedRequestSchema),
      blobs,
      seal: createSeal('a token of tests'),
      now,
    }),
    blobs,
    actors,
    quota,
    safety,
    settings,
    deleteMessage,
    limiter: createLimiter({ maxConcurrent: 1, minTimeMs: 0, queueMax: 1 }),
    now,
    // Nothing is generated here.
    models: {} as never,
    maker: {} as never,
  });
  const training = await createTrainingService({
    jobs: await store.collection('training_jobs', trainingJobSchema),
    tombstones: await store.collection('training_tombstones', tombstoneSchema),
    actors,
    blobs,
    hub,
    repos: {
      publish: async () => {},
      deleteRepo: async () => {},
      deleteBranch: async () => {},
      look: async () => ({ found: false }),
    },
    runners: always(colabRunner({ notebookUrl: 'https://colab.example' })),
    look: noEyes,
    secret: 'bot-token',
    addresses: { public: 'https://bot.example', local: 'http://127.0.0.1' },
    now,
    logger,
    onChange: () => {},
  });
  const done: Erasure[] = [];
  const waiters: (() => void)[] = [];
  const privacy: PrivacyService = await createPrivacyService(
    around({
      ...{ actors, quota, settings, models, safety, generation, training, blobs, store, hub, deleteMessage },
      tags: tagsOf(outside),
      erasures: await store.collection('erasures', erasureSchema),
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
    ...{ actors, quota, settings, models, safety, generation, training, privacy, done },
    /** Resolves when a deletion got done after its answer. */
    nextDone: () => new Promise<void>(resolve => waiters.push(resolve)),
  };
}

/**
 * A store with what Ana, Ben and Cleo did in two servers. Everything of Ana, who is shown in `nova` and `solo`, is
 * among it in every kind of record; `kept` of Cleo shares a photo and an image with what is Ana's.
 */
export async function seed(store: Store, blobs: Blobs, outside: Outside) {
  const put = (words: string) => blobs.put(Buffer.from(`bytes of ${words} `.repeat(50)));
  const sight = {
    faces: [],
    descriptor: Array.from({ length: 128 }, () => faceNumber),
    phash: '0123456789abcdef',
    brightness: 100,
    contrast: 50,
    turned: 0 as const,
    explicit: 0,
  };
  const photo = async (words: string) => ({
    sha256: await put(words),
    width: 512,
    height: 512,
    addedAt: start,
    accepted: false,
    sight,
  });
  const version = async (actorId: string, jobId: string) => ({
    number: 1,
    jobId,
    repo: `studio/actor-${actorId}-lora`,
    revision: 'b'.repeat(40),
    baseModel: 'a/base',
    steps: 10,
    trainedAt: start,
    standIn: true,
    samples: [await put(`sample of ${actorId}`)],
  });
  const shared = await photo('shared photo');
  const sharedImage = await put('shared image');

  const actors = await store.collection('actors', actorSchema);
  const nova = actorOf('nova', {
    ownerId: ben,
    visibility: 'chosen',
    chosenMemberIds: [ben, cleo],
    photos: [await photo('nova one'), await photo('nova two'), shared],
    posts: [],
    versions: [await version('nova', 'nova-job')],
    activeVersion: 1,
  });
  const solo = actorOf('solo', {
    guildId: otherGuildId,
    photos: [await photo('solo one')],
    consent: { state: 'pending', memberId: ana, textVersion: 2, text: 'I agree.' },
    request: {
      channelId,
      expiresAt: start + 1e9,
      posted: { channelId, messageId: 'message-of-request' },
    },
  });
  const kept = actorOf('kept', {
    guildId: otherGuildId,
    ownerId: cleo,
    subjectId: cleo,
    visibility: 'chosen',
    chosenMemberIds: [ana, ben],
    photos: [{ ...shared, sight: { ...sight, descriptor: sight.descriptor.map(() => 0.5) } }],
    consent: { state: 'granted', memberId: cleo, textVersion: 2, text: 'I agree.', at: start },
  });
  const { subjectId: _nobody, ...outsider } = actorOf('outsider', {
    ownerId: cleo,
    // An admin approved: Ana.
    consent: { state: 'granted', memberId: ana, textVersion: 1, text: 'They agree.', at: start },
  });
  for (const actor of [nova, solo, kept, outsider]) await actors.put(actor.id, actor);

  const generations = await store.collection('generations', generationSchema);
  const castOf = (id: string) => ({ id, name: `Name of ${id}`, version: 1, standIn: true });
  const made = [
    generationOf('by-ben-of-nova', await put('ben of nova'), { memberId: ben, actor: castOf('nova') }),
    generationOf('by-ana', sharedImage, { guildId: otherGuildId }),
    generationOf('by-ana-private', await put('private'), { private: true, posts: [] }),
    generationOf('by-cleo', sharedImage, { guildId: otherGuildId, memberId: cleo }),
  ].map(one => ({
    ...one,
    // One picture is given to everybody who asks for the same.
    settings: one.images[0]?.sha256 === sharedImage ? { ...one.settings, prompt: 'the same' } : one.settings,
  }));
  const cache = await store.collection('image_cache', cachedImageSchema);
  for (const one of made) {
    await generations.put(one.id, one);
    const key = cacheKey(one.settings);
    const sha256 = one.images[0]?.sha256 ?? '';
    await cache.put(key, { key, sha256, createdAt: start, ...(one.actor ? { actorId: one.actor.id } : {}) });
    for (const { messageId } of one.posts) outside.messages.add(messageId);
  }
  await cache.put('withheld', {
    key: 'withheld',
    actorId: 'nova',
    nudity: { explicit: 1, suggestive: 1 },
    createdAt: start,
  });

  const jobs = await store.collection('training_jobs', trainingJobSchema);
  for (const job of [
    jobOf('nova-job', 'nova', {
      requesterId: ben,
      state: 'succeeded',
      shown: 'succeeded',
      samples: [{ sha256: nova.versions[0]?.samples[0] ?? '', prompt: 'p' }],
      message: { channelId, messageId: 'message-of-progress' },
      endMessage: { channelId, messageId: 'message-of-end' },
      version: 1,
    }),
    // On its way over the hub: its photos lie there.
    jobOf('solo-job', 'solo', { guildId: otherGuildId, litter: { photoRepo: photosOfSolo } }),
    jobOf('kept-job', 'kept', {
      guildId: otherGuildId,
      requesterId: cleo,
      state: 'cancelled',
      shown: 'cancelled',
      cancelledBy: ana,
    }),
  ]) {
    await jobs.put(job.id, job);
  }
  for (const messageId of ['message-of-progress', 'message-of-end', 'message-of-request'])
    outside.messages.add(messageId);
  for (const id of ['nova', 'solo', 'kept']) outside.repos.add(`studio/actor-${id}-lora`);
  outside.repos.add(photosOfSolo);

  const days = await store.collection('quota_days', quotaDaySchema);
  for (const day of ['2026-03-28', '2026-03-29']) {
    await days.put(day, {
      day,
      committed: 50,
      unknown: 0,
      reserved: {},
      byMember: { [ana]: 30, [cleo]: 20 },
      pictures: 5,
      byGuild: {
        [guildId]: { [ana]: { tokens: 30, pictures: 3 } },
        [otherGuildId]: { [cleo]: { tokens: 20, pictures: 2 } },
      },
    });
  }
  const safetyLog = await store.collection('safety_log', safetyEntrySchema);
  for (const [id, memberId, actorId] of [
    ['entry-ana', ana, 'kept'],
    ['entry-ben', ben, 'nova'],
    ['entry-cleo', cleo, 'kept'],
  ] as const) {
    await safetyLog.put(id, {
      ...{ id, guildId, memberId, actorId },
      at: start,
      where: 'prompt',
      rule: 'actor-sexual',
    });
  }
  const settings = await store.collection('guild_settings', guildSettingsSchema);
  for (const id of [guildId, otherGuildId])
    await settings.put(
      id,
      guildSettingsSchema.parse({ guildId: id, blockedWords: ['word'], memberLimits: { [ana]: 500 } }),
    );
  const models = await store.collection('guild_models', guildModelsSchema);
  for (const id of [guildId, otherGuildId])
    await models.put(id, guildModelsSchema.parse({ guildId: id, hidden: ['Qwen/Qwen-Image'] }));
  return { shared: shared.sha256, sharedImage };
}

/** Blobs in memory that outlive a restart. */
export function memoryBlobs(): Blobs & { all(): string[] } {
  const bytesOf = new Map<string, Buffer>();
  return {
    all: () => [...bytesOf.keys()].sort(),
    async put(bytes) {
      const sha256 = hashOf(bytes);
      bytesOf.set(sha256, Buffer.from(bytes));
      return sha256;
    },
    get: async sha256 => bytesOf.get(sha256),
    delete: async sha256 => void bytesOf.delete(sha256),
    size: async sha256 => bytesOf.get(sha256)?.length,
    list: async () => [...bytesOf.keys()].map(sha256 => ({ sha256, modifiedAt: 0 })),
    removeUnfinished: async () => 0,
  };
}

/** Everything that is stored, by collection. */
export async function contentsOf(store: Store): Promise<Record<string, unknown[]>> {
  const schemas = {
    actors: actorSchema,
    generations: generationSchema,
    image_cache: cachedImageSchema,
    training_jobs: trainingJobSchema,
    training_tombstones: tombstoneSchema,
    quota_days: quotaDaySchema,
    safety_log: safetyEntrySchema,
    guild_settings: guildSettingsSchema,
    guild_models: guildModelsSchema,
    erasures: erasureSchema,
  };
  const contents: Record<string, unknown[]> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const records = await (await store.collection(name, schema)).all();
    contents[name] = records.map(record => JSON.stringify(record)).sort();
  }
  return contents;
}
