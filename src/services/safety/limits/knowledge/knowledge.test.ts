import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evenWordList } from '../../word-list.ts';
import { knowledgeOf, sectionsOf } from './knowledge.ts';
import { headsOf, patternOf } from './pattern.ts';
import { entriesOf, phraseList } from './phrases.ts';

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
    const begins = (source: string, word: string) => patternOf(source).beginsWith(word);
    const source = '(the|an)? (old|bear~) (m(a|e)n|x)';
    for (const word of ['the', 'an', 'old', 'bear', 'bearded']) expect(begins(source, word), word).toBe(true);
    for (const word of ['man', 'olde', 'theory', 'b']) expect(begins(source, word), word).toBe(false);
  });

  test.each([
    ['(the|an)? (old|bear~) man', ['the', 'an ', 'old', 'bea']],
    ['m(a|e)n', ['man', 'men']],
    ['a b', ['a ']],
    ['x~', ['x~']],
    ['gun?s?', ['gu ', 'gus', 'gun']],
    ['[0-9]+ mm', ['~']],
    ['no[ns]e', ['non', 'nos']],
    ['two ?piece', ['two']],
  ])('%s is looked up by its first letters', (source, heads) =>
    expect([...headsOf(source)].sort()).toEqual(heads.toSorted()),
  );
});

test('a list of phrases finds what a list of regular expressions finds, without compiling all', () => {
  const entries = ['(kiss(es)?|hug~) ((?!of)[a-z]+ ){0,2}(man|bear)s?|a ?gun', 'bikinis?', '水着'];
  const [plain, indexed] = [evenWordList(entries), phraseList(entries)];
  for (const text of [
    'kisses the bear',
    'hugging bears',
    'kiss of man',
    'kiss the big old man',
    'agun',
    'a gun , a gunner',
    'two bikinis',
    'の水着です',
    'bikinisx',
    '',
  ]) {
    expect(indexed.hits(text), text).toEqual(plain.hits(text));
    expect(indexed.in(text), text).toBe(plain.in(text));
    expect(indexed.out(text), text).toBe(plain.out(text));
    expect(indexed.inside(`xx${text}xx`), text).toBe(plain.inside(`xx${text}xx`));
  }
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
      const { endAt } = patternOf(entry);
      // What could begin with anything would be tried on every word.
      expect(
        [...headsOf(entry)].filter(head => /^.?~$/.test(head) && !entry.includes('[0-9]')),
        entry,
      ).toEqual([]);
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
