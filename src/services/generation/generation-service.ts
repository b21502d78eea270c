import { UserError } from '../../errors.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { InferenceFailure } from '../huggingface/inference-failure.ts';
import type { ModelsService } from '../models/models-service.ts';
import { countPromptTokens } from '../quota/prompt-tokens.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import {
  type CachedImage,
  cacheKey,
  type Generation,
  maxSeed,
  parametersText,
  type Settings,
} from './generation.ts';
import { type Made, recordOf } from './generation-record.ts';
import type { ImageMaker, MakingSigns } from './image-maker.ts';
import type { Limiter } from './limiter.ts';
import { createPlanner, type GenerationRequest, type Plan } from './plan.ts';
import { labelPng } from './png-text.ts';

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

export interface GenerationService {
  /** @throws UserError; nothing is spent on a request that is refused. */
  generate(
    request: GenerationRequest,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<GenerationResult>;
  /** The request behind an earlier answer, to be made again by this member. @throws UserError gone */
  requestOf(
    id: string,
    caller: { guildId: string; channelId: string; memberId: string },
  ): Promise<GenerationRequest>;
  /** @throws UserError gone | not-allowed */
  details(id: string, guildId: string, memberId: string): Promise<Generation>;
  /** Removes the pictures, their cache entries and their bytes. @throws UserError gone | not-allowed */
  delete(id: string, guildId: string, memberId: string, admin: boolean): Promise<void>;
  /** How many requests wait or run now. */
  queueLength(): number;
}

export function createGenerationService({
  generations,
  cache,
  blobs,
  actors,
  models,
  quota,
  maker,
  limiter,
  now,
}: {
  generations: Collection<Generation>;
  cache: Collection<CachedImage>;
  blobs: Blobs;
  actors: ActorsService;
  models: ModelsService;
  quota: QuotaService;
  maker: ImageMaker;
  limiter: Limiter;
  now: () => number;
}): GenerationService {
  const plan = createPlanner({ actors, models });
  /** Pictures being made, by their cache key: an equal request waits for the first one's picture. */
  const inFlight = new Map<string, Promise<Made>>();

  async function fromCache(key: string): Promise<Made | undefined> {
    const entry = await cache.get(key);
    const bytes = entry && (await blobs.get(entry.sha256));
    return entry && bytes && { sha256: entry.sha256, bytes, fromCache: true };
  }

  async function make(
    settings: Settings,
    { cast, availability }: Plan,
    memberId: string,
    tokens: number,
    signs: MakingSigns,
  ): Promise<Made> {
    const reservation = await quota.reserve(newId(), memberId, tokens);
    let png: Buffer;
    try {
      const { lora, negative, ...rest } = settings;
      png = await maker.make(
        memberId,
        availability.routes,
        { ...rest, negativePrompt: negative, lora },
        signs,
      );
    } catch (error) {
      const maybeBilled =
        !(error instanceof UserError) || (error instanceof InferenceFailure && error.cost === 'unknown');
      await (maybeBilled ? reservation.unknown() : reservation.refund());
      throw error;
    }
    try {
      const bytes = labelPng(png, parametersText(settings, cast?.version));
      const sha256 = await blobs.put(bytes);
      await cache.put(cacheKey(settings), {
        sha256,
        ...(cast ? { actorId: cast.actor.id } : {}),
        createdAt: now(),
        usedBy: [],
      });
      return { sha256, bytes, fromCache: false };
    } finally {
      // Paid is paid, even where the disk is full.
      await reservation.commit();
    }
  }

  function once(key: string, work: () => Promise<Made>): Promise<Made> {
    const running = inFlight.get(key);
    if (running) {
      return running.then(
        made => ({ ...made, fromCache: true }),
        error => {
          // The first one's own share may be spent, and this member's not: then it is this member's turn to pay.
          if (error instanceof UserError && error.code === 'budget-spent') return once(key, work);
          throw error;
        },
      );
    }
    const started = fromCache(key)
      .then(hit => hit ?? work())
      .finally(() => inFlight.delete(key));
    inFlight.set(key, started);
    return started;
  }

  async function existing(id: string, guildId: string): Promise<Generation> {
    const record = await generations.get(id);
    if (!record || record.guildId !== guildId || record.deleted) {
      throw new UserError('gone', 'This image is not kept any more. Use `/generate` to make a new one.');
    }
    return record;
  }

  /** @throws UserError not-allowed for an image that was made for somebody else's eyes only. */
  async function visible(id: string, guildId: string, memberId: string): Promise<Generation> {
    const record = await existing(id, guildId);
    if (record.private && record.memberId !== memberId) {
      throw new UserError('not-allowed', 'This image is private to the member who made it.');
    }
    return record;
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

  return {
    queueLength: () => limiter.length(),

    async generate(request, onProgress) {
      const planned = await plan(request);
      const { settings, cast } = planned;
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

      const outcomes = await Promise.allSettled(
        Array.from({ length: count }, async (_, index) => {
          const one = { ...settings, seed: (settings.seed + index) % (maxSeed + 1) };
          const made = await once(cacheKey(one), () =>
            make(one, planned, request.memberId, Math.max(1, promptTokens), signs),
          );
          tell({ done: progress.done + 1 });
          return { ...made, seed: one.seed };
        }),
      );
      const made = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      const failures = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
      const unexpected = failures.find(failure => !(failure instanceof UserError));
      if (unexpected) throw unexpected;
      if (made.length === 0) throw await withAlternative(failures[0], planned);

      // Making them took a while: the person shown may have declined, or narrowed who may use the actor.
      if (cast) await actors.usable(request.guildId, request.memberId, cast.actor.id);

      const id = newId();
      for (const { seed } of made) {
        await cache.update(
          cacheKey({ ...settings, seed }),
          entry => entry && { ...entry, usedBy: [...entry.usedBy, id] },
        );
      }
      const record = recordOf(id, request, planned, made, promptTokens, now());
      await generations.put(id, record);
      return {
        record,
        images: made.map(image => image.bytes),
        missing: failures.map(failure => (failure as UserError).message),
      };
    },

    async requestOf(id, caller) {
      const record = await visible(id, caller.guildId, caller.memberId);
      const { prompt, actor, settings, shape, images } = record;
      const { guildId, channelId, memberId } = caller;
      return {
        guildId,
        channelId,
        memberId,
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

    details: visible,

    async delete(id, guildId, memberId, admin) {
      const record = await existing(id, guildId);
      const mine = record.memberId === memberId;
      const shown = record.actor && (await actors.byId(record.actor.id))?.subjectId === memberId;
      if (!mine && !admin && !shown) {
        throw new UserError(
          'not-allowed',
          'Only the member who made this image, the person shown, or an admin can delete it.',
        );
      }
      for (const { sha256, seed } of record.images) {
        const key = cacheKey({ ...record.settings, seed });
        const left = await cache.update(
          key,
          entry => entry && { ...entry, usedBy: entry.usedBy.filter(user => user !== id) },
        );
        // Somebody else may have been given the same picture from the cache, and keeps it; the person shown decides.
        if (left && left.usedBy.length > 0 && !shown) continue;
        await cache.delete(key);
        await blobs.delete(sha256);
      }
      // Last, so that a deletion that was cut short can be asked for again.
      await generations.update(id, current => current && { ...current, deleted: true });
    },
  };
}
