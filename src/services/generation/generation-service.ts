import { createHash } from 'node:crypto';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { InferenceFailure } from '../huggingface/inference-failure.ts';
import type { ModelsService } from '../models/models-service.ts';
import { countPromptTokens } from '../quota/prompt-tokens.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import { type Archive, createArchive } from './archive.ts';
import {
  type CachedImage,
  cacheKey,
  type Generation,
  maxSeed,
  parametersText,
  type Settings,
} from './generation.ts';
import { createGenerationIndex } from './generation-index.ts';
import { recordOf } from './generation-record.ts';
import type { ImageMaker, MakingSigns } from './image-maker.ts';
import type { Limiter } from './limiter.ts';
import { createPictureCache, type Picture } from './picture-cache.ts';
import { createPlanner, type GenerationRequest, type Plan } from './plan.ts';
import { labelPng } from './png-text.ts';
import { createStalePosts, type DeleteMessage } from './stale-posts.ts';

export interface GenerationProgress {
  total: number;
  done: number;
  started: boolean;
  /** How many calls of everybody go first; absent until the request has its place. */
  ahead?: number;
  /** Seconds until it begins; absent where no call has been timed yet. */
  etaSeconds?: number | undefined;
  /** The provider asked to wait, from now on that long. */
  wait?: { seconds: number; warmingUp: boolean } | undefined;
}

export interface GenerationResult {
  record: Generation;
  images: Buffer[];
  /** Why some of the images that were asked for are missing. */
  missing: string[];
}

export interface GenerationService extends Archive {
  /** @throws UserError; nothing is spent on a request that is refused. */
  generate(
    request: GenerationRequest,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<GenerationResult>;
  /** The request behind an earlier answer, to be made again by this member. @throws UserError gone | not-allowed */
  requestOf(
    id: string,
    caller: { guildId: string; channelId: string; memberId: string; adultChannel?: boolean },
  ): Promise<GenerationRequest>;
  /** What is being made for them now is neither kept nor shown. To be called before what was made is erased. */
  dropUnderWay(whose: { memberId: string } | { guildId: string }): void;
  /** Deletes what is kept of an actor beside the generations: pictures that were withheld or left over. */
  dropCached(actorId: string): Promise<void>;
  /** Tries again to delete messages that show what was deleted. */
  sweep(): Promise<void>;
  /** How many requests wait or run now. */
  queueLength(): number;
}

interface Underway {
  guildId: string;
  memberId: string;
  dropped: boolean;
}

/** Reads every generation once, into the index that galleries and deletions are answered from. */
export async function createGenerationService({
  generations,
  cache,
  blobs,
  actors,
  models,
  quota,
  safety,
  maker,
  limiter,
  deleteMessage,
  now,
  logger,
}: {
  generations: Collection<Generation>;
  cache: Collection<CachedImage>;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete'>;
  actors: ActorsService;
  models: ModelsService;
  quota: QuotaService;
  safety: SafetyService;
  maker: ImageMaker;
  limiter: Limiter;
  deleteMessage: DeleteMessage;
  now: () => number;
  logger?: Logger;
}): Promise<GenerationService> {
  const records = await generations.all();
  const index = createGenerationIndex(records);
  // Earlier versions kept the records of what was deleted.
  for (const { id, deleted, stalePosts } of records) {
    if (!deleted || stalePosts.length > 0) continue;
    index.remove(id);
    await generations.delete(id);
  }
  const pictures = createPictureCache({ cache, blobs, index, safety, now });
  await pictures.prune();
  const stalePosts = createStalePosts({ generations, index, deleteMessage, logger });
  const archive = createArchive({ generations, index, pictures, blobs, actors, safety, stalePosts });
  const plan = createPlanner({ actors, models, safety });
  const underway = new Set<Underway>();

  /** Pays for a picture and looks at it. It is nobody's to see yet. */
  async function make(
    settings: Settings,
    { cast, availability }: Plan,
    memberId: string,
    tokens: number,
    signs: MakingSigns,
    mayStart: () => Promise<void>,
  ): Promise<Picture> {
    const reservation = await quota.reserve(newId(), memberId, tokens);
    let png: Buffer;
    try {
      const { lora, negative, ...rest } = settings;
      const request = { ...rest, negativePrompt: negative, lora };
      png = await maker.make(memberId, availability.routes, request, signs, mayStart);
    } catch (error) {
      const maybeBilled =
        !(error instanceof UserError) || (error instanceof InferenceFailure && error.cost === 'unknown');
      await (maybeBilled ? reservation.unknown() : reservation.refund());
      throw error;
    }
    try {
      const nudity = await safety.measure(png);
      const bytes = labelPng(png, parametersText(settings, cast?.version));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { sha256, bytes, nudity, fromCache: false };
    } finally {
      // Paid is paid, even where nobody gets to see it.
      await reservation.commit();
    }
  }

  /** A model that a provider no longer has is named together with one that works. */
  async function withAlternative(failure: UserError, { cast, availability }: Plan): Promise<UserError> {
    if (failure.code !== 'model-unavailable') return failure;
    const other = await models.gone(availability.model.id);
    if (!other || cast) return failure;
    return new UserError(failure.code, `${failure.message} **${other.name}** is available now.`, {
      cause: failure.cause,
    });
  }

  async function generate(
    request: GenerationRequest,
    mine: Underway,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<GenerationResult> {
    const planned = await plan(request);
    const { settings, cast } = planned;
    const { guildId, memberId, adultChannel = false } = request;
    const actorId = cast?.actor.id;
    const asked = { guildId, memberId, adultChannel, actorId };
    const count = Math.min(4, Math.max(1, request.count ?? 1));
    const promptTokens = await countPromptTokens(settings.prompt);
    let progress: GenerationProgress = { total: count, done: 0, started: false };
    const tell = (change: Partial<GenerationProgress>) => {
      progress = { ...progress, ...change };
      onProgress(progress);
    };
    const signs: MakingSigns = {
      onQueued: ahead => {
        if (!progress.started) tell({ ahead, etaSeconds: limiter.etaSeconds(ahead) });
      },
      onStart: () => tell({ started: true, wait: undefined }),
      onWait: (seconds, warmingUp) => tell({ wait: { seconds, warmingUp } }),
    };
    /** Waiting takes a while: the person shown may have left, or narrowed who may use the actor. */
    async function stillAllowed(): Promise<void> {
      if (mine.dropped) {
        throw new UserError('gone', 'What you asked for was deleted meanwhile, so nothing is shown.');
      }
      await planned.stillAllowed();
    }

    async function picture(one: Settings): Promise<Picture> {
      const key = cacheKey(one);
      const withheld = await pictures.withheld(key);
      if (withheld) await safety.checkFigures(withheld, asked);
      const made = await pictures.once(key, () =>
        make(one, planned, memberId, Math.max(1, promptTokens), signs, stillAllowed),
      );
      await stillAllowed();
      try {
        await safety.checkFigures(made.nudity, asked);
      } catch (error) {
        await pictures.withhold(key, made.nudity, actorId);
        throw error;
      }
      await pictures.keep(key, made, actorId);
      return made;
    }

    const outcomes = await Promise.allSettled(
      Array.from({ length: count }, async (_, nth) => {
        const one = { ...settings, seed: (settings.seed + nth) % (maxSeed + 1) };
        const made = await picture(one);
        tell({ done: progress.done + 1 });
        return { ...made, seed: one.seed };
      }),
    );
    const made = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const failures = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const unexpected = failures.find(failure => !(failure instanceof UserError));
    if (unexpected) throw unexpected;

    const record = recordOf(newId(), request, planned, made, promptTokens, now());
    try {
      if (made.length === 0) throw await withAlternative(failures[0], planned);
      await stillAllowed();
      await generations.put(record.id, record);
      index.set(record);
      // Somebody may have deleted the same picture a moment ago.
      for (const one of made) await pictures.keep(cacheKey({ ...settings, seed: one.seed }), one, actorId);
      await stillAllowed();
    } catch (error) {
      await archive.erase([record.id]);
      for (const { sha256, seed } of made) await pictures.drop(cacheKey({ ...settings, seed }), sha256);
      // The actor may have been erased while its picture was on the way into the cache.
      if (actorId && !(await actors.byId(actorId))) await pictures.dropActor(actorId);
      throw error;
    }
    return {
      record,
      images: made.map(image => image.bytes),
      missing: failures.map(failure => (failure as UserError).message),
    };
  }

  return {
    ...archive,
    queueLength: () => limiter.length(),
    dropCached: pictures.dropActor,
    async sweep() {
      await stalePosts.sweep();
      await pictures.prune();
    },

    async generate(request, onProgress) {
      const mine: Underway = { guildId: request.guildId, memberId: request.memberId, dropped: false };
      underway.add(mine);
      try {
        return await generate(request, mine, onProgress);
      } finally {
        underway.delete(mine);
      }
    },

    dropUnderWay(whose) {
      for (const one of underway) {
        if ('memberId' in whose ? one.memberId === whose.memberId : one.guildId === whose.guildId) {
          one.dropped = true;
        }
      }
    },

    async requestOf(id, caller) {
      const record = await archive.details(id, caller.guildId, caller.memberId);
      const { prompt, actor, settings, shape, images } = record;
      const { guildId, channelId, memberId, adultChannel } = caller;
      return {
        guildId,
        channelId,
        memberId,
        adultChannel,
        prompt,
        actor: actor?.id,
        // An actor brings the model of its version along, which may be another one by now.
        model: actor ? undefined : settings.model,
        negative: settings.negative,
        shape,
        steps: settings.steps,
        guidance: settings.guidance,
        count: images.length,
        private: record.private,
      };
    },
  };
}
