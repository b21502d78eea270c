import { UserError } from '../../../errors.ts';
import { t } from '../../../words/words.ts';
import { dollars } from '../../quota/money.ts';
import { microsOf } from '../../quota/prices.ts';
import type { SettingsService } from '../../settings/settings-service.ts';
import { cacheKey, maxSeed } from '../generation.ts';
import type { PictureCache } from '../images/picture-cache.ts';
import type { Accepted, AcceptedRequests } from '../requests/accepted-request.ts';
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
    super('price-asked', () => t('generation.price', { dollars: dollars(price.usd) }));
    this.name = 'PriceQuestion';
    this.price = price;
  }
}

/** What orders come to. */
export interface Sum {
  /** New images; those from the cache cost nothing. */
  images: number;
  /** Tokens of today's budget, and millionths of a dollar. */
  tokens: number;
  micros: number;
}

export type SumUp = ReturnType<typeof createSumUp>;

export function createSumUp({
  pictures,
  factor,
}: {
  pictures: Pick<PictureCache, 'has'>;
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

  return async (orders: readonly Order[]): Promise<Sum> => {
    const sum: Sum = { images: 0, tokens: 0, micros: 0 };
    for (const order of orders) {
      const images = await newImages(order);
      sum.images += images;
      sum.tokens += images * order.tokensEach;
      sum.micros += images * eachMicros(order);
    }
    return { ...sum, micros: Math.round(sum.micros * factor()) };
  };
}

const eachMicros = ({ plan: { availability, settings } }: Order) =>
  microsOf(availability.routes, settings.model, settings);

export type AskPrice = ReturnType<typeof createAskPrice>;

/** Asks before a request that costs more than the server's admins let pass unasked. */
export function createAskPrice({
  accepted,
  sumUp,
  settings,
}: {
  accepted: Pick<AcceptedRequests, 'ask' | 'hasSent'>;
  sumUp: SumUp;
  settings: Pick<SettingsService, 'get'>;
}) {
  /** @throws PriceQuestion */
  return async ({ id, request }: Accepted, orders: readonly Order[]): Promise<void> => {
    const { askAbove } = settings.get(request.guildId).money;
    if (askAbove === undefined || orders.every(order => eachMicros(order) === 0)) return;
    // What an earlier process had begun to pay for goes on.
    if (await accepted.hasSent(id)) return;
    const { images, micros } = await sumUp(orders);
    if (micros <= askAbove * 1e6 || micros <= (request.agreedMicros ?? 0)) return;
    await accepted.ask(id, micros);
    const modelName = orders[0]?.plan.availability.model.name ?? '';
    throw new PriceQuestion({ requestId: id, prompt: request.prompt, modelName, images, usd: micros / 1e6 });
  };
}
