import { fold } from './normalise.ts';

/** Words and phrases to search for in folded text. */
export interface WordList {
  in(text: string): boolean;
  /** Whether a word joined from single letters contains one: it has lost its word boundaries. */
  inside(word: string): boolean;
  /** Every hit with its position. */
  hits(text: string): { index: number; words: string }[];
  /** The text without the hits. */
  out(text: string): string;
}

/**
 * What stands between words, as ranges. `\p{L}` would say it better, but is compiled anew wherever it occurs, with
 * hundreds of ranges: with it, the lists took seconds to compile.
 */
const signs =
  '\\u0080-\\u00bf\\u2000-\\u2bff\\u3000-\\u3004\\u3008-\\u3030\\ufe30-\\ufe6f\\u{1f000}-\\u{1faff}';
/** Between the words of a phrase: anything but letters, within one sentence. */
const gap = `[\\x00-\\x20\\x22-\\x2d/:<->@\\[-\`{-\\x7f${signs}]{1,3}`;
/** Letters that follow, with their marks. */
const more = `[^\\x00-@\\[-\`{-\\x7f${signs}]*`;

/** Scripts that put no space between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Each pattern matches whole words, except those in scripts without spaces, which match anywhere. */
function compiled(entries: { pattern: string; whole: boolean }[]): WordList {
  const whole = entries.filter(entry => entry.whole).map(entry => entry.pattern);
  const parts = [
    ...(whole.length > 0 ? [`(?<!\\p{L})(?:${whole.join('|')})(?!\\p{L})`] : []),
    ...entries.filter(entry => !entry.whole).map(entry => `(?:${entry.pattern})`),
  ];
  // Without entries nothing is a hit.
  const anywhere = new RegExp(entries.map(entry => entry.pattern).join('|') || '(?!)', 'u');
  const pattern = new RegExp(parts.length > 0 ? parts.join('|') : '(?!)', 'gu');
  return {
    in: text => text.search(pattern) >= 0,
    inside: word => word.search(anywhere) >= 0,
    hits: text => [...text.matchAll(pattern)].map(hit => ({ index: hit.index, words: hit[0] })),
    out: text => text.replace(pattern, ' · '),
  };
}

/**
 * An entry is a regular expression of letters, groups and `?`, in any spelling, since it is folded too. A space
 * stands for whatever separates two words, and `~` for any letters that follow.
 */
export const wordList = (entries: string[]): WordList => listOf(entries, { gap, more });

/**
 * The same for text that `evened` has made even, where it is compiled in a tenth of the time: for long lists. A phrase
 * ends at a comma there.
 */
export const evenWordList = (entries: string[]): WordList =>
  listOf(entries, { gap: ' ', more: '[^\\x00-@\\[-`{-\\x7f]*' });

const listOf = (entries: string[], { gap, more }: { gap: string; more: string }): WordList =>
  compiled(
    entries.map(entry => ({
      whole: !unspaced.test(entry),
      pattern: fold(entry).replaceAll('~', more).replaceAll(' ?', `(?:${gap})?`).replaceAll(' ', gap),
    })),
  );

/** Folded text with one space between its words. What ends a part of a sentence stays, and what stands for a name. */
export const evened = (text: string): string =>
  text.replace(/[^\p{L}\p{M}\p{N}.!?;,·\u{2600}-\u{27bf}\u{1f000}-\u{1faff}]+/gu, ' ');

/** Words that admins typed: not patterns, except that a star at the end stands for any ending. */
export const typedWordList = (words: string[]): WordList =>
  compiled(
    words.map(word => {
      const stem = fold(word.replace(/\*$/, ''));
      const quoted = stem.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, gap);
      const start = /^\p{N}/u.test(stem) ? '(?<!\\p{N})' : '';
      const end = word.endsWith('*') ? more : /\p{N}$/u.test(stem) ? '(?!\\p{N})' : '';
      return { whole: !unspaced.test(word), pattern: `${start}${quoted}${end}` };
    }),
  );
