import type { QuotaService } from '../../quota/quota-service.ts';
import { newId } from '../../storage/id.ts';
import { scenesOf } from '../requests/packs.ts';
import type { GenerationRequest, Planner } from '../requests/plan.ts';
import type { RequestsUnderWay } from '../requests/under-way.ts';
import { takeOrders } from './answer-pack.ts';
import type { Sum, SumUp } from './ask-price.ts';
import type { Limiter } from './limiter.ts';

/** What a pack would cost now, and how long it would take. Nothing is reserved. */
export interface PackQuote extends Sum {
  modelName: string;
  /** Prompts, and why a scene is left out. */
  scenes: { prompt: string; why?: unknown }[];
  /** Seconds until the last image; undefined until a call has been timed. */
  seconds: number | undefined;
  /** Tokens of today's budget that the member can still use here. */
  tokensLeft: number;
  /** Names of the actors whose person is asked first. */
  asksFirst: string[];
}

export function createQuotePack({
  planner,
  sumUp,
  quota,
  limiter,
  underWay,
}: {
  planner: Planner;
  sumUp: SumUp;
  quota: Pick<QuotaService, 'today'>;
  limiter: Pick<Limiter, 'etaSeconds' | 'length'>;
  underWay: Pick<RequestsUnderWay, 'during'>;
}) {
  async function tokensLeft({ memberId, guildId }: GenerationRequest): Promise<number> {
    const { limit, used, memberLimit, memberUsed, server } = await quota.today(memberId, guildId);
    return Math.max(
      0,
      Math.min(
        limit - used,
        (memberLimit ?? Number.POSITIVE_INFINITY) - memberUsed,
        server ? server.limit - server.used : Number.POSITIVE_INFINITY,
      ),
    );
  }

  /** @throws UserError where none of the scenes can be made */
  return (request: GenerationRequest): Promise<PackQuote> => {
    const one = { id: newId(), request };
    return underWay.during(one, async mine => {
      const scenes = scenesOf(one);
      const { orders, refusals } = await takeOrders(planner, scenes, mine);
      const [first] = orders;
      if (!first) throw refusals[0]?.why;
      const whyNot = new Map(refusals.map(({ scene, why }) => [scene.id, why]));
      const sum = await sumUp(orders);
      return {
        ...sum,
        modelName: first.plan.availability.model.name,
        scenes: scenes.map(({ id, request: { prompt } }) => ({ prompt, why: whyNot.get(id) })),
        seconds: sum.images === 0 ? 0 : limiter.etaSeconds(limiter.length() + sum.images),
        tokensLeft: await tokensLeft(request),
        asksFirst: [...new Set(orders.flatMap(({ plan }) => plan.toAsk.map(({ name }) => name)))],
      };
    });
  };
}
