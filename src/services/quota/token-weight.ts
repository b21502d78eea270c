import { assumedUsd, type PaidRoute, priceAt, usdOf } from './prices.ts';

/** What an image of the cheapest models costs, in US dollars: each token of its prompt counts once. */
const unitUsd = 0.003;
/** What such a model computes for it: four steps of 12 billion parameters for a megapixel. */
const unitWork = 50;
/** An image of unknown price counts as if it cost this, so nothing that is known counts more. */
export const weightMost = Math.round(assumedUsd / unitUsd);

/**
 * How often each token of a prompt counts, from 1 to `weightMost`: by the most expensive route's price, or, where that is not
 * known, by what the model computes. On the operator's own endpoint and a server's own computers it counts once.
 */
export function tokenWeight(
  routes: readonly PaidRoute[],
  /** `work` in steps × megapixels × billions of parameters. */
  model: { id: string; work: number },
  size: { width: number; height: number },
): number {
  const weights = routes.map(route => {
    if (route.via !== 'provider') return 1;
    return priceAt(route, model.id) ? usdOf(route, model.id, size) / unitUsd : model.work / unitWork;
  });
  return Math.min(weightMost, Math.max(1, ...weights.map(Math.round)));
}
