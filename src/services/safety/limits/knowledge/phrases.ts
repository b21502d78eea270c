import { fold } from '../../normalise.ts';
import type { WordList } from '../../word-list.ts';
import { headsOf, type Pattern, patternOf } from './pattern.ts';

/** Part of a text, as a word list gives it. */
export interface Hit {
  index: number;
  words: string;
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** What `fold` would leave as it is. */
const folded = /^[\x20-@[-\x7f]*$/;

/** Texts parted at these signs, but not within brackets. */
function parted(text: string, signs: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (sign === undefined || (depth <= 0 && signs.includes(sign))) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return parts;
}

/** The entries of a section: between commas or on lines of their own. A comma within brackets is one more alternative. */
export const entriesOf = (section: string): string[] =>
  section
    .split('\n')
    .flatMap(line => parted(line, ',|'))
    .map(entry => entry.trim().replace(/, ?/g, '|'))
    .filter(entry => entry !== '');

/** Many patterns, found by how they begin: what a text doesn't begin with costs nothing, not even its reading. */
export interface Phrases {
  /** For each word of the text the longest that begins there, and scripts without spaces. They may overlap. */
  hits(text: string): Hit[];
}

interface Unread<Tag> {
  source: string;
  tag: Tag;
  pattern?: Pattern;
}
type Read<Tag> = Required<Unread<Tag>>;

/** Words of prompts whose patterns are kept. */
const mostWords = 5000;

export function phrasesOf(entries: readonly string[]): Phrases {
  const tagged = taggedPhrases(entries.map(entry => [entry, undefined]));
  return { hits: text => tagged.hits(text).map(({ index, words }) => ({ index, words })) };
}

/** The same, of phrases that stand for something: each hit has the tags of all that are found there. */
export function taggedPhrases<Tag>(entries: readonly (readonly [string, Tag])[]): {
  hits(text: string): (Hit & { tags: Tag[] })[];
} {
  const glyphs = entries
    .filter(([entry]) => unspaced.test(entry))
    .map(([glyph, tag]) => ({ glyph: new RegExp(fold(glyph), 'u'), tag }));
  const byHead = new Map<string, Unread<Tag>[]>();
  for (const [entry, tag] of entries) {
    if (unspaced.test(entry)) continue;
    const unread: Unread<Tag> = { source: folded.test(entry) ? entry : fold(entry), tag };
    for (const head of headsOf(unread.source)) {
      const there = byHead.get(head);
      if (there) there.push(unread);
      else byHead.set(head, [unread]);
    }
  }

  const known = new Map<string, readonly Read<Tag>[]>();
  function beginningWith(word: string): readonly Read<Tag>[] {
    const there = known.get(word);
    if (there) return there;
    const heads = [
      word.length < 3 ? `${word} ` : word.slice(0, 3),
      `${word.slice(0, 2)}~`,
      `${word.slice(0, 1)}~`,
    ];
    const found = [...new Set(heads.flatMap(head => byHead.get(head) ?? []))]
      .map(unread => {
        unread.pattern ??= patternOf(unread.source);
        return unread as Read<Tag>;
      })
      .filter(({ pattern }) => pattern.beginsWith(word));
    if (known.size >= mostWords) known.clear();
    known.set(word, found);
    return found;
  }

  return {
    hits(text) {
      const hits: (Hit & { tags: Tag[] })[] = [];
      for (const { index, 0: word } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        let end = 0;
        let tags: Tag[] = [];
        for (const { pattern, tag } of beginningWith(word)) {
          const reached = pattern.endAt(text, index) ?? 0;
          if (reached > end) tags = [];
          if (reached >= end) tags.push(tag);
          end = Math.max(end, reached);
        }
        if (end > 0) hits.push({ index, words: text.slice(index, end), tags });
      }
      if (glyphs.length > 0 && unspaced.test(text)) {
        for (const { glyph, tag } of glyphs) {
          const found = glyph.exec(text);
          if (found) hits.push({ index: found.index, words: found[0], tags: [tag] });
        }
      }
      return hits;
    },
  };
}

/** The text with something else in the place of each hit. */
export function replaced(text: string, hits: readonly Hit[], by: string): string {
  let [left, at] = ['', 0];
  for (const { index, words } of hits.toSorted((a, b) => a.index - b.index)) {
    if (index < at) continue;
    left += text.slice(at, index) + by;
    at = index + words.length;
  }
  return left + text.slice(at);
}

/** Entries without alternatives outside of brackets. */
export const alternativesOf = (entries: readonly string[]): string[] =>
  entries.flatMap(entry => parted(entry, '|'));

/** A word list of the same entries as `evenWordList`, for text that `evened` has made even: none is compiled before a text begins like it. */
export function phraseList(entries: readonly string[]): WordList {
  let sorted: Phrases | undefined;
  // Sorting all lists by how their entries begin takes 80 ms, which no start needs.
  const phrases = () => (sorted ??= phrasesOf(alternativesOf(entries)));
  let anywhere: RegExp | undefined;
  return {
    in: text => phrases().hits(text).length > 0,
    inside: word => {
      anywhere ??= new RegExp(
        alternativesOf(entries)
          .map(entry => patternOf(fold(entry)).source)
          .join('|') || '(?!)',
        'u',
      );
      return anywhere.test(word);
    },
    hits: text => phrases().hits(text),
    out: text => replaced(text, phrases().hits(text), ' · '),
  };
}
