import { fold } from '../normalise.ts';
import { evened } from '../word-list.ts';
import { firstOf, formsOf, type Stemmed, stemmed } from './forms.ts';
import { readLine } from './line.ts';
import { contentOf, forbiddenBy, isFaint, isTelling, partsOf, stemOf, tokensOf } from './line-words.ts';
import { present } from './negation.ts';
import { otherThings } from './other-things.ts';
import { type Span, spansIn, type Topic } from './topics.ts';

interface Hit {
  index: number;
  words: string;
}
/** Finds something in a text; all that a part of a line names has to be there. */
type Find = (text: Stemmed) => Hit | undefined;

/** A line that is ready to be looked for. */
interface ReadLine {
  /** The line, evened. */
  said: string;
  /** For each part of the line, what has to be there together. */
  parts: Find[][];
  /** The text without what the line leaves open. */
  withoutAllowed(text: string): string;
}

function findWord(word: string): Find {
  const forms = formsOf(word);
  return text => firstOf(text, forms);
}

const findTopics =
  (topics: readonly Topic[]): Find =>
  text => {
    const left = topics.reduce((rest, { but }) => but.out(rest), text.text);
    for (const { means } of topics) {
      const [hit] = present(left, means.hits(left));
      if (hit) return hit;
    }
    return undefined;
  };

/** Leaves open what is open anyway. */
const everythingElse =
  /(?<!\p{L})(?:other|else|everything|rest|andere[srnm]?|alles|autres?|tout|otros?|otras?|todo|outros?|outras?|tudo)(?!\p{L})/u;

/** A span with the word before it, if that says something and stands right there: `red hats`. */
function withNarrowing(text: string, span: Span, before: number): { from: number; word?: string } {
  const found = /(\p{L}+) $/u.exec(text.slice(before, span.from));
  const word = found?.[1];
  if (!found || word === undefined || word.length < 2 || !isTelling(word)) return { from: span.from };
  return { from: before + found.index, word };
}

/** Those of the topics that are about all of the words: `wedding dress` is about brides, not about all weddings and dresses. */
const aboutAll = (topics: readonly Topic[], words: string): Topic[] =>
  topics.filter(({ name }) => {
    const named = new Set(tokensOf(name).map(stemOf));
    return tokensOf(words).every(word => named.has(stemOf(word)));
  });

/** Spans next to each other as one, where some topic is about both. */
function merged(text: string, spans: readonly Span[]): Span[] {
  const done: Span[] = [];
  for (const span of spans) {
    const last = done.at(-1);
    const isNext = last !== undefined && text.slice(last.to, span.from).trim() === '';
    const topics = isNext ? aboutAll([...last.topics, ...span.topics], text.slice(last.from, span.to)) : [];
    if (last && topics.length > 0) done.splice(-1, 1, { from: last.from, to: span.to, topics });
    else done.push(span);
  }
  return done;
}

/** What must be there together for a part of a line to be broken. */
function findsOf(part: string): Find[] {
  const text = evened(part);
  const spans = merged(text, spansIn(text));
  const wordsOf = ({ from, to }: Span) => tokensOf(text.slice(from, to));
  // The logo of a band is no band.
  const heads = spans.filter(({ to }) => !/^ s \p{L}/u.test(text.slice(to)));
  // `Eating meat` is about meat.
  const strong = heads.filter(span => !wordsOf(span).every(isFaint));
  const counted = strong.length > 0 ? strong : heads;
  if (counted.length === 0) return contentOf(part).map(findWord);
  let before = 0;
  return counted.flatMap(span => {
    const { from, word } = withNarrowing(text, span, before);
    before = span.to;
    if (word === undefined) return [findTopics(span.topics)];
    const both = aboutAll(span.topics, text.slice(from, span.to));
    if (both.length > 0) return [findTopics(both)];
    return [findTopics(span.topics), findWord(word)];
  });
}

/**
 * What the line leaves open is taken out of a text. What it forbids with the same words stays, but for the very phrase:
 * with no alcohol and `alcohol free beer is fine`, beer is forbidden still.
 */
function allowedOf(allows: readonly string[], forbids: readonly string[]): (text: string) => string {
  const clauses = allows.filter(clause => !everythingElse.test(clause));
  if (clauses.length === 0) return text => text;
  const topicsOf = (part: string) => spansIn(evened(part)).flatMap(({ topics }) => topics);
  const forbidden = new Set(forbids.flatMap(topicsOf));
  const isForbidden = (words: string) => [...forbidden].some(({ means }) => means.hits(words).length > 0);
  /** Butterflies are insects, so they are an exception; lizards are no snakes, so a snake is forbidden all the same. */
  const withoutMeant = (text: string, { means }: Topic, isException: boolean): string => {
    let left = text;
    for (const { words } of means.hits(text))
      if (isException || !isForbidden(words)) left = left.replace(words, '·');
    return left;
  };
  const ruledOut = new Set(forbids.flatMap(contentOf).map(stemOf));
  const opened = clauses.flatMap(partsOf).map(part => {
    const words = contentOf(part);
    const isMixed = words.some(word => ruledOut.has(stemOf(word)));
    return {
      topics: isMixed ? [] : topicsOf(part).filter(topic => !forbidden.has(topic)),
      isException: isForbidden(evened(part)),
      stems: new Set(isMixed ? [] : words.map(stemOf)),
      phrase: isMixed && words.length > 1 ? new RegExp(words.join(' ?'), 'gu') : undefined,
    };
  });
  return text =>
    opened.reduce((rest, { topics, isException, stems, phrase }) => {
      const unsaid = phrase === undefined ? rest : rest.replace(phrase, '·');
      const left = topics.reduce((of, topic) => withoutMeant(of, topic, isException), unsaid);
      return left.replace(/\p{L}+/gu, word => (stems.has(stemOf(word)) ? '·' : word));
    }, text);
}

function read(line: string): ReadLine {
  const { forbids, allows } = readLine(line);
  const parts = forbids.flatMap(partsOf).map(findsOf);
  const said = evened(fold(line));
  return { said, parts: parts.filter(finds => finds.length > 0), withoutAllowed: allowedOf(allows, forbids) };
}

const linesKept = 200;
const lines = new Map<string, ReadLine>();

/** A line is read once: it is asked for with each prompt, several times over. */
function readOnce(line: string): ReadLine {
  const known = lines.get(line);
  if (known) return known;
  const [oldest] = lines.keys();
  if (lines.size >= linesKept && oldest !== undefined) lines.delete(oldest);
  const fresh = read(line);
  lines.set(line, fresh);
  return fresh;
}

/** A text without what only sounds like something, unless the line names it. */
function withoutOthers(text: string, said: string): string {
  let left = text;
  for (const { words } of otherThings.hits(text))
    if (!said.includes(words.replace(/s$/, ''))) left = left.replace(words, '·');
  return left;
}

/** Words of the prompt's readings (evened) that the line forbids; undefined for none. */
export function neverIn(texts: readonly string[], line: string): string | undefined {
  const { parts, said, withoutAllowed } = readOnce(line);
  const meant = texts.map(text => stemmed(withoutAllowed(withoutOthers(text, said))));
  for (const finds of parts) {
    for (const text of meant) {
      const found = finds.map(find => find(text));
      if (found.every(hit => hit !== undefined))
        return [...new Set(found.map(({ words }) => words))].join(' ');
    }
  }
  return undefined;
}

/** What the line forbids, in words for a model that takes what should be absent. */
export const absentForLine = (line: string): string =>
  readLine(line)
    .forbids.flatMap(forbiddenBy)
    .map(({ words }) => words.join(' '))
    .join(', ');
