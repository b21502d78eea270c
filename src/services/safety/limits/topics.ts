import { readFileSync } from 'node:fs';
import type { WordList } from '../word-list.ts';
import { phraseList } from './knowledge/phrases.ts';

/** Something that lines in people's own words are about, and what shows it in a prompt. */
export interface Topic {
  name: string;
  isRough: boolean;
  /** Words of a line that mean it. */
  says: WordList;
  /** Words of a prompt that show it, in evened text. */
  means: WordList;
  /** What contains such words and is something else. */
  but: WordList;
}

const files = ['things', 'life', 'culture', 'common'];
/** Shorter lists, without what merely sounds like something: only for what no other topic is about. */
const rough = 'common';

/** Compiled when first asked for: most topics are in nobody's line. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function read(file: string): Topic[] {
  const lines = readFileSync(new URL(`./topics/${file}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map(line => {
    const { topic, says, means, but } = JSON.parse(line) as Record<'says' | 'means' | 'but', string[]> & {
      topic: string;
    };
    const lists = {
      says: once(() => phraseList(says)),
      means: once(() => phraseList(means)),
      but: once(() => phraseList(but)),
    };
    return {
      name: topic,
      isRough: file === rough,
      get says() {
        return lists.says();
      },
      get means() {
        return lists.means();
      },
      get but() {
        return lists.but();
      },
    };
  });
}

/** Every topic there is. Reads some 400 KB when it is first called, which no bot does whose actors have no lines. */
export const topics: () => readonly Topic[] = once(() => files.flatMap(read));

/** Words of a line that topics stand for. */
export interface Span {
  from: number;
  to: number;
  topics: Topic[];
}

/** What an evened line is about; of words within words the longer ones count: `short hair` is not about all hair. */
export function spansIn(text: string): Span[] {
  const hits = topics().flatMap(topic => {
    const said = topic.says.hits(text);
    // Who rules out hot dogs says nothing of dogs.
    const others = said.length > 0 ? topic.but.hits(text) : [];
    return said
      .map(({ index, words }) => ({ from: index, to: index + words.length, topic }))
      .filter(hit => !others.some(({ index, words }) => index < hit.to && index + words.length > hit.from));
  });
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
