import { UserError } from '../../../errors.ts';
import { dollars } from '../../quota/money.ts';
import { microsOf } from '../../quota/prices.ts';
import type { SettingsService } from '../../settings/settings-service.ts';
import { cacheKey, maxSeed } from '../generation.ts';
import type { PictureCache } from '../images/picture-cache.ts';
import type { AcceptedRequests } from '../requests/accepted-requests.ts';
import type { Order } from './order.ts';

/** What a request would cost, and whom the member agrees with by pressing a button. */
export interface Price {
  requestId: string;
  prompt: string;
  modelName: string;
  /** New images; those from the cache cost nothing. */
  images: number;
  /** US dollars for all of them. */
  usd: number;
}

/** The member has to agree to the price first. Nothing was spent. */
export class PriceQuestion extends UserError {
  readonly price: Price;

  constructor(price: Price) {
    super('price-asked', `This costs about ${dollars(price.usd)}. Nothing was made yet.`);
    this.name = 'PriceQuestion';
    this.price = price;
  }
}

export type AskPrice = ReturnType<typeof createAskPrice>;

/** Asks before a request that costs more than the server's admins let pass unasked. */
export function createAskPrice({
  accepted,
  pictures,
  settings,
  factor,
}: {
  accepted: Pick<AcceptedRequests, 'ask' | 'hasSent'>;
  pictures: Pick<PictureCache, 'has'>;
  settings: Pick<SettingsService, 'get'>;
  /** The hub's bill as a multiple of the bot's own prices. */
  factor: () => number;
}) {
  async function newImages({ plan, total }: Order): Promise<number> {
    const known = await Promise.all(
      Array.from({ length: total }, (_, nth) =>
        pictures.has(cacheKey({ ...plan.settings, seed: (plan.settings.seed + nth) % (maxSeed + 1) })),
      ),
    );
    return known.filter(has => !has).length;
  }

  /** @throws PriceQuestion */
  return async (order: Order): Promise<void> => {
    const { id, request, plan } = order;
    const { askAbove } = settings.get(request.guildId).money;
    const each = microsOf(plan.availability.routes, plan.settings.model, plan.settings);
    // What an earlier process had begun to pay for goes on.
    if (askAbove === undefined || each === 0 || accepted.hasSent(id)) return;
    const images = await newImages(order);
    const micros = Math.round(each * images * factor());
    if (micros <= askAbove * 1e6 || micros <= (request.agreedMicros ?? 0)) return;
    await accepted.ask(id, micros);
    const modelName = plan.availability.model.name;
    throw new PriceQuestion({ requestId: id, prompt: request.prompt, modelName, images, usd: micros / 1e6 });
  };
}
