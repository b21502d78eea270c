import { readFileSync } from 'node:fs';
import type { WordList } from '../word-list.ts';
import { alternativesOf, phraseList, taggedPhrases } from './knowledge/phrases.ts';

/** Something that lines in people's own words are about, and what shows it in a prompt. */
export interface Topic {
  name: string;
  isRough: boolean;
  /** Words of a prompt that show it, in evened text. */
  means: WordList;
  /** What contains such words and is something else. */
  but: WordList;
}

const files = ['things', 'life', 'culture', 'common'];
/** Shorter lists, without what merely sounds like something: only for what no other topic is about. */
const rough = 'common';

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The beginning of a row, which is all that is read of most topics. */
const beginning = /^\{"topic":(?<name>"[^"]*"),"says":(?<says>\[[^\]]*\]),/;

/** A topic with the words of a line that mean it. */
function read(row: string, isRough: boolean): { topic: Topic; says: string[] } {
  const { name = '""', says = '[]' } = beginning.exec(row)?.groups ?? {};
  const lists = once(() => {
    const { means, but } = JSON.parse(row) as { means: string[]; but: string[] };
    return { means: phraseList(means), but: phraseList(but) };
  });
  const topic = {
    name: JSON.parse(name) as string,
    isRough,
    get means() {
      return lists().means;
    },
    get but() {
      return lists().but;
    },
  };
  return { topic, says: JSON.parse(says) as string[] };
}

/** What lines say, file by file. They are read for the first line, which a bot whose actors have none never sees. */
const sayings = files.map(file =>
  once(() => {
    const rows = readFileSync(new URL(`./topics/${file}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n');
    return taggedPhrases(
      rows
        .map(row => read(row, file === rough))
        .flatMap(({ topic, says }) => alternativesOf(says).map(entry => [entry, topic] as const)),
    );
  }),
);

/** Steps that have everything ready for the first line. */
export const readingTopics: readonly (() => void)[] = sayings.map(file => () => void file());

/** Words of a line that topics stand for. */
export interface Span {
  from: number;
  to: number;
  topics: Topic[];
}

/** What an evened line is about; of words within words the longer ones count: `short hair` is not about all hair. */
export function spansIn(text: string): Span[] {
  const hits = sayings
    .flatMap(file => file().hits(text))
    .flatMap(({ index, words, tags }) =>
      [...new Set(tags)].map(topic => ({ from: index, to: index + words.length, topic })),
    )
    // Who rules out hot dogs says nothing of dogs.
    .filter(({ from, to, topic }) =>
      topic.but.hits(text).every(({ index, words }) => index >= to || index + words.length <= from),
    );
  const isWithin = (one: (typeof hits)[number]) =>
    hits.some(
      other => other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from,
    );
  const spans = new Map<string, Span>();
  for (const hit of hits.filter(one => !isWithin(one))) {
    const { from, to, topic } = hit;
    const span = spans.get(`${from}-${to}`) ?? { from, to, topics: [] };
    span.topics.push(topic);
    spans.set(`${from}-${to}`, span);
  }
  const overlaps = (one: Span, other: Span) => one.from < other.to && other.from < one.to;
  const isFine = ({ topics }: Span) => topics.some(topic => !topic.isRough);
  const all = [...spans.values()];
  return all
    .filter(span => isFine(span) || !all.some(other => isFine(other) && overlaps(span, other)))
    .map(span => (isFine(span) ? { ...span, topics: span.topics.filter(topic => !topic.isRough) } : span))
    .toSorted((a, b) => a.from - b.from);
}
