import { readCommonWords } from './common-words.ts';
import { type Meaning, readNouns } from './wordnet.ts';

/** Where the nouns lie. */
export const folder = new URL('../../src/services/safety/limits/nouns/', import.meta.url);

/** How many of a word's meanings count: rare ones find in a prompt what nobody wrote. */
const meaningsOf = (word: string) => (word.includes(' ') ? 1 : 2);

/**
 * The common nouns of WordNet with what they are kinds of, as src/services/safety/limits/nouns/nouns.ts reads them: a
 * word a line, with its meanings, in the order of their bytes. Meanings are numbered, in base 36, so that all kinds of
 * one follow it: `3f-4k` has kinds, up to 4k. A star says that the word is an adjective, too.
 */
export function nounsText(): string {
  const { adjectives, meanings, offsets } = readNouns();
  const known = readCommonWords(60);
  // Of two words, both have to be common: most such entries are terms of a trade.
  const common = readCommonWords(40);
  const named = (word: string, offset: number) => meanings.get(offset)?.words.includes(word);
  const chosen = [...offsets]
    .filter(([word]) => /^[a-z]{2,}(?:[ '-][a-z]+)?$/.test(word))
    .filter(([word]) =>
      word.split(/[ '-]/).every((part, _, { length }) => (length > 1 ? common : known).has(part)),
    )
    // What has a capital is somebody's name.
    .map(([word, all]) => ({
      word: word.replace(/['-]/g, ' '),
      all: all.filter(one => named(word, one)).slice(0, meaningsOf(word)),
    }))
    .filter(({ all }) => all.length > 0);

  const needed = new Set<number>();
  for (const one of chosen.flatMap(({ all }) => all))
    for (let at: number | undefined = one; at !== undefined && !needed.has(at); at = meanings.get(at)?.kindOf)
      needed.add(at);
  const below = new Map<number | undefined, number[]>();
  for (const offset of [...needed].sort((a, b) => a - b)) {
    const { kindOf } = meanings.get(offset) as Meaning;
    below.set(kindOf, [...(below.get(kindOf) ?? []), offset]);
  }
  const ranges = new Map<number, string>();
  let next = 0;
  const number = (offset: number) => {
    const first = next++;
    for (const one of below.get(offset) ?? []) number(one);
    const last = next - 1;
    ranges.set(offset, first.toString(36) + (last > first ? `-${last.toString(36)}` : ''));
  };
  for (const top of below.get(undefined) ?? []) number(top);

  const lines = new Map<string, string[]>();
  for (const { word, all } of chosen)
    lines.set(word, [...new Set([...(lines.get(word) ?? []), ...all.map(one => ranges.get(one) as string)])]);
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, all]) => `${word}\t${all.join(' ')}${adjectives.has(word) ? ' *' : ''}\n`)
    .join('');
}
