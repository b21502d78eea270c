import { UserError } from '../../../errors.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Generation } from '../generation.ts';
import type { Accepted, AcceptedRequests } from '../requests/accepted-request.ts';
import { scenesOf } from '../requests/packs.ts';
import type { GenerationRequest, Planner } from '../requests/plan.ts';
import { createProgress, type GenerationProgress } from '../requests/progress.ts';
import type { RequestUnderWay } from '../requests/under-way.ts';
import type { AnswerOrder, GenerationResult } from './answer-order.ts';
import type { AskFirst, ComputersBack } from './answer-request.ts';
import type { AskPrice } from './ask-price.ts';
import type { Backlog } from './backlog.ts';
import type { Limiter } from './limiter.ts';
import { settledBy } from './one-picture.ts';
import { type Order, requireHere, takeOrder } from './order.ts';

/** What became of a pack, once each of its images was handed over or will not come. */
export interface PackResult {
  total: number;
  made: number;
  /** Of today's budget, for the images that are still kept. */
  tokens: number;
  /** Why the others did not come, one for each. */
  failures: unknown[];
}

/** Shows one image of a pack, which is an answer of its own. Never rejects. */
export type ShowImage = (image: GenerationResult) => Promise<void>;

/** Exactly this is approved: what the pack left open is settled, and the scenes that are ruled out are gone. */
function settledPack({ request }: Accepted, orders: readonly [Order, ...Order[]]): GenerationRequest {
  const { post: _over, pack, ...wanted } = request;
  const { plan } = orders[0];
  return {
    ...settledBy(plan),
    ...wanted,
    actor: plan.cast?.actor.id,
    pack: pack && { ...pack, scenes: orders.map(order => order.request.prompt) },
  };
}

/** Of several orders that are under way together: they end only when none of them is allowed any more. */
const anyAllowed = (orders: readonly Order[]) => async () => {
  const outcomes = await Promise.allSettled(orders.map(({ plan }) => plan.stillAllowed()));
  if (outcomes.some(({ status }) => status === 'fulfilled')) return;
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
};

/** What can be planned, and why the rest can't. */
export async function takeOrders(
  planner: Planner,
  scenes: readonly Accepted[],
  mine: RequestUnderWay,
  acceptedId?: string,
): Promise<{ orders: Order[]; refusals: { scene: Accepted; why: unknown }[] }> {
  const outcomes = await Promise.allSettled(
    scenes.map(scene => takeOrder(planner, scene, mine, acceptedId ?? scene.id, { unasked: true })),
  );
  return {
    orders: outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    refusals: outcomes.flatMap((outcome, nth) => {
      const scene = scenes[nth];
      return outcome.status === 'rejected' && scene ? [{ scene, why: outcome.reason }] : [];
    }),
  };
}

/** Answers a pack, image by image: each is stored, and handed over, as soon as it is there. */
export function createAnswerPack({
  accepted,
  generations,
  answerOrder,
  planner,
  askFirst,
  askPrice,
  limiter,
  backlog,
  unkept,
  computersBack,
}: {
  accepted: Pick<AcceptedRequests, 'shownOf'>;
  generations: Pick<Collection<Generation>, 'get'>;
  answerOrder: AnswerOrder;
  planner: Planner;
  askFirst: AskFirst;
  askPrice: AskPrice;
  limiter: Pick<Limiter, 'etaSeconds'>;
  backlog: Pick<Backlog, 'release'>;
  /** Images that could not be stored, by their ids, until the pack is over. */
  unkept: Map<string, GenerationResult>;
  computersBack: ComputersBack;
}) {
  /** Those that were made before and are still to be shown; `records` are all that were made before and are kept. */
  async function madeBefore({ id, request }: Accepted, scenes: readonly Accepted[]) {
    const shown = new Set(await accepted.shownOf(id));
    const found = await Promise.all(scenes.map(scene => generations.get(scene.id)));
    const records = found.filter(record => record !== undefined);
    const known = new Set([...shown, ...records.map(record => record.id), ...unkept.keys()]);
    return {
      records,
      open: scenes.filter(scene => !known.has(scene.id)),
      unshown: [
        ...records
          .filter(record => !shown.has(record.id))
          .map(record => () => answerOrder.stored(record, request)),
        ...scenes.flatMap(scene => {
          const image = shown.has(scene.id) ? undefined : unkept.get(scene.id);
          return image ? [async () => image] : [];
        }),
      ],
    };
  }

  /** @throws UserError where nothing comes of it, a PriceQuestion and the answer of `askFirst` included */
  return async (
    one: Accepted,
    mine: RequestUnderWay,
    onProgress: (progress: GenerationProgress) => void,
    show: ShowImage,
  ): Promise<PackResult> => {
    const scenes = scenesOf(one);
    const { open, records, unshown } = await madeBefore(one, scenes);
    const done = scenes.length - open.length;
    if (open.length > 0) await computersBack(one.request.guildId, mine.cancelled);
    const { orders, refusals } = await takeOrders(planner, open, mine, one.id);
    requireHere(one, orders);
    const failures = refusals.map(({ why }) => why);
    const [first, ...others] = orders;
    if (first) {
      mine.shows({ actor: first.shown.actorId, actor2: first.shown.actor2Id }, anyAllowed(orders));
      await askPrice(one, orders);
      const toAsk = new Map(orders.flatMap(({ plan }) => plan.toAsk.map(actor => [actor.id, actor])));
      // Of a pack that has begun, the rest is refused at its turn.
      if (toAsk.size > 0 && done === 0)
        throw await askFirst(one.id, settledPack(one, [first, ...others]), [...toAsk.values()]);
    }

    const progress = createProgress({ id: one.id, total: scenes.length, done, mine, limiter, onProgress });
    let made = done - unshown.length;
    let tokens = records.reduce((sum, record) => sum + record.tokens, 0);
    const handOver = async (image: () => Promise<GenerationResult>, isNew: boolean) => {
      let result: GenerationResult;
      try {
        result = await image();
      } catch (error) {
        failures.push(error);
        return;
      }
      made++;
      if (isNew) tokens += result.record.tokens;
      if (result.unkept) unkept.set(result.record.id, result);
      await show(result);
    };
    await Promise.all([
      ...unshown.map(image => handOver(image, false)),
      ...orders.map(order =>
        handOver(() => answerOrder.make(order, progress), true).finally(() => backlog.release(order.id)),
      ),
    ]);
    if (made === 0) throw failures.find(isCancelled) ?? failures[0];
    return { total: scenes.length, made, tokens, failures };
  };
}

const isCancelled = (error: unknown) => error instanceof UserError && error.code === 'cancelled';
