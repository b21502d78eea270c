import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHuggingFace } from '@ai-actor/playground/huggingface';
import { pino } from 'pino';
import sharp from 'sharp';
import { UserError } from '../../../errors.ts';
import type { Actor } from '../../actors/actor.ts';
import { createActorsService } from '../../actors/actors-service.ts';
import { actorCollections } from '../../actors/testing/actor-collections.ts';
import { approvalIndexes, approvalSchema } from '../../approvals/approval.ts';
import { createApprovals } from '../../approvals/approvals-service.ts';
import type { Credentials } from '../../credentials/credentials.ts';
import { unsigned } from '../../credentials/testing/unsigned.ts';
import { createDownloads } from '../../downloads/downloads.ts';
import { accountPauseSchema, createAccountPause } from '../../huggingface/account/account-pause.ts';
import { createHub } from '../../huggingface/hub/hub.ts';
import { createWeightsLinks } from '../../huggingface/hub/weights-links.ts';
import { chat } from '../../huggingface/inference/chat.ts';
import { createCircuits } from '../../huggingface/inference/circuits.ts';
import { createModelsService } from '../../models/models-service.ts';
import { guildModelsSchema } from '../../models/stored-models.ts';
import { faceOf } from '../../photos/known-face.ts';
import { quotaDaySchema } from '../../quota/quota-day.ts';
import { createQuotaService } from '../../quota/quota-service.ts';
import { safetyEntryIndexes, safetyEntrySchema } from '../../safety/safety-entry.ts';
import { createSafetyService } from '../../safety/safety-service.ts';
import {
  createSettingsService,
  guildSettingsSchema,
  type SettingsService,
} from '../../settings/settings-service.ts';
import { createFileBlobs } from '../../storage/blobs.ts';
import { createSeal } from '../../storage/seal.ts';
import { openStore } from '../../storage/store.ts';
import { createDecoderHere } from '../../vision/testing/decoder-here.ts';
import type { Nudity, PictureFace, Vision } from '../../vision/vision.ts';
import type { Workers } from '../../workers/workers-service.ts';
import { cachedImageIndexes, generationIndexes } from '../archive/generation-index.ts';
import { cachedImageSchema, generationSchema } from '../generation.ts';
import {
  createGenerationService,
  type GenerationProgress,
  type GenerationResult,
  type GenerationService,
} from '../generation-service.ts';
import { createCheckImage } from '../images/check-image.ts';
import { createImageMaker } from '../making/image-maker.ts';
import { createLimiter } from '../making/limiter.ts';
import { createLoraTrials } from '../making/lora-trials.ts';
import { createWays } from '../making/ways.ts';
import { type Accepted, acceptedRequestSchema } from '../requests/accepted-request.ts';
import { createAcceptedRequests } from '../requests/accepted-requests.ts';
import type { GenerationRequest } from '../requests/plan.ts';
import { createMakeLink, createWeightsDoor } from '../weights-door.ts';
import { noIntake } from './no-intake.ts';

export const guildId = '900000000000000001';
/** A member who can view every channel of the server. */
export const viewer = (memberId: string, place = guildId) => ({
  guildId: place,
  memberId,
  canView: () => true,
});
export const ana = '900000000000000011';
export const ben = '900000000000000012';
/** Small pictures, and made by the endpoint: the quickest way to one. */
export const quickModel = 'runwayml/stable-diffusion-v1-5';

export const noPhotos = { take: async () => [], thumbnail: async (bytes: Buffer) => bytes };

export function trainedActor(changes: Partial<Actor> = {}): Actor {
  return {
    id: 'novaid',
    guildId,
    name: 'Nova',
    ownerId: ana,
    subjectId: ana,
    visibility: 'guild',
    chosenMemberIds: [],
    photos: [],
    consent: { state: 'granted', memberId: ana, textVersion: 1, text: 'yes', at: 0 },
    triggerWord: 'ohwxnova',
    posts: [],
    versions: [],
    createdAt: 0,
    ...changes,
  };
}

interface Settings {
  /** Noon of one day, always, unless a test says otherwise. */
  now?: () => number;
  hasEndpoint?: boolean;
  dailyTokens?: number;
  timeoutMs?: number;
  maxConcurrent?: number;
  queueMax?: number;
  actors?: Actor[];
  /** Where the bot would answer at links to private weights itself; without it, the hub alone does. */
  publicUrl?: string;
  /** Computers of servers. */
  workers?: (settings: SettingsService) => Workers;
  imageBytesMost?: number;
  /** Nothing is signed without it. */
  credentials?: Pick<Credentials, 'trySign'>;
  unpostedMost?: number;
  /** What members gave to start from. */
  givenPicture?: Parameters<typeof createGenerationService>[0]['givenPicture'];
  /** Sent instead of drawn pictures, which take the machine long. */
  pictures?: Record<'png' | 'jpeg', Buffer>;
  /** What the classifier says of a picture; harmless unless a test says otherwise. */
  nudity?: (image: Uint8Array) => Promise<Nudity>;
}

export const harmlessFigures: Nudity = { explicit: 0.01, suggestive: 0.02 };
/** A face that looks so old; with a descriptor, whose it is. */
export const faceAged = (age: number, descriptor?: number[]): PictureFace => ({
  box: { x: 0.4, y: 0.2, width: 0.2, height: 0.2 },
  age,
  ...(descriptor ? { descriptor } : {}),
});

/** Pictures that cost a test no time, for where it is of no matter what they show. */
export async function smallPictures(): Promise<Record<'png' | 'jpeg', Buffer>> {
  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
  const grain = sharp({ create: { width: 64, height: 64, channels: 3, background: '#000', noise } });
  return { png: await grain.png().toBuffer(), jpeg: await grain.jpeg().toBuffer() };
}

/** Takes a request in, and into the store, as the edge does it. */
export async function accepting(
  generation: GenerationService,
  request: GenerationRequest,
  answer = '',
): Promise<Accepted> {
  const accepted = await generation.accept(request, answer);
  await accepted.store();
  return accepted;
}

/** From the acceptance until the member was told, as the edge does it. */
export async function makeFor(
  generation: GenerationService,
  request: GenerationRequest,
  onProgress: (progress: GenerationProgress) => void = () => {},
): Promise<GenerationResult> {
  const accepted = await accepting(generation, request, 'answer');
  try {
    return await generation.generate(accepted, onProgress);
  } finally {
    await generation.told(accepted.id);
  }
}

/** Generation with real clients, a real SQLite file and the embedded Hugging Face server. */
export async function createGenerationWorld(settings: Settings = {}) {
  const huggingFace = await startHuggingFace(settings.pictures ? { pictures: settings.pictures } : {});
  const dir = await mkdtemp(join(tmpdir(), 'actor-generation-'));
  const origins = { hub: huggingFace.url, router: huggingFace.routerUrl };
  const downloads = createDownloads();
  /** What was logged, for tests that look for what must not be. */
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: line => void logged.push(line) });
  const now = settings.now ?? (() => Date.UTC(2026, 2, 29, 12));
  const endpoint = { url: huggingFace.endpointUrl, token: huggingFace.endpointToken };
  const store = await openStore(dir);
  /** A disk that is full takes nothing more. */
  const disk = { full: false };
  const files = createFileBlobs(join(dir, 'blobs'));
  const blobs: typeof files & { requireRoom(bytes: number): Promise<void> } = {
    ...files,
    async put(bytes, known) {
      if (disk.full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return files.put(bytes, known);
    },
    async requireRoom() {
      if (disk.full) throw new UserError('gone', 'The disk is full.');
    },
  };
  const stored = await store.collection('generations', generationSchema, generationIndexes);
  const generations: typeof stored = {
    ...stored,
    async put(id, record) {
      if (disk.full) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      return stored.put(id, record);
    },
  };
  const cache = await store.collection('image_cache', cachedImageSchema, cachedImageIndexes);
  const acceptedRecords = await store.collection('accepted_requests', acceptedRequestSchema);
  const pauses = await store.collection('account', accountPauseSchema);
  const seal = createSeal('a token of tests');
  const people = await actorCollections(store);
  for (const actor of settings.actors ?? []) await people.actors.put(actor.id, actor);

  /** What the classifier says, and what became of messages: tests change the one and read the other. */
  const vision: Pick<Vision, 'nudity' | 'faces'> = {
    nudity: settings.nudity ?? (async () => harmlessFigures),
    faces: async () => [faceAged(35)],
  };
  const deletedMessages: string[] = [];
  const discord = { reachable: true };

  /** The services as they are after a start; again is after a restart. */
  async function open() {
    const limiter = createLimiter({
      maxConcurrent: settings.maxConcurrent ?? 4,
      minTimeMs: 0,
      queueMax: settings.queueMax ?? 500,
    });
    const accountPause = await createAccountPause({ collection: pauses, onPaused: () => {}, now });
    const at = { hubUrl: huggingFace.url, token: huggingFace.token };
    const hub = createHub({ ...at, namespace: undefined });
    const quota = await createQuotaService({
      days: await store.collection('quota_days', quotaDaySchema),
      dailyTokens: settings.dailyTokens ?? 30_000,
      memberDailyTokens: 0,
      now,
    });
    const actors = await createActorsService({ ...people, photos: noPhotos, blobs, now });
    const links = createWeightsLinks(at);
    const { publicUrl } = settings;
    const door = publicUrl ? createWeightsDoor({ publicUrl, actors, links, seal, now }) : undefined;
    const guildSettings = await createSettingsService({
      collection: await store.collection('guild_settings', guildSettingsSchema),
    });
    const safety = await createSafetyService({
      vision: { nudity: image => vision.nudity(image), faces: image => vision.faces(image) },
      settings: guildSettings,
      log: await store.collection('safety_log', safetyEntrySchema, safetyEntryIndexes),
      async faceOf(actorId) {
        const actor = await actors.byId(actorId);
        return actor && { ...faceOf(actor.photos), name: actor.name, limits: actor.limits };
      },
      now,
    });
    const approvals = createApprovals({
      collection: await store.collection('approvals', approvalSchema, approvalIndexes),
      ...{ actors, now },
    });
    const workers = settings.workers?.(guildSettings);
    const models = await createModelsService({
      hub,
      ...(workers ? { hasWorker: (guild, model) => workers.serves(guild, 'image', model) } : {}),
      collection: await store.collection('guild_models', guildModelsSchema),
      hasEndpoint: settings.hasEndpoint ?? true,
      now,
      logger,
    });
    const generation = await createGenerationService({
      ...(workers ? { computersBack: workers.backIn } : {}),
      askFirst: approvals.ask,
      generations,
      cache,
      accepted: await createAcceptedRequests({
        collection: acceptedRecords,
        intake: noIntake,
        ...{ blobs, seal, now },
      }),
      blobs,
      actors,
      models,
      linkKinds: door ? ['bot', 'hub'] : ['hub'],
      quota,
      safety,
      credentials: settings.credentials ?? unsigned,
      checkImage: createCheckImage(createDecoderHere()),
      settings: guildSettings,
      ...(settings.givenPicture ? { givenPicture: settings.givenPicture } : {}),
      async deleteMessage(_channelId, messageId) {
        if (!discord.reachable) throw new Error('Discord cannot be reached');
        deletedMessages.push(messageId);
        return 'deleted';
      },
      limiter,
      words: {
        ask: question =>
          chat({ origins, token: huggingFace.token, timeoutMs: settings.timeoutMs ?? 60_000 }, question),
        ways: createWays({ circuits: createCircuits({ now }), limiter, accountPause }),
      },
      ...(settings.imageBytesMost === undefined ? {} : { imageBytesMost: settings.imageBytesMost }),
      ...(settings.unpostedMost === undefined ? {} : { unpostedMost: settings.unpostedMost }),
      maker: createImageMaker({
        account: {
          origins,
          token: huggingFace.token,
          ...((settings.hasEndpoint ?? true) ? { endpoint } : {}),
          timeoutMs: settings.timeoutMs ?? 60_000,
          downloads,
          makeLink: createMakeLink(links, door),
          pollEveryMs: 50,
        },
        limiter,
        workers,
        circuits: createCircuits({ now }),
        accountPause,
        trials: createLoraTrials({ servings: actors, now, logger }),
        logger,
      }),
      now,
    });
    return {
      ...{ limiter, accountPause, quota, actors, guildSettings, safety, approvals, models, generation },
      ...{ workers, door },
    };
  }
  const opened = await open();

  return {
    ...opened,
    huggingFace,
    people,
    /** The folder of the store and the blobs. */
    dir,
    disk,
    blobs,
    generations,
    cache,
    now,
    vision,
    discord,
    deletedMessages,
    logged,
    open,
    ask: (
      request: Partial<GenerationRequest> & { prompt: string },
      onProgress: (progress: GenerationProgress) => void = () => {},
    ) =>
      makeFor(
        opened.generation,
        { guildId, channelId: '900000000000000002', memberId: ana, model: quickModel, ...request },
        onProgress,
      ),
    spent: async () => (await opened.quota.today(ana)).used,
    async close() {
      await opened.limiter.stop();
      await downloads.close();
      await huggingFace.close();
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export type GenerationWorld = Awaited<ReturnType<typeof createGenerationWorld>>;
