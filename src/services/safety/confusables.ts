import { createRequire } from 'node:module';

/** Unicode's table of confusable characters (UTS #39), as the package holds it: each with what it looks like. */
const confusables = createRequire(import.meta.url)('unhomoglyph/data.json') as Record<string, string>;

/** Small capitals are no look-alikes to Unicode, though they are read as the letters that they are the capitals of. */
const smallCapitals: Record<string, string> = {
  ...{
    ᴀ: 'a',
    ʙ: 'b',
    ᴅ: 'd',
    ᴇ: 'e',
    ꜰ: 'f',
    ɢ: 'g',
    ʜ: 'h',
    ᴊ: 'j',
    ᴋ: 'k',
    ĸ: 'k',
    ʟ: 'l',
    ᴍ: 'm',
    ʍ: 'm',
  },
  ...{ ɴ: 'n', ᴏ: 'o', ᴘ: 'p', ʀ: 'r', ᴛ: 't', ɛ: 'e', ə: 'e', ǝ: 'e' },
};

const isLatin = /^[a-z]+$/;

/** What a character looks like, in lower case and without accents. */
function looksLike(character: string): string {
  const like = (confusables[character] ?? character).normalize('NFKD').toLowerCase();
  const bare = like.replace(/\p{M}/gu, '');
  return [...bare].map(letter => smallCapitals[letter] ?? letter).join('');
}

const known = new Map<string, string>();

/**
 * The Latin letters that a letter looks like, as it is or as its capital (в looks like a small capital, В like B);
 * the letter itself if it looks like none.
 */
export function latinLookAlike(letter: string): string {
  if (isLatin.test(letter)) return letter;
  const found = known.get(letter);
  if (found !== undefined) return found;
  const like =
    [letter, letter.toUpperCase()].map(looksLike).find(candidate => isLatin.test(candidate)) ?? letter;
  known.set(letter, like);
  return like;
}
