import type { PlainKey } from '../../words/words.ts';

/** What one image costs at a provider, as somebody published it. */
export interface Price {
  /** US dollars for 1024 × 1024 pixels. */
  usd: number;
  /** Whether larger images cost more, by their pixels. */
  perMegapixel: boolean;
  /** Where it was read, and when (a day). */
  source: PlainKey;
  readOn: string;
}

const megapixel = 1024 * 1024;
/** Counted where no price is known: more than any that is, so that a budget is not overspent. In US dollars. */
export const assumedUsd = 0.05;

// None was read on a provider's own page.
const compared = { source: 'money.sourceComparison', readOn: '2026-05-11' } as const;
const fal = { perMegapixel: true, ...compared };
const replicate = { perMegapixel: false, source: 'money.sourceReplicate', readOn: '2026-10-07' } as const;
const together = { perMegapixel: false, ...compared };

/** By model and provider. Hugging Face passes the provider's price on (huggingface.co/docs/inference-providers/pricing). */
export const prices: Readonly<Record<string, Readonly<Record<string, Price>>>> = {
  'black-forest-labs/FLUX.1-schnell': {
    'fal-ai': { usd: 0.003, ...fal },
    replicate: { usd: 0.003, ...replicate },
    together: { usd: 0.0027, ...together },
  },
  'black-forest-labs/FLUX.1-dev': {
    'fal-ai': { usd: 0.025, ...fal },
    replicate: { usd: 0.025, ...replicate },
    together: { usd: 0.0154, ...together },
  },
};

export type PaidRoute = { via: 'endpoint' } | { via: 'worker' } | { via: 'provider'; provider: string };

/** Undefined where nobody published one, and for the operator's own endpoint and servers' own computers. */
export const priceAt = (route: PaidRoute, model: string): Price | undefined =>
  route.via === 'provider' ? prices[model]?.[route.provider] : undefined;

export function usdOf(
  route: PaidRoute,
  model: string,
  { width, height }: { width: number; height: number },
): number {
  // Their own machines cost the operator, or the server, the same whatever they make.
  if (route.via !== 'provider') return 0;
  const price = priceAt(route, model);
  if (!price) return assumedUsd;
  return price.perMegapixel ? price.usd * Math.max(1, Math.ceil((width * height) / megapixel)) : price.usd;
}

/** Millionths of a dollar that an image is counted with: the most that one of its routes may cost. */
export const microsOf = (
  routes: readonly PaidRoute[],
  model: string,
  size: { width: number; height: number },
): number => Math.round(Math.max(0, ...routes.map(route => usdOf(route, model, size))) * 1e6);
