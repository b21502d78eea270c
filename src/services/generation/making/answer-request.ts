import { UserError } from '../../../errors.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { ModelsService } from '../../models/models-service.ts';
import { countPromptTokens } from '../../quota/prompt-tokens.ts';
import type { Asked, SafetyService } from '../../safety/safety-service.ts';
import { requireRunning, type SettingsService } from '../../settings/settings-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Archive } from '../archive/archive.ts';
import type { GenerationIndex } from '../archive/generation-index.ts';
import { recordOf } from '../archive/generation-record.ts';
import { cacheKey, type Generation, maxSeed, type Settings } from '../generation.ts';
import type { Picture, PictureCache, Shown } from '../images/picture-cache.ts';
import type { Accepted, AcceptedRequests } from '../requests/accepted-requests.ts';
import type { GenerationRequest, Plan, Planner } from '../requests/plan.ts';
import { createProgress, type GenerationProgress } from '../requests/progress.ts';
import { deletedMeanwhile, type RequestUnderWay } from '../requests/under-way.ts';
import type { MakingSigns } from './image-maker.ts';
import type { Limiter } from './limiter.ts';
import type { MakePaidImage } from './make-paid-image.ts';

export interface GenerationResult {
  record: Generation;
  images: Buffer[];
  /** Why some of the images that were asked for are missing. */
  missing: string[];
  /** An actor whom the prompt names, and who was not asked for. */
  named?: string | undefined;
}

/** One request, with what was decided about it. */
interface Order {
  id: string;
  request: GenerationRequest;
  plan: Plan;
  mine: RequestUnderWay;
  promptTokens: number;
  /** Whom its pictures show. */
  shown: Shown;
  /** Who asked, and where: by that a picture is judged. */
  asked: Asked;
}

type Made = Picture & { seed: number };

const imagesMost = 4;
const interrupted =
  'The bot was restarted while this was being made. It may have been paid for, so it was not made again by itself. Ask once more if you want it.';

/** Answers an accepted request: from what was stored before, from the cache, or by paying for it. */
export function createAnswerRequest({
  generations,
  index,
  archive,
  pictures,
  accepted,
  blobs,
  actors,
  models,
  safety,
  settings: guildSettings,
  planner,
  makePaidImage,
  limiter,
  now,
}: {
  generations: Collection<Generation>;
  index: GenerationIndex;
  archive: Pick<Archive, 'erase'>;
  pictures: PictureCache;
  accepted: AcceptedRequests;
  blobs: Pick<Blobs, 'get'>;
  actors: Pick<ActorsService, 'byId' | 'namedIn'>;
  models: Pick<ModelsService, 'gone'>;
  safety: Pick<SafetyService, 'checkFigures'>;
  settings: Pick<SettingsService, 'get'>;
  planner: Planner;
  makePaidImage: MakePaidImage;
  limiter: Pick<Limiter, 'etaSeconds'>;
  now: () => number;
}) {
  /** An answer that was stored, and perhaps not shown, before the process ended. */
  async function storedAnswer(record: Generation): Promise<GenerationResult> {
    const found = await Promise.all(record.images.map(image => blobs.get(image.sha256)));
    const images = found.filter(bytes => bytes !== undefined);
    if (images.length === 0) throw new UserError('gone', 'The images were deleted before they were shown.');
    return { record, images, missing: [] };
  }

  async function orderOf({ id, request }: Accepted, mine: RequestUnderWay): Promise<Order> {
    const plan = await planner(request);
    const { settings, cast } = plan;
    const { guildId, memberId, adultChannel = false } = request;
    const actorId = cast?.actor.id;
    mine.shows(actorId);
    return {
      ...{ id, request, plan, mine },
      promptTokens: await countPromptTokens(settings.prompt),
      shown: {
        ...(actorId ? { actorId } : {}),
        ...(settings.lora ? { revision: settings.lora.revision } : {}),
      },
      asked: { guildId, memberId, adultChannel, actorId },
    };
  }

  /** Waiting takes a while: the person shown may have left, or narrowed who may use the actor. */
  async function requireAllowed({ mine, plan }: Order): Promise<void> {
    if (mine.dropped) {
      throw deletedMeanwhile();
    }
    await plan.stillAllowed();
  }

  /** A new picture, unless a call for it had left when the bot ended. */
  async function paidPicture(
    order: Order,
    settings: Settings,
    key: string,
    signs: MakingSigns,
  ): Promise<Picture> {
    const { id, request, plan, mine, promptTokens } = order;
    const { memberId, guildId } = request;
    if (accepted.wasSent(id, key)) throw new UserError('gone', interrupted);
    const waitsNoMore = mine.wait();
    return makePaidImage(settings, plan, {
      ...{ memberId, guildId, signs },
      tokens: Math.max(1, promptTokens),
      mayStart: async () => {
        requireRunning(guildSettings.get(guildId));
        await requireAllowed(order);
      },
      onSent: () => {
        waitsNoMore();
        return accepted.noteSent(id, key, plan.cast ? undefined : settings.model);
      },
      signal: mine.cancelled,
    }).finally(waitsNoMore);
  }

  /** One picture that this member may see here, and is kept. */
  async function picture(order: Order, settings: Settings, signs: MakingSigns): Promise<Picture> {
    const { asked, shown } = order;
    const key = cacheKey(settings);
    const withheld = await pictures.withheld(key);
    if (withheld) await safety.checkFigures(withheld, asked);
    const made = await pictures.once(key, () => paidPicture(order, settings, key, signs));
    await requireAllowed(order);
    try {
      await safety.checkFigures(made.nudity, asked);
    } catch (error) {
      await pictures.withhold(key, made.nudity, shown);
      throw error;
    }
    await pictures.keep(key, made, shown);
    return made;
  }

  /** Those that could be made, and why the others could not. */
  async function picturesOf(
    order: Order,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<{ made: Made[]; failures: UserError[] }> {
    const { id, request, plan, mine } = order;
    const total = Math.min(imagesMost, Math.max(1, request.count ?? 1));
    const progress = createProgress({ id, total, mine, limiter, onProgress });
    const outcomes = await Promise.allSettled(
      Array.from({ length: total }, async (_, nth) => {
        const seed = (plan.settings.seed + nth) % (maxSeed + 1);
        const made = await picture(order, { ...plan.settings, seed }, progress.signs);
        progress.pictureDone();
        return { ...made, seed };
      }),
    );
    const made = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const failures = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const unexpected = failures.find(failure => !(failure instanceof UserError));
    if (unexpected) throw unexpected;
    return { made, failures };
  }

  /** A model that a provider no longer has is named together with one that works. */
  async function withAlternative(failure: UserError | undefined, { request, plan }: Order) {
    if (failure?.code !== 'model-unavailable') return failure;
    const other = await models.gone(request.guildId, plan.availability.model.id);
    if (!other || plan.cast) return failure;
    return new UserError(failure.code, `${failure.message} **${other.name}** is available now.`, {
      cause: failure.cause,
    });
  }

  /** Stores the answer, unless what it shows was deleted while it was made. */
  async function store(order: Order, made: Made[], failures: UserError[]): Promise<Generation> {
    const { id, request, plan, promptTokens, shown } = order;
    const record = recordOf(id, request, plan, made, promptTokens, now());
    const keyOf = (seed: number) => cacheKey({ ...plan.settings, seed });
    try {
      if (made.length === 0) throw await withAlternative(failures[0], order);
      await requireAllowed(order);
      await generations.put(id, record);
      index.set(record);
      // The same picture may have been deleted elsewhere a moment ago.
      for (const one of made) await pictures.keep(keyOf(one.seed), one, shown);
      await requireAllowed(order);
    } catch (error) {
      await archive.erase([id]);
      for (const { sha256, seed } of made) await pictures.drop(keyOf(seed), sha256);
      // The actor may have been erased while its picture was on the way into the cache.
      const actorId = plan.cast?.actor.id;
      if (actorId && !(await actors.byId(actorId))) await pictures.dropActor(actorId);
      throw error;
    }
    return record;
  }

  return async (
    one: Accepted,
    mine: RequestUnderWay,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<GenerationResult> => {
    const finished = await generations.get(one.id);
    if (finished) return storedAnswer(finished);
    const order = await orderOf(one, mine);
    const { made, failures } = await picturesOf(order, onProgress);
    const { guildId, memberId, prompt } = one.request;
    return {
      record: await store(order, made, failures),
      images: made.map(image => image.bytes),
      missing: failures.map(failure => failure.message),
      named: order.plan.cast ? undefined : actors.namedIn(guildId, memberId, prompt)?.name,
    };
  };
}
