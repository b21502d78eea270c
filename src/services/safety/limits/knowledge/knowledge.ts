import { readFileSync } from 'node:fs';
import { fold } from '../../normalise.ts';
import { type Pattern, patternOf } from './pattern.ts';

/** Part of a text, as a word list gives it. */
export interface Hit {
  index: number;
  words: string;
}

/** Many patterns, found by the words that they begin with: what a text doesn't begin with costs nothing. */
interface Phrases {
  hits(text: string): Hit[];
}

/** What is known of a limit beyond its word lists. */
export interface Knowledge {
  /** The text without what only sounds like something that is against the limit. */
  withoutHarmless(text: string): string;
  /** What is against the limit. */
  hits(text: string): Hit[];
  /** Those hits in a text whose words don't mean something else there. */
  meant(hits: readonly Hit[], text: string): Hit[];
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Entries stand between commas or on lines of their own; a comma within brackets is one more alternative. */
export function entriesOf(section: string): string[] {
  const entries: string[] = [];
  let [depth, entry] = [0, ''];
  const end = () => {
    if (entry.trim() !== '') entries.push(entry.trim());
    entry = '';
  };
  for (const sign of section) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === '\n') {
      depth = 0;
      end();
    } else if (depth === 0 && (sign === ',' || sign === '|')) end();
    else entry += depth > 0 && sign === ',' ? '|' : sign;
  }
  end();
  return entries.map(one => one.replaceAll('| ', '|'));
}

function phrases(section: string): Phrases {
  const all = entriesOf(section);
  const glyphs = all.filter(entry => unspaced.test(entry));
  const byWord = new Map<string, Pattern[]>();
  const byStart = new Map<string, Pattern[]>();
  const add = (map: Map<string, Pattern[]>, key: string, pattern: Pattern) => {
    const there = map.get(key);
    if (there) there.push(pattern);
    else map.set(key, [pattern]);
  };
  for (const entry of all.filter(one => !unspaced.test(one))) {
    const pattern = patternOf(entry);
    for (const word of pattern.words) add(byWord, word, pattern);
    for (const start of pattern.starts) add(byStart, start, pattern);
  }
  const longest = Math.max(0, ...[...byStart.keys()].map(({ length }) => length));

  function* beginningWith(word: string): Iterable<Pattern> {
    yield* byWord.get(word) ?? [];
    for (let length = Math.min(word.length, longest); length > 0; length--)
      yield* byStart.get(word.slice(0, length)) ?? [];
  }

  return {
    hits(text) {
      const hits: Hit[] = [];
      for (const { index, 0: word } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        let end = 0;
        for (const pattern of beginningWith(word)) end = Math.max(end, pattern.endAt(text, index) ?? 0);
        if (end > 0) hits.push({ index, words: text.slice(index, end) });
      }
      if (unspaced.test(text)) {
        for (const glyph of glyphs) {
          const index = text.indexOf(glyph);
          if (index >= 0) hits.push({ index, words: glyph });
        }
      }
      return hits;
    },
  };
}

/** In the place of what is harmless. */
const nothing = '¤';

/** Words with two meanings: not what they are listed for where one of the others is about. */
interface Homonym {
  words: Phrases;
  unless: Phrases;
}

function homonymsOf(section: string): Homonym[] {
  return section
    .split('\n')
    .filter(line => line.includes(':'))
    .map(line => {
      const [words = '', unless = ''] = line.split(':');
      return { words: phrases(words), unless: phrases(unless) };
    });
}

/** The sections of a file, folded line by line. */
export function sectionsOf(file: string): { against: string; harmless: string; unless: string } {
  const [, against = '', harmless = '', unless = ''] = file
    .split('\n')
    .map(line => (line.startsWith('#') ? '' : fold(line)))
    .join('\n')
    .split(/^\[(?:against|harmless|unless)\]$/m);
  return { against, harmless, unless };
}

function read(name: string): Knowledge {
  const sections = sectionsOf(readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8'));
  const known = phrases(sections.against);
  const fine = phrases(sections.harmless);
  const homonyms = homonymsOf(sections.unless);
  return {
    hits: known.hits,

    withoutHarmless(from) {
      let [left, at] = ['', 0];
      for (const { index, words } of fine.hits(from).toSorted((a, b) => a.index - b.index)) {
        if (index < at) continue;
        left += from.slice(at, index) + nothing;
        at = index + words.length;
      }
      return left + from.slice(at);
    },

    meant(hits, text) {
      const other = homonyms.filter(({ unless }) => unless.hits(text).length > 0);
      return hits.filter(({ words }) => !other.some(one => one.words.hits(words).length > 0));
    },
  };
}

const all = new Map<string, Knowledge>();

/** What the file of that name knows. It is read when it is first asked for: most servers have no actor with limits. */
export function knowledgeOf(name: string): Knowledge {
  const there = all.get(name) ?? read(name);
  all.set(name, there);
  return there;
}
