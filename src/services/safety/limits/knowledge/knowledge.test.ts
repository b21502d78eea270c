import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { entriesOf, knowledgeOf, sectionsOf } from './knowledge.ts';
import { patternOf } from './pattern.ts';

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter(file => file.endsWith('.txt'));
const hitsOf = (source: string, text: string) => patternOf(source).endAt(text, 0) !== undefined;

describe('a pattern', () => {
  test.each([
    ['two ?piece', ['two piece', 'twopiece'], ['two pieces', 'two  piece']],
    ['skinny (dip|dipping)', ['skinny dip', 'skinny dipping in'], ['skinny dipper', 'skinny']],
    ['swim~ suit', ['swim suit', 'swimming suit'], ['swim suits']],
    ['no (big|red)? gun', ['no gun', 'no red gun'], ['no gunner', 'no blue gun']],
    ['venus (on|in)?', ['venus', 'venus on', 'venus rising'], ['venusian']],
    ['kneels?', ['kneel', 'kneels'], ['kneeling']],
    ['(a|an)? (old)? man', ['man', 'old man', 'an old man'], ['old']],
    ['man[oa]', ['mano', 'mana'], ['man']],
  ])('%s says what it should', (source, are, aren) => {
    for (const text of are) expect(hitsOf(source, text), text).toBe(true);
    for (const text of aren) expect(hitsOf(source, text), text).toBe(false);
  });

  test('is found by what it begins with', () => {
    const { words, starts } = patternOf('(the|an)? (old|bear~) (m(a|e)n|x)');
    expect([...words].sort()).toEqual(['an', 'old', 'the']);
    expect([...starts]).toEqual(['bear']);
  });
});

test('entries stand between commas and on lines, and in brackets a comma is one more alternative', () => {
  expect(entriesOf('a (b|c), d|e\nf (g, h)\n')).toEqual(['a (b|c)', 'd', 'e', 'f (g|h)']);
});

describe.each(files)('%s', file => {
  const { against, harmless, unless } = sectionsOf(readFileSync(new URL(file, folder), 'utf8'));
  const twoMeanings = unless.split('\n').filter(line => line !== '');
  const all = [against, harmless, ...twoMeanings.flatMap(line => line.split(':'))].flatMap(entriesOf);

  test('has its three sections', () => {
    for (const section of [against, harmless, unless]) expect(section.trim()).not.toBe('');
    expect(twoMeanings.filter(line => line.split(':').length !== 2)).toEqual([]);
  });

  test('has patterns that say something and can be looked for', () => {
    for (const entry of all.filter(one => !/[\u3040-\u30ff\u4e00-\u9fff]/.test(one))) {
      const { words, starts, endAt } = patternOf(entry);
      expect(words.size + starts.size, entry).toBeGreaterThan(0);
      expect(words.has('') || [...starts].some(start => start.length < 2), entry).toBe(false);
      // It compiles, and finds nothing in nothing.
      expect(endAt('', 0), entry).toBeUndefined();
      expect(entry.split('(').length, entry).toBe(entry.split(')').length);
    }
  });
});

test('what only sounds like it is left out, and what stands beside it is not', () => {
  const { withoutHarmless, hits } = knowledgeOf('violence');
  expect(hits(withoutHarmless('· with a squirt gun'))).toEqual([]);
  expect(hits(withoutHarmless('a squirt gun and · behind iron sights')).map(({ words }) => words)).toEqual([
    'iron sights',
  ]);
});

test('a word with two meanings is not meant where the other one is about', () => {
  const { hits, meant } = knowledgeOf('swimwear');
  const words = (text: string) => meant(hits(text), text).map(hit => hit.words);
  expect(words('· in a thong')).toEqual(['thong']);
  expect(words('· with sandy toes and a broken thong')).toEqual([]);
});
