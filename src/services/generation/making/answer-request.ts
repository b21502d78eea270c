import { UserError } from '../../../errors.ts';
import type { Actor } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { ModelsService } from '../../models/models-service.ts';
import { namedStyleSchema } from '../../models/named-styles.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Archive, ShownPicture } from '../archive/archive.ts';
import { recordOf } from '../archive/generation-record.ts';
import { likenessRank } from '../archive/likeness-figures.ts';
import { cacheKey, type Generation, maxSeed } from '../generation.ts';
import type { Picture, PictureCache } from '../images/picture-cache.ts';
import type { Accepted } from '../requests/accepted-requests.ts';
import type { GenerationRequest, Planner } from '../requests/plan.ts';
import { createProgress, type GenerationProgress } from '../requests/progress.ts';
import type { RequestUnderWay } from '../requests/under-way.ts';
import type { WhatElseWorks } from '../requests/what-else-works.ts';
import type { AskPrice } from './ask-price.ts';
import type { Limiter } from './limiter.ts';
import { type OnePicture, settledBy } from './one-picture.ts';
import { type Order, requireAllowed, takeOrder } from './order.ts';
import type { TryToStore } from './try-to-store.ts';

export interface GenerationResult {
  record: Generation;
  images: Buffer[];
  /** Why some of the images that were asked for are missing. */
  missing: string[];
  /** An actor whom the prompt names, and who was not asked for. */
  named?: string | undefined;
  /** They could not be stored: the message that shows them is all there is of them. */
  unkept?: boolean;
}

/** Has these people asked whether the request may be made; resolves to what the member who wants it is told. */
export type AskFirst = (
  id: string,
  request: GenerationRequest,
  actors: readonly Actor[],
) => Promise<UserError>;

/** The request with everything settled that it left open: exactly that is approved. */
function settledRequest({ request, plan }: Order): GenerationRequest {
  const { cast, style, settings } = plan;
  // The message that said it is being made does so no longer.
  const { post: _over, ...wanted } = request;
  return {
    ...settledBy(plan),
    ...wanted,
    ...{ actor: cast?.actor.id, actor2: cast?.other?.id, seed: settings.seed },
    ...(style ? { styled: namedStyleSchema.parse(style) } : {}),
  };
}

/** Why an image that is kept is not shown after all. */
const unshown: Record<Extract<ShownPicture, { withheld: string }>['withheld'], string> = {
  missing: 'The images were deleted before I could show them.',
  'against-limits': 'Somebody in it no longer wants pictures like this, so I won’t show what I made.',
  'too-sexual': 'By now, what I made is too sexual to show here.',
  'looks-young': 'Someone in what I made looks under 18, so I won’t show it.',
  unchecked: 'I couldn’t check what I made again just now, so I won’t show it here. It’s in `/gallery`.',
};

type Made = Picture & { seed: number };

/** The image that is most like whom it is to show comes first; of equal ones the order stays. */
function bestFirst(made: Made[], { shown }: Order): Made[] {
  const ids = [shown.actorId, shown.actor2Id].filter(id => id !== undefined);
  if (ids.length === 0) return made;
  return made.toSorted((one, other) => likenessRank(other, ids) - likenessRank(one, ids));
}

/** Whether everybody in the server may see it as the example of its style. */
const isExample = ({ request, plan }: Order): boolean =>
  !request.private &&
  !plan.cast &&
  !plan.fromPhoto &&
  !request.adultChannel &&
  !request.variationOf &&
  !request.changeOf;

/** Answers an accepted request: from what was stored before, from the cache, or by paying for it. */
export function createAnswerRequest({
  generations,
  archive,
  pictures,
  actors,
  models,
  whatElseWorks,
  planner,
  onePicture,
  tryToStore,
  askFirst,
  limiter,
  askPrice,
  now,
}: {
  generations: Collection<Generation>;
  archive: Pick<Archive, 'erase' | 'pictures'>;
  pictures: PictureCache;
  actors: Pick<ActorsService, 'byId' | 'namedIn'>;
  models: Pick<ModelsService, 'gone' | 'noteExample'>;
  whatElseWorks: WhatElseWorks;
  planner: Planner;
  onePicture: OnePicture;
  tryToStore: TryToStore;
  askFirst: AskFirst;
  limiter: Pick<Limiter, 'etaSeconds'>;
  askPrice: AskPrice;
  now: () => number;
}) {
  /** An answer that was stored, and perhaps not shown, before the process ended: judged anew, as in the gallery. */
  async function storedAnswer(
    record: Generation,
    { adultChannel = false }: GenerationRequest,
  ): Promise<GenerationResult> {
    const shown = await archive.pictures(record, { guildId: record.guildId, adultChannel });
    const images = shown.flatMap(one => ('bytes' in one ? [one.bytes] : []));
    const withheld = shown.flatMap(one => ('withheld' in one ? [one.withheld] : []));
    const [why = 'missing'] = withheld.filter(one => one !== 'missing');
    if (images.length === 0) throw new UserError(why === 'missing' ? 'gone' : 'blocked', unshown[why]);
    return { record, images, missing: withheld.map(one => unshown[one]) };
  }

  /** Those that could be made, and why the others could not. */
  async function picturesOf(
    order: Order,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<{ made: Made[]; failures: UserError[] }> {
    const { id, plan, mine, total } = order;
    const progress = createProgress({ id, total, mine, limiter, onProgress });
    const outcomes = await Promise.allSettled(
      Array.from({ length: total }, async (_, nth) => {
        const seed = (plan.settings.seed + nth) % (maxSeed + 1);
        const made = await onePicture(order, { ...plan.settings, seed }, progress.signs);
        progress.pictureDone();
        return { ...made, seed };
      }),
    );
    const made = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const failures = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const unexpected = failures.find(failure => !(failure instanceof UserError));
    if (unexpected) throw unexpected;
    return { made: bestFirst(made, order), failures };
  }

  /** A model that a provider no longer has is named together with one that works. */
  async function withAlternative(failure: UserError | undefined, { request, plan }: Order) {
    if (failure?.code !== 'model-unavailable') return failure;
    const { cast, availability } = plan;
    const other = await models.gone(request.guildId, availability.model.id);
    if (cast?.version) {
      const said = `The trained model of **${cast.actor.name}** isn’t available right now. Nothing was spent.`;
      const instead = await whatElseWorks(cast.actor);
      return new UserError(failure.code, `${said} ${instead}`.trim(), { cause: failure.cause });
    }
    if (!other || cast) return failure;
    return new UserError(failure.code, `${failure.message} **${other.name}** is available now.`, {
      cause: failure.cause,
    });
  }

  /** Stores the answer, unless what it shows was deleted while it was made. */
  async function store(
    order: Order,
    made: Made[],
    failures: UserError[],
  ): Promise<Pick<GenerationResult, 'record' | 'unkept'>> {
    const { id, request, plan, shown } = order;
    const record = recordOf(order, made, now());
    const keyOf = (seed: number) => cacheKey({ ...plan.settings, seed });
    try {
      if (made.length === 0) throw await withAlternative(failures[0], order);
      await requireAllowed(order);
      const isKept = await tryToStore(order, async () => {
        await generations.put(id, record);
        // The same picture may have been deleted elsewhere a moment ago.
        for (const one of made) await pictures.keep(keyOf(one.seed), one, shown);
      });
      await requireAllowed(order);
      if (isKept && request.style && isExample(order)) {
        await models.noteExample(request.guildId, request.style, id);
      }
      return { record, ...(isKept ? {} : { unkept: true }) };
    } catch (error) {
      await archive.erase([id]);
      for (const { sha256, seed } of made) await pictures.drop(keyOf(seed), sha256);
      // The actor may have been erased while its picture was on the way into the cache.
      for (const actorId of [shown.actorId, shown.actor2Id]) {
        if (actorId && !(await actors.byId(actorId))) await pictures.dropActor(actorId);
      }
      throw error;
    }
  }

  return async (
    one: Accepted,
    mine: RequestUnderWay,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<GenerationResult> => {
    const finished = await generations.get(one.id);
    if (finished) return storedAnswer(finished, one.request);
    const order = await takeOrder(planner, one, mine);
    await askPrice(order);
    const { toAsk } = order.plan;
    if (toAsk.length > 0) throw await askFirst(one.id, settledRequest(order), toAsk);
    const { made, failures } = await picturesOf(order, onProgress);
    const { guildId, memberId, prompt } = one.request;
    return {
      ...(await store(order, made, failures)),
      images: made.map(image => image.bytes),
      missing: failures.map(failure => failure.message),
      named: order.plan.cast ? undefined : (await actors.namedIn(guildId, memberId, prompt))?.name,
    };
  };
}
