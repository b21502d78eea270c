import type { Use } from './quota-day.ts';

/** What the hub reports of a period that it bills. */
interface Reported {
  since: number;
  usd: number;
  requests: number | undefined;
}

/** So much has to be known before published prices are corrected by it. */
const [requestsLeast, usdLeast] = [10, 0.02];
/**
 * Beyond these something else is wrong: others may use the account, or a provider is not billed through it. A bill that
 * comes late looks like a low price, and a budget that believes it is overspent, so it falls to a half at most.
 */
export const [factorLeast, factorMost] = [0.5, 5];

/**
 * The hub's bill as a multiple of the bot's own count for the same time; 1 where there is too little to tell, and where
 * the bill lacks calls that were made.
 */
export function factorOf(
  reported: Reported | undefined,
  { micros = 0, pictures }: Pick<Use, 'micros' | 'pictures'>,
): number {
  const usd = micros / 1e6;
  const requests = reported?.requests ?? 0;
  if (!reported || requests < requestsLeast || usd < usdLeast) return 1;
  const least = requests < pictures ? 1 : factorLeast;
  return Math.min(factorMost, Math.max(least, reported.usd / usd));
}

/** The latest factor at once; it is worked out anew behind. */
export function createPriceFactor({
  billing,
  quota,
  now,
}: {
  billing: { reported(): (Reported & { at: number }) | undefined };
  quota: () => { usedSince(time: number): Promise<Use> };
  now: () => number;
}): { now(): number } {
  let factor = 1;
  let ofReport: number | undefined;
  return {
    now() {
      const reported = billing.reported();
      if (reported && reported.at !== ofReport && reported.since <= now()) {
        ofReport = reported.at;
        quota()
          .usedSince(reported.since)
          .then(counted => {
            factor = factorOf(reported, counted);
          })
          .catch(() => {
            ofReport = undefined;
          });
      }
      return factor;
    },
  };
}
