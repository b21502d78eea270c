import { type Said, said, together } from '../../../words/words.ts';
import type { BrokenLimit } from './broken-limit.ts';
import type { LimitName } from './limits.ts';

const asked = {
  swimwear: 'safety.swimwear',
  violence: 'safety.violence',
  politics: 'safety.politics',
  others: 'safety.others',
  realistic: 'safety.realistic',
} as const satisfies Record<Exclude<LimitName, 'never'>, string>;

const seen = {
  never: 'safety.seenNever',
  swimwear: 'safety.seenSwimwear',
  violence: 'safety.seenViolence',
  politics: 'safety.seenPolitics',
  others: 'safety.seenOthers',
  realistic: 'safety.seenRealistic',
} as const satisfies Record<LimitName, string>;

/** Why nothing was made. It repeats no more of a line in the person's own words than the prompt said itself. */
export const promptWords = (actor: string, broken: BrokenLimit): Said =>
  broken.limit === 'never'
    ? said('safety.never', { actor, words: broken.words ?? '' })
    : said(asked[broken.limit], { actor });

/** Why a picture that was made is not shown. */
export const pictureWords = (actor: string, limit: LimitName): Said =>
  together(said(seen[limit], { actor }), said('safety.seenCounts'));
