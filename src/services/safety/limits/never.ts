import { fold } from '../normalise.ts';
import { evened } from '../word-list.ts';
import { type Forms, firstOf, formsOf, type Stemmed, stemmed } from './forms.ts';
import { readLine } from './line.ts';
import { contentOf, forbiddenBy, isFaint, isTelling, partsOf, tokensOf } from './line-words.ts';
import { present } from './negation.ts';
import { otherThings } from './synonyms.ts';
import { type Span, spansIn, type Topic } from './topics.ts';

interface Hit {
  index: number;
  words: string;
}
/** Finds something in a text; all that a part of a line names has to be there. */
type Find = (text: Stemmed) => Hit | undefined;

/** A line that is ready to be looked for. */
interface ReadLine {
  /** For each part of the line, what has to be there together. */
  parts: Find[][];
  /** The text without what the line leaves open. */
  withoutAllowed(text: string): string;
}

const findWord =
  (forms: Forms): Find =>
  text =>
    firstOf(text, forms);

const findTopics =
  (topics: readonly Topic[], words: readonly string[]): Find =>
  text => {
    const left = topics.reduce((rest, { but }) => but.out(rest), text.text);
    for (const { means } of topics) {
      const [hit] = present(left, means.hits(left));
      if (hit) return hit;
    }
    // A single word is looked for with all that it stands for.
    const [word, ...more] = words;
    return word !== undefined && more.length === 0 ? firstOf(stemmed(left), formsOf(word)) : undefined;
  };

/** The word right before a topic narrows it: `red hats`. */
function narrowing(part: string, span: Span, before: number): string[] {
  const word = tokensOf(part.slice(before, span.from)).at(-1);
  return word !== undefined && word.length > 1 && isTelling(word) ? [word] : [];
}

/** What must be there together for a part of a line to be broken. */
function findsOf(part: string): Find[] {
  const text = evened(part);
  const spans = spansIn(text);
  const wordsOf = ({ from, to }: Span) => tokensOf(text.slice(from, to));
  // `Eating meat` is about meat.
  const strong = spans.filter(span => !wordsOf(span).every(isFaint));
  const counted = strong.length > 0 ? strong : spans;
  if (counted.length === 0) return contentOf(part).map(word => findWord(formsOf(word)));
  let before = 0;
  return counted.flatMap(span => {
    const narrowed = narrowing(text, span, before).map(word => findWord(formsOf(word)));
    before = span.to;
    return [findTopics(span.topics, wordsOf(span)), ...narrowed];
  });
}

function allowedOf(clauses: readonly string[]): (text: string) => string {
  if (clauses.length === 0) return text => text;
  const lists = clauses.flatMap(clause => spansIn(evened(clause))).flatMap(({ topics }) => topics);
  const forms = clauses.flatMap(contentOf).map(formsOf);
  return text => {
    const left = lists.reduce((rest, { means }) => means.out(rest), text);
    return left.replace(/\p{L}+/gu, word => {
      const [token] = stemmed(word).tokens;
      return token && forms.some(({ stems }) => stems.has(token.stem)) ? '·' : word;
    });
  };
}

function read(line: string): ReadLine {
  const { forbids, allows } = readLine(line);
  const parts = forbids.flatMap(partsOf).map(findsOf);
  return { parts: parts.filter(finds => finds.length > 0), withoutAllowed: allowedOf(allows) };
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

/** Words of the prompt's readings (evened) that the line forbids; undefined for none. */
export function neverIn(texts: readonly string[], line: string): string | undefined {
  const folded = fold(line);
  const { parts, withoutAllowed } = readOnce(line);
  const meant = texts.map(text => {
    const said = text.replace(otherThings, found =>
      folded.includes(found.replace(/s$/, '')) ? found : ' · ',
    );
    return stemmed(withoutAllowed(said));
  });
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
