import { latinLookAlike } from './confusables.ts';

/** Letters whose strokes Unicode does not take apart. */
const strokes: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ł: 'l', ŧ: 't', ı: 'i', ɨ: 'i', ƀ: 'b' },
};

/** Enclosed letters (🅐, 🅰, 🇦) that compatibility normalisation leaves alone, by the first of each alphabet. */
const enclosed = [0x1f150, 0x1f170, 0x1f1e6];

const leetDigits: Record<string, string> = {
  ...{ '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's', '€': 'e', '¡': 'i' },
};

const each = (text: string, map: Record<string, string>) =>
  [...text].map(character => map[character] ?? character).join('');

const isDigit = /^\p{Nd}$/u;

/** The value of a digit of any script: each script has its ten in a row. */
function digitValue(digit: string): number {
  let code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (isDigit.test(String.fromCodePoint(code - 1))) {
    code--;
    value++;
  }
  return value % 10;
}

/** One spelling for what reads the same: without case, width, accents, invisible characters and fancy letters. */
export function fold(text: string): string {
  const opened = text.replace(/[\u{1f150}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu, character => {
    const code = character.codePointAt(0) ?? 0;
    const first = enclosed.findLast(start => code >= start) ?? code;
    return String.fromCodePoint(97 + Math.min(25, code - first));
  });
  const bare = opened
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    // Accents, but not the marks that make Japanese or Indian letters what they are.
    .replace(/[\u0483-\u0489]/g, '')
    .replace(/[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g, '')
    .replace(/[\t\n\v\f\r\u0085]/g, ' ')
    .replace(/\p{Cc}|\p{Cf}|\p{Default_Ignorable_Code_Point}|\u2800/gu, '')
    .replace(/\p{Nd}/gu, digit => String(digitValue(digit)))
    .normalize('NFC');
  return each(bare, strokes);
}

/** Letters of the languages that members write in, other than Latin ones. */
const otherLetters =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Devanagari}]/gu;
/** A word that one of these languages may have: of one alphabet. */
const otherWord =
  /^(?:\p{Script=Cyrillic}+|\p{Script=Greek}+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|\p{Script=Hangul}+|\p{Script=Thai}+|\p{Script=Devanagari}+)$/u;

/** Look-alike letters as Latin ones, in words that are of no other alphabet, or if most of the prompt is Latin. */
function asLatin(text: string): string {
  const count = (script: RegExp) => text.match(script)?.length ?? 0;
  const mostly = count(/\p{Script=Latin}/gu) > count(otherLetters);
  return text.replace(/\p{L}+/gu, word =>
    mostly || !otherWord.test(word) ? [...word].map(latinLookAlike).join('') : word,
  );
}

const leetLetters = {
  i: { ...leetDigits, '1': 'i', '!': 'i', '|': 'i' },
  l: { ...leetDigits, '1': 'l', '!': 'l', '|': 'l' },
};
const lettersFor = (text: string, one: 'i' | 'l') => each(text, leetLetters[one]);

/** Single letters and digits with signs between them, two letters at least: `n.u.d.3`. */
const dotted =
  /(?<![\p{L}\p{N}])(?=[^\s\p{L}]*\p{L}[^\s\p{L}]+\p{L})[\p{L}\p{N}](?:[.\-_*~]{1,2}[\p{L}\p{N}]){2,}(?![\p{L}\p{N}])/gu;

/** The same with spaces: `n u d 3`. */
const spaced = /(?<![\p{L}\p{N}])[\p{L}\p{N}](?: [\p{L}\p{N}]){3,}(?![\p{L}\p{N}])/gu;

/** Digits and signs as letters, in words that have letters too. `one` is what 1, ! and | stand for. */
const withoutLeet = (text: string, one: 'i' | 'l') =>
  text
    .replace(dotted, run => lettersFor(run, one))
    .replace(spaced, run => lettersFor(run, one))
    .replace(/[\p{L}\p{N}@$€¡!|]+/gu, word => {
      if (!/\p{L}/u.test(word)) return word;
      const tail = /[!|]+$/.exec(word)?.[0] ?? '';
      const body = word.slice(0, word.length - tail.length);
      return lettersFor(body, one) + tail;
    });

/** Single letters in a row, with anything between them: `n u d e`, `n.u.d.e`. */
const spelling = /(?<![\p{L}\p{N}])\p{L}(?:[^\p{L}\p{N}]{1,3}\p{L}){2,}(?![\p{L}\p{N}])/gu;
const lettersOf = (run: string) => run.replace(/[^\p{L}]/gu, '');

/** Spelled-out letters as one word, also with a leading or trailing article removed. */
const joined = (text: string) =>
  text.replace(spelling, run => {
    const word = lettersOf(run);
    return `${word} · ${word.slice(1)} · ${word.slice(0, -1)}`;
  });

/** From this many letters on, spelled-out letters may be several words. */
const phraseLetters = 6;

/** `nu-de` as one word. */
const squeezed = (text: string) => text.replace(/(?<=\p{L})[^\p{L}\p{N}\s]+(?=\p{L})/gu, '');

/** `n*de` with every vowel in the place of the star. */
const unstarred = (text: string) =>
  text.replace(/\p{L}+[*#•]\p{L}+/gu, word =>
    [...'aeiou'].map(vowel => word.replace(/[*#•]/u, vowel)).join(' · '),
  );

/** Repeated letters shortened: `nuuude`, `boooobs`. */
const shortened = (text: string, to: '$1' | '$1$1') => text.replace(/(\p{L})\1{2,}/gu, to);

export interface Readings {
  /** As written, folded, and with every disguise removed. A word list is matched against each. */
  texts: string[];
  /** Runs spelled out letter by letter, joined to one word each, which may be several words. */
  spelled: string[];
}

/** The ways to read a prompt. */
export function readingsOf(prompt: string): Readings {
  const plainly = fold(prompt);
  const latin = asLatin(plainly);
  const bases = [plainly, latin, withoutLeet(latin, 'i'), withoutLeet(latin, 'l')];
  const apart = bases.flatMap(text => [text, joined(text), squeezed(text), unstarred(text)]);
  const spelled = bases.flatMap(text => [...text.matchAll(spelling)].map(([run]) => lettersOf(run)));
  return {
    texts: [...new Set(apart.flatMap(text => [text, shortened(text, '$1'), shortened(text, '$1$1')]))],
    spelled: [...new Set(spelled.filter(word => word.length >= phraseLetters))],
  };
}
