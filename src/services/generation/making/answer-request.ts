import type { UserError } from '../../../errors.ts';
import type { Actor } from '../../actors/actor.ts';
import { namedStyleSchema } from '../../models/named-styles.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Generation } from '../generation.ts';
import type { Accepted } from '../requests/accepted-request.ts';
import type { GenerationRequest, Planner } from '../requests/plan.ts';
import { createProgress, type GenerationProgress } from '../requests/progress.ts';
import type { RequestUnderWay } from '../requests/under-way.ts';
import type { AnswerOrder, GenerationResult } from './answer-order.ts';
import type { AskPrice } from './ask-price.ts';
import type { Limiter } from './limiter.ts';
import { settledBy } from './one-picture.ts';
import { type Order, requireHere, takeOrder } from './order.ts';

/** Has these people asked whether the request may be made; resolves to what the member who wants it is told. */
export type AskFirst = (
  id: string,
  request: GenerationRequest,
  actors: readonly Actor[],
) => Promise<UserError>;

/**
 * After a start, resolves once the computers that drew for a server before have come back, or are late.
 * @throws the signal's reason
 */
export type ComputersBack = (guildId: string, signal: AbortSignal) => Promise<void>;

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

/** Answers an accepted request: from what was stored before, from the cache, or by paying for it. */
export function createAnswerRequest({
  generations,
  answerOrder,
  planner,
  askFirst,
  limiter,
  askPrice,
  computersBack,
}: {
  generations: Pick<Collection<Generation>, 'get'>;
  answerOrder: AnswerOrder;
  planner: Planner;
  askFirst: AskFirst;
  limiter: Pick<Limiter, 'etaSeconds'>;
  askPrice: AskPrice;
  computersBack: ComputersBack;
}) {
  return async (
    one: Accepted,
    mine: RequestUnderWay,
    onProgress: (progress: GenerationProgress) => void,
  ): Promise<GenerationResult> => {
    const finished = await generations.get(one.id);
    if (finished) return answerOrder.stored(finished, one.request);
    await computersBack(one.request.guildId, mine.cancelled);
    const order = await takeOrder(planner, one, mine);
    requireHere(one, [order]);
    await askPrice(one, [order]);
    const { toAsk } = order.plan;
    if (toAsk.length > 0) throw await askFirst(one.id, settledRequest(order), toAsk);
    const { id, total } = order;
    return answerOrder.make(order, createProgress({ id, total, mine, limiter, onProgress }));
  };
}
