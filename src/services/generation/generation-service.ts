import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { ModelsService } from '../models/models-service.ts';
import { countPromptTokens } from '../quota/prompt-tokens.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import { requireRunning, type SettingsService } from '../settings/settings-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import type { Accepted, AcceptedRequests, Untold, Whose } from './accepted-requests.ts';
import { type Archive, createArchive } from './archive.ts';
import { type CachedImage, cacheKey, type Generation, maxSeed, type Settings } from './generation.ts';
import { createGenerationIndex } from './generation-index.ts';
import { recordOf, requestFrom } from './generation-record.ts';
import type { ImageMaker, MakingSigns } from './image-maker.ts';
import type { Limiter } from './limiter.ts';
import { createPaidPictures } from './make-paid-image.ts';
import { createPictureCache, type Picture } from './picture-cache.ts';
import { createPlanner, type GenerationRequest, type Plan } from './plan.ts';
import { createStalePosts, type DeleteMessage } from './stale-posts.ts';

export interface GenerationProgress {
  /** The accepted request. */
  id: string;
  total: number;
  done: number;
  started: boolean;
  /** Some of it waits for its turn still, and can be cancelled. */
  waiting: boolean;
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
  /** An actor whom the prompt names, and who was not asked for. */
  named?: string | undefined;
}

export interface GenerationService extends Archive {
  /**
   * Stores a request before it is acknowledged, so that a killed process does not lose it. `answer` is what whoever
   * took it needs to answer it after a restart.
   */
  accept(request: GenerationRequest, answer: string): Promise<Accepted>;
  /**
   * What was accepted is made once: a picture whose call had left when an earlier process ended is not asked for again.
   * @throws UserError; nothing is spent on a request that is refused.
   */
  generate(accepted: Accepted, onProgress: (progress: GenerationProgress) => void): Promise<GenerationResult>;
  /** The member knows how the request ended; it is kept no longer. */
  told(id: string): Promise<void>;
  /** Requests that an earlier process did not end, the oldest first. */
  untold(): Untold[];
  /** Drops what still waits for its turn; what is being made is delivered. @throws UserError gone | not-allowed */
  cancel(id: string, caller: { memberId: string; admin: boolean }): void;
  /** The request behind an earlier answer, to be made again by this member. @throws UserError gone | not-allowed */
  requestOf(
    id: string,
    caller: { guildId: string; channelId: string; memberId: string; adultChannel?: boolean },
  ): Promise<GenerationRequest>;
  /** What is being made for them now is neither kept nor shown. To be called before what was made is erased. */
  dropUnderWay(whose: Whose): Promise<void>;
  /**
   * Deletes what is kept of an actor beside the generations: pictures that were withheld or left over. With a
   * revision, of the version at that commit alone.
   */
  dropCached(actorId: string, revision?: string): Promise<void>;
  /** Tries again to delete messages that show what was deleted. */
  sweep(): Promise<void>;
  /** How many requests wait or run now. */
  queueLength(): number;
}

interface Underway {
  id: string;
  guildId: string;
  memberId: string;
  dropped: boolean;
  /** Pictures that wait for their turn; undefined before the first one does. */
  waiting: number | undefined;
  cancelling: AbortController;
}

const interrupted =
  'The bot was restarted while this was being made. It may have been paid for, so it was not made again by itself. Ask once more if you want it.';

/** Reads every generation once, into the index that galleries and deletions are answered from. */
export async function createGenerationService({
  generations,
  cache,
  accepted,
  blobs,
  actors,
  models,
  quota,
  safety,
  settings: guildSettings,
  maker,
  limiter,
  deleteMessage,
  imageBytesMost = Number.POSITIVE_INFINITY,
  now,
  logger,
}: {
  generations: Collection<Generation>;
  cache: Collection<CachedImage>;
  accepted: AcceptedRequests;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete' | 'size'>;
  actors: ActorsService;
  models: ModelsService;
  quota: QuotaService;
  safety: SafetyService;
  settings: Pick<SettingsService, 'get'>;
  maker: ImageMaker;
  limiter: Limiter;
  deleteMessage: DeleteMessage;
  /** How much the pictures that are kept may take up; no bound unless it is said. */
  imageBytesMost?: number;
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
  const pictures = createPictureCache({ cache, blobs, index, safety, bytesMost: imageBytesMost, now });
  await pictures.prune();
  const stalePosts = createStalePosts({ generations, index, deleteMessage, logger });
  const archive = createArchive({ generations, index, pictures, blobs, actors, safety, stalePosts });
  const plan = createPlanner({ actors, models, safety, settings: guildSettings });
  const pay = createPaidPictures({ quota, safety, maker, blobs });
  const underway = new Set<Underway>();

  /** An answer that was stored, and perhaps not shown, before the process ended. */
  async function resultOf(record: Generation): Promise<GenerationResult> {
    const found = await Promise.all(record.images.map(image => blobs.get(image.sha256)));
    const images = found.filter(bytes => bytes !== undefined);
    if (images.length === 0) throw new UserError('gone', 'The images were deleted before they were shown.');
    return { record, images, missing: [] };
  }

  /** A model that a provider no longer has is named together with one that works. */
  async function withAlternative(
    failure: UserError,
    guildId: string,
    { cast, availability }: Plan,
  ): Promise<UserError> {
    if (failure.code !== 'model-unavailable') return failure;
    const other = await models.gone(guildId, availability.model.id);
    if (!other || cast) return failure;
    return new UserError(failure.code, `${failure.message} **${other.name}** is available now.`, {
      cause: failure.cause,
    });
  }

  async function generate(
    { id, request }: Accepted,
    mine: Underway,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<GenerationResult> {
    const finished = await generations.get(id);
    if (finished) return resultOf(finished);
    const planned = await plan(request);
    const { settings, cast } = planned;
    const { guildId, memberId, adultChannel = false } = request;
    const actorId = cast?.actor.id;
    const shown = {
      ...(actorId ? { actorId } : {}),
      ...(settings.lora ? { revision: settings.lora.revision } : {}),
    };
    const asked = { guildId, memberId, adultChannel, actorId };
    const count = Math.min(4, Math.max(1, request.count ?? 1));
    const promptTokens = await countPromptTokens(settings.prompt);
    let progress: GenerationProgress = { id, total: count, done: 0, started: false, waiting: true };
    const tell = (change: Partial<GenerationProgress>) => {
      progress = { ...progress, ...change, waiting: mine.waiting !== 0 };
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
      const made = await pictures.once(key, async () => {
        if (accepted.wasSent(id, key)) throw new UserError('gone', interrupted);
        let waits = true;
        const waitsNoMore = () => {
          if (waits) mine.waiting = (mine.waiting ?? 1) - 1;
          waits = false;
        };
        mine.waiting = (mine.waiting ?? 0) + 1;
        return pay(one, planned, {
          memberId,
          guildId,
          tokens: Math.max(1, promptTokens),
          signs,
          mayStart: async () => {
            requireRunning(guildSettings.get(guildId));
            await stillAllowed();
          },
          onSent: () => {
            waitsNoMore();
            return accepted.noteSent(id, key, cast ? undefined : settings.model);
          },
          signal: mine.cancelling.signal,
        }).finally(waitsNoMore);
      });
      await stillAllowed();
      try {
        await safety.checkFigures(made.nudity, asked);
      } catch (error) {
        await pictures.withhold(key, made.nudity, shown);
        throw error;
      }
      await pictures.keep(key, made, shown);
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

    const record = recordOf(id, request, planned, made, promptTokens, now());
    try {
      if (made.length === 0) throw await withAlternative(failures[0], guildId, planned);
      await stillAllowed();
      await generations.put(record.id, record);
      index.set(record);
      // Somebody may have deleted the same picture a moment ago.
      for (const one of made) await pictures.keep(cacheKey({ ...settings, seed: one.seed }), one, shown);
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
      named: cast ? undefined : actors.namedIn(guildId, memberId, request.prompt)?.name,
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

    accept: accepted.accept,
    told: accepted.told,
    untold: accepted.untold,

    async generate(one, onProgress) {
      const { guildId, memberId } = one.request;
      const cancelling = new AbortController();
      const mine: Underway = {
        id: one.id,
        guildId,
        memberId,
        dropped: false,
        waiting: undefined,
        cancelling,
      };
      underway.add(mine);
      try {
        return await generate(one, mine, onProgress);
      } finally {
        underway.delete(mine);
      }
    },

    cancel(id, { memberId, admin }) {
      const found = [...underway].find(one => one.id === id);
      if (!found) throw new UserError('gone', 'This request is over already.');
      if (found.memberId !== memberId && !admin) {
        throw new UserError('not-allowed', 'Only the member who asked for this, or an admin, can cancel it.');
      }
      if (found.waiting === 0) {
        throw new UserError(
          'gone',
          'It is being made already, and paid for. It comes in a moment; Delete removes it then.',
        );
      }
      found.cancelling.abort(new UserError('cancelled', 'Cancelled. What had not begun was not made.'));
    },

    async dropUnderWay(whose) {
      await accepted.forget(whose);
      for (const one of underway) {
        if ('memberId' in whose ? one.memberId === whose.memberId : one.guildId === whose.guildId) {
          one.dropped = true;
        }
      }
    },

    requestOf: async (id, caller) =>
      requestFrom(await archive.details(id, caller.guildId, caller.memberId), caller),
  };
}
