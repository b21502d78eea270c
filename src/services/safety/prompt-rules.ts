import { setImmediate } from 'node:timers/promises';
import { minorAge } from './minor-ages.ts';
import {
  adultWords,
  articles,
  companionWords,
  harmlessYoung,
  likeWords,
  madeYounger,
  minorWords,
  ownerWords,
  perhapsMinorWords,
  plural,
  wayWords,
} from './minor-words.ts';
import { fold, readingsOf } from './normalise.ts';
import { bothWords, clothesWords, harmless, mildWords, strongWords } from './sexual-words.ts';
import { typedWordList, type WordList } from './word-list.ts';

/** Why something may not be made or shown. */
export type Rule = 'minor-sexual' | 'actor-sexual' | 'actor-minor' | 'adult-only' | 'blocked-word';

export interface PromptCase {
  prompt: string;
  /** What should be absent: clothes and adults ask for the opposite. */
  negative?: string | undefined;
  /** The words that stand for the actor in the prompt; absent without an actor. */
  subject?: string | undefined;
  /** Sexual content without a real person is allowed in this channel. */
  adult: boolean;
  /** Words that the admins blocked. */
  blockedWords: string[];
}

/** Whether words for a child mean somebody beside the actor: `holding a baby`, `with her children`. */
function isSomebodyElse(text: string, index: number, words: string, subject: string): boolean {
  const before =
    text
      .slice(0, index)
      .split(/[.;:!?]/)
      .at(-1) ?? '';
  const next = /^[^\p{L}]*(\p{L}+)/u.exec(text.slice(index + words.length))?.[1] ?? '';
  if (wayWords.has(next) || (next !== '' && subject.startsWith(next))) return false;
  // The nearest telling word decides.
  let article = false;
  for (const word of (before.match(/\p{L}+/gu) ?? []).slice(-4).reverse()) {
    if (likeWords.has(word) || (article && ownerWords.has(word))) return false;
    article = articles.has(word);
    if (companionWords.has(word) || word.endsWith('ing')) return true;
  }
  return /^\D+$|olds$/u.test(words) && plural.test(words);
}

/** Whether words for a child, or an age below 18, mean the actor. */
function isMinor(text: string, subject: string): boolean {
  const ages = [...text.matchAll(minorAge)].map(({ index, 0: words }) => ({ index, words }));
  return [...minorWords.hits(text), ...ages].some(
    ({ index, words }) => !isSomebodyElse(text, index, words, subject),
  );
}

/**
 * The gravest rule that the prompt breaks; undefined if it breaks none. Every list is matched against every reading
 * of the prompt, so that a disguise in one place hides nothing in another.
 */
export function brokenRule({ prompt, negative, subject, adult, blockedWords }: PromptCase): Rule | undefined {
  const { texts, spelled } = readingsOf(prompt);
  const readings = texts.map(text => harmless.out(text));
  const young = readings.map(text => harmlessYoung.out(text));
  const has = (list: WordList, among: string[]) =>
    among.some(text => list.in(text)) || spelled.some(word => list.inside(word));
  const absent = negative === undefined ? [] : readingsOf(negative).texts;
  const strong = absent.some(text => clothesWords.in(text)) || has(strongWords, readings);
  const mild = strong || has(mildWords, readings);

  const noAdults = absent.some(text => adultWords.in(text));
  if (mild) {
    const minor = noAdults || has(minorWords, young) || young.some(text => text.search(minorAge) >= 0);
    if (minor || (strong && has(perhapsMinorWords, young))) return 'minor-sexual';
  }
  if (has(bothWords, young)) return 'minor-sexual';
  if (subject !== undefined) {
    if (mild) return 'actor-sexual';
    const who = fold(subject);
    const younger = madeYounger(who);
    if (noAdults || young.some(text => younger.in(text) || isMinor(text, who))) return 'actor-minor';
  }
  if (strong && !adult) return 'adult-only';
  return has(typedWordList(blockedWords), texts) ? 'blocked-word' : undefined;
}

/**
 * Compiles the rules before the first prompt: each list in a turn of its own, because all of them together would block
 * for some 100 ms. V8 compiles them when they are used, and once more when they are used again.
 */
export async function warmUpRules(): Promise<void> {
  const text = 'a lighthouse above the sea';
  const lists = [strongWords, mildWords, bothWords, minorWords, perhapsMinorWords, clothesWords, adultWords];
  const steps = [
    () => readingsOf(text),
    ...[harmless, harmlessYoung].map(list => () => list.out(text)),
    ...lists.flatMap(list => [() => list.in(text), () => list.inside(text)]),
    () => madeYounger('somebody').in(text),
  ];
  for (const step of [...steps, ...steps]) {
    step();
    await setImmediate();
  }
  for (const subject of [undefined, 'somebody'])
    brokenRule({ prompt: text, negative: 'fog', subject, adult: false, blockedWords: [] });
}
