import { brokenLimit } from '../broken-limit.ts';
import { type Limits, noLimits } from '../limits.ts';
import type { Labelled } from './labelled.ts';

const names = ['Nova'];
const listed = ['swimwear', 'violence', 'politics', 'others', 'realistic'] as const;

/** All that can be switched on. */
export const everything: Limits = {
  ...{ swimwear: true, violence: true, politics: true, others: true, realistic: true, mark: true },
};

/**
 * What the rules make of labelled prompts. Each that is against something is tried against that alone, each harmless
 * one against everything.
 */
export function ratesOf(prompts: Labelled): {
  passed: string[];
  stopped: string[];
  against: number;
  harmless: number;
} {
  const passed: string[] = [];
  const stopped: string[] = [];
  let against = 0;
  for (const limit of listed) {
    for (const prompt of prompts[limit]) {
      against++;
      if (!brokenLimit({ prompt, names }, { ...noLimits, [limit]: true })) passed.push(`${limit}: ${prompt}`);
    }
  }
  for (const { never, prompt } of prompts.never) {
    against++;
    if (!brokenLimit({ prompt, names }, { ...noLimits, never })) passed.push(`${never}: ${prompt}`);
  }
  for (const prompt of prompts.harmless) {
    const broken = brokenLimit({ prompt, names }, everything);
    if (broken) stopped.push(`${broken.limit}: ${prompt}`);
  }
  for (const { never, prompt } of prompts.harmlessNever) {
    if (brokenLimit({ prompt, names }, { ...everything, never })) stopped.push(`${never}: ${prompt}`);
  }
  return { passed, stopped, against, harmless: prompts.harmless.length + prompts.harmlessNever.length };
}
