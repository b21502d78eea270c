import type { BrokenLimit } from './broken-limit.ts';
import type { LimitName } from './limits.ts';

/** What somebody does not want, as the end of "Nova doesn't want …". */
const unwanted: Record<Exclude<LimitName, 'never'>, string> = {
  swimwear: 'pictures with swimwear or underwear',
  violence: 'pictures with violence or weapons',
  politics: 'pictures with politics or advertising',
  others: 'other people in their pictures',
  realistic: 'realistic pictures',
};
const remedies: Partial<Record<LimitName, string>> = {
  others: 'describe them alone',
  realistic: 'name a drawn style, such as watercolour or anime',
};

/** Why nothing was made. It repeats no more of a line in the person's own words than the prompt said itself. */
export function promptWords(name: string, { limit, words }: BrokenLimit): string {
  if (limit === 'never')
    return `**${name}** has ruled this out for pictures of them: “${words}”. Nothing was spent; describe another scene.`;
  return `**${name}** doesn’t want ${unwanted[limit]}. Nothing was spent; ${remedies[limit] ?? 'describe another scene'}.`;
}

/** Why a picture that was made is not shown. */
export const pictureWords = (name: string, limit: LimitName): string =>
  `**${name}** doesn’t want ${limit === 'never' ? 'this' : unwanted[limit]}, and the image came out like that, so nobody sees it. It still counts against the budget, but the same request isn’t charged again. Try another prompt.`;
