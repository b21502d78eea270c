import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A meaning, and how far its kinds go: they are numbered after it. */
interface Meaning {
  first: number;
  last: number;
}

/** After the meanings of a word that is an adjective, too. */
const alsoAdjective = '*';

let words: string | undefined;
/** A word a line, sorted. Read when it is first asked for: most servers have no actor with limits. */
const allWords = (): string => {
  words ??= gunzipSync(readFileSync(new URL('./nouns.gz', import.meta.url))).toString('latin1');
  return words;
};

/** Plurals that no rule makes. */
const irregular = new Map(
  'men man,women woman,children child,people person,mice mouse,lice louse,geese goose,feet foot,teeth tooth,oxen ox,dice die,wolves wolf,knives knife,wives wife,lives life,leaves leaf,halves half,calves calf,elves elf,dwarves dwarf,shelves shelf,loaves loaf,thieves thief,scarves scarf,hooves hoof,selves self'
    .split(',')
    .map(pair => pair.split(' ') as [string, string]),
);

/** What a word may be a form of, the likeliest first. */
function formsOf(word: string): string[] {
  const known = irregular.get(word);
  const man = /^(\w+?(?:wo)?m)en$/.exec(word);
  return [
    ...(known ? [known] : []),
    word,
    ...(man ? [`${man[1]}an`] : []),
    ...(word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? [word.slice(0, -1)] : []),
    ...(/(?:s|x|z|ch|sh|o)es$/.test(word) ? [word.slice(0, -2)] : []),
    ...(/[^aeiou]ies$/.test(word) ? [`${word.slice(0, -3)}y`] : []),
  ];
}

interface Listed {
  meanings: readonly Meaning[];
  isAdjective: boolean;
}

function found(word: string): Listed {
  const text = allWords();
  let [from, to] = [0, text.length];
  while (from < to) {
    const start = text.lastIndexOf('\n', ((from + to) >> 1) - 1) + 1;
    const tab = text.indexOf('\t', start);
    const end = text.indexOf('\n', tab);
    const here = text.slice(start, tab);
    if (here === word) {
      const ranges = text.slice(tab + 1, end).split(' ');
      const meanings = ranges
        .filter(range => range !== alsoAdjective)
        .map(range => {
          const [first = '', last = first] = range.split('-');
          return { first: Number.parseInt(first, 36), last: Number.parseInt(last, 36) };
        });
      return { meanings, isAdjective: ranges.length > meanings.length };
    }
    if (here < word) from = end + 1;
    else to = start;
  }
  return { meanings: [], isAdjective: false };
}

const known = new Map<string, Listed>();
/** Words that are kept: a prompt brings any number. */
const mostKnown = 5000;

/** What is listed of a word as it is spelled; nothing for one that isn't. */
function listed(word: string): Listed {
  const there = known.get(word);
  if (there) return there;
  if (known.size >= mostKnown) known.clear();
  const one = found(word);
  known.set(word, one);
  return one;
}

const isListed = (word: string) => listed(word).meanings.length > 0;

/** The meanings of an English noun in lower case, in either number, the commonest first; none for what isn't known. */
export const meaningsOf = (word: string): readonly Meaning[] => listed(singularOf(word)).meanings;

/** The noun that a word is a form of; itself where it is listed, or known as nothing. */
export const singularOf = (word: string): string => formsOf(word).find(isListed) ?? word;

/** Whether a noun stands for several. */
export const isPlural = (word: string): boolean =>
  irregular.has(word) || (!isListed(word) && meaningsOf(word).length > 0);

/** Whether a noun as it is spelled may be an adjective: `a dry canyon` has no teetotaller in it. */
export const isAdjectiveToo = (word: string): boolean => listed(word).isAdjective;

/**
 * Whether a word is a kind of what another says, or the same: a poodle is a dog. Of the first, its commonest meanings
 * count, as many as `most`; of the second the commonest alone.
 */
export function isKindOf(word: string, other: string, most = 2): boolean {
  const [above] = meaningsOf(other);
  return (
    above !== undefined &&
    meaningsOf(word)
      .slice(0, most)
      .some(({ first }) => first >= above.first && first <= above.last)
  );
}
