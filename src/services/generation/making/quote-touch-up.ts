import { newId } from '../../storage/id.ts';
import type { GenerationRequest, Planner } from '../requests/plan.ts';
import type { RequestsUnderWay } from '../requests/under-way.ts';
import type { Sum, SumUp } from './ask-price.ts';
import { takeOrder } from './order.ts';

/** What touching up a picture would cost now. Nothing is reserved. */
export interface TouchUpQuote extends Sum {
  modelName: string;
  width: number;
  height: number;
  /** Names of the actors whose person is asked first. */
  asksFirst: string[];
}

export const createQuoteTouchUp =
  ({
    planner,
    sumUp,
    underWay,
  }: {
    planner: Planner;
    sumUp: SumUp;
    underWay: Pick<RequestsUnderWay, 'during'>;
  }) =>
  /** @throws UserError where it can't be made */
  (request: GenerationRequest): Promise<TouchUpQuote> => {
    const one = { id: newId(), request };
    return underWay.during(one, async mine => {
      // Its words were typed by whoever made the picture, and nothing was asked for yet.
      const order = await takeOrder(planner, one, mine, one.id, { unasked: true });
      const { settings, availability, toAsk } = order.plan;
      return {
        ...(await sumUp([order])),
        modelName: availability.model.name,
        ...{ width: settings.width, height: settings.height },
        asksFirst: toAsk.map(({ name }) => name),
      };
    });
  };
