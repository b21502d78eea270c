import { stemOf, unspaced } from './line-words.ts';
import { present } from './negation.ts';
import { kinds, synonyms } from './synonyms.ts';

/** What words are found by: stems, and in scripts without spaces the words themselves. */
export interface Forms {
  stems: ReadonlySet<string>;
  glyphs: readonly string[];
}
const formsIn = (words: readonly string[]): Forms => ({
  stems: new Set(words.filter(one => !unspaced.test(one)).map(stemOf)),
  glyphs: words.filter(one => unspaced.test(one)),
});

/** Words that a word of the line stands for, too. Stemmed once: a prompt is judged several times on its way. */
const standsFor = [
  ...synonyms.map(row => ({ of: row, are: row })),
  // Who forbids all forbids each; who forbids one allows the others.
  ...kinds,
].map(({ of, are }) => ({ of: new Set(of.map(stemOf)), forms: formsIn(are) }));

/** Each form that a word of the line is found by. */
export function formsOf(word: string): Forms {
  const stem = stemOf(word);
  const found = standsFor.filter(({ of }) => of.has(stem)).map(({ forms }) => forms);
  const all = [formsIn([word]), ...found];
  return {
    stems: new Set(all.flatMap(({ stems }) => [...stems])),
    glyphs: all.flatMap(({ glyphs }) => glyphs),
  };
}

/** The words of a text with what they are found by. */
export interface Stemmed {
  text: string;
  tokens: readonly { index: number; words: string; stem: string }[];
}
export const stemmed = (text: string): Stemmed => ({
  text,
  tokens: [...text.matchAll(/\p{L}+/gu)].map(({ index, 0: words }) => ({
    index,
    words,
    stem: stemOf(words),
  })),
});

export function firstOf(
  { text, tokens }: Stemmed,
  { stems, glyphs }: Forms,
): { index: number; words: string } | undefined {
  const hits = tokens.filter(({ stem }) => stems.has(stem)).map(({ index, words }) => ({ index, words }));
  for (const glyph of glyphs) {
    const index = text.indexOf(glyph);
    if (index >= 0) hits.push({ index, words: glyph });
  }
  return present(
    text,
    hits.toSorted((a, b) => a.index - b.index),
  )[0];
}
