import { UserError } from '../../../errors.ts';
import { type PlainKey, type Said, said, together } from '../../../words/words.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { ModelsService } from '../../models/models-service.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Archive, ShownPicture } from '../archive/archive.ts';
import { recordOf } from '../archive/generation-record.ts';
import { likenessRank } from '../archive/likeness-figures.ts';
import { cacheKey, type Generation, maxSeed } from '../generation.ts';
import type { Picture, PictureCache } from '../images/picture-cache.ts';
import { TakenOver } from '../requests/accepted-request.ts';
import type { GenerationRequest } from '../requests/plan.ts';
import type { RequestProgress } from '../requests/progress.ts';
import type { WhatElseWorks } from '../requests/what-else-works.ts';
import type { OnePicture } from './one-picture.ts';
import { type Order, requireAllowed } from './order.ts';
import type { TryToStore } from './try-to-store.ts';

export interface GenerationResult {
  record: Generation;
  images: Buffer[];
  /** Why some of the images that were asked for are missing. */
  missing: Said[];
  /** An actor whom the prompt names, and who was not asked for. */
  named?: string | undefined;
  /**
   * What could not be stored: the pictures alone, or nothing of them; then the message that shows them is all there is.
   */
  unkept?: 'pictures' | 'all';
}

/** Why an image that is kept is not shown after all. */
const unshown = {
  missing: 'generation.deletedBefore',
  'against-limits': 'generation.againstLimits',
  'too-sexual': 'generation.tooSexual',
  'looks-young': 'generation.looksYoung',
  unchecked: 'generation.unchecked',
} as const satisfies Record<Extract<ShownPicture, { withheld: string }>['withheld'], PlainKey>;

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

export type AnswerOrder = ReturnType<typeof createAnswerOrder>;

/** Answers one order: makes its pictures and stores the answer. */
export function createAnswerOrder({
  generations,
  archive,
  pictures,
  actors,
  models,
  whatElseWorks,
  onePicture,
  tryToStore,
  now,
}: {
  generations: Collection<Generation>;
  archive: Pick<Archive, 'erase' | 'pictures'>;
  pictures: PictureCache;
  actors: Pick<ActorsService, 'byId' | 'namedIn'>;
  models: Pick<ModelsService, 'gone' | 'noteExample'>;
  whatElseWorks: WhatElseWorks;
  onePicture: OnePicture;
  tryToStore: TryToStore;
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
    if (images.length === 0) throw new UserError(why === 'missing' ? 'gone' : 'blocked', said(unshown[why]));
    return { record, images, missing: withheld.map(one => said(unshown[one])) };
  }

  /** Those that could be made, and why the others could not. */
  async function picturesOf(
    order: Order,
    progress: RequestProgress,
  ): Promise<{ made: Made[]; failures: UserError[] }> {
    const { plan, total } = order;
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
      const why = said('generation.trainedUnavailable', { actor: cast.actor.name });
      const words = together(why, await whatElseWorks(cast.actor));
      return new UserError(failure.code, words, { cause: failure.cause });
    }
    if (!other || cast) return failure;
    const words = together(failure.tell, said('generation.otherAvailable', { model: other.name }));
    return new UserError(failure.code, words, { cause: failure.cause });
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
      let unkept: GenerationResult['unkept'] = 'all';
      const isKept = await tryToStore(order, async () => {
        await generations.put(id, record);
        unkept = 'pictures';
        // The same picture may have been deleted elsewhere a moment ago.
        for (const one of made) await pictures.keep(keyOf(one.seed), one, shown);
      });
      await requireAllowed(order);
      if (isKept && request.style && isExample(order)) {
        await models.noteExample(request.guildId, request.style, id);
      }
      return { record, ...(isKept ? {} : { unkept }) };
    } catch (error) {
      // Under this id is what the other process made.
      if (error instanceof TakenOver) throw error;
      await archive.erase([id]);
      for (const { sha256, seed } of made) await pictures.drop(keyOf(seed), sha256);
      // The actor may have been erased while its picture was on the way into the cache.
      for (const actorId of [shown.actorId, shown.actor2Id]) {
        if (actorId && !(await actors.byId(actorId))) await pictures.dropActor(actorId);
      }
      throw error;
    }
  }

  return {
    /** The answer that an earlier process stored. @throws UserError where it may not be shown, or is gone */
    stored: storedAnswer,

    /** @throws UserError where none of its pictures could be made */
    async make(order: Order, progress: RequestProgress): Promise<GenerationResult> {
      const { made, failures } = await picturesOf(order, progress);
      const { guildId, memberId, prompt } = order.request;
      return {
        ...(await store(order, made, failures)),
        images: made.map(image => image.bytes),
        missing: failures.map(failure => failure.tell),
        named: order.plan.cast ? undefined : (await actors.namedIn(guildId, memberId, prompt))?.name,
      };
    },
  };
}
