import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test, vi } from 'vitest';
import * as en from './en/index.ts';
import { inLanguage, language, languageOf, languages } from './language.ts';
import { formatDollars, formatNumber, list } from './numbers.ts';
import { type Catalogue, catalogueOf, load, said, sayIn, speaking, t } from './words.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** The values that a message takes, and how, such as `requests plural`. */
function argumentsOf(message: string, which: string): string[] {
  const kinds = ['', 'value', 'number', 'date', 'time', 'select', 'plural', '#', 'tag'];
  const of = (elements: Element[]): string[] =>
    elements.flatMap(element => {
      if (element.type === 0 || element.type === 7) return [];
      const own = [`${element.value} ${kinds[element.type]}`];
      if (!('options' in element)) return own;
      return [...own, ...Object.values(element.options).flatMap(option => of(option.value))];
    });
  const ast = new IntlMessageFormat(message, which, undefined, { ignoreTag: true }).getAst();
  return [...new Set(of(ast))].sort();
}

const others = languages.filter(one => one !== 'en');

describe.each(languages)('the catalogue in %s', which => {
  test('each message is sound, and takes what the English one takes', async () => {
    const { names: _names, ...catalogue } = (await catalogueOf(which)) as Catalogue;
    for (const [room, sentences] of Object.entries(catalogue)) {
      for (const [name, message] of Object.entries(sentences)) {
        const english = (en as Record<string, Record<string, string>>)[room]?.[name] ?? '';
        // Numbers may be written in full or not: what counts is that the same values are asked for.
        const names = (of: string[]) => [...new Set(of.map(one => one.split(' ')[0]))];
        expect(names(argumentsOf(message, which)), `${room}.${name}`).toEqual(
          names(argumentsOf(english, 'en')),
        );
        // A straight apostrophe quotes in ICU messages.
        expect(message, `${room}.${name}`).not.toMatch(/'/);
        expect(message.trim(), `${room}.${name}`).not.toBe('');
      }
    }
  });
});

test.each(others)('a plural in %s has the forms of the language', async which => {
  const catalogue = (await catalogueOf(which)) as Record<string, Record<string, string>>;
  const forms = new Intl.PluralRules(which).resolvedOptions().pluralCategories;
  for (const [room, sentences] of Object.entries(catalogue)) {
    for (const [name, message] of Object.entries(sentences)) {
      const ast = new IntlMessageFormat(message, which, undefined, { ignoreTag: true }).getAst();
      for (const element of ast) {
        if (element.type !== 6) continue;
        for (const form of Object.keys(element.options)) {
          if (!form.startsWith('=')) expect(forms, `${room}.${name}`).toContain(form);
        }
      }
    }
  }
});

test('work speaks the language it was begun in, also later, and others do not', async () => {
  await load('de');
  const later = inLanguage('de', async () => {
    await Promise.resolve();
    return t('quota.waitingMost', { requests: 1_200 });
  });
  expect(language()).toBe('en');
  expect(t('quota.waitingMost', { requests: 1 })).toBe('At most 1 request at a time');
  expect(await later).toBe('Höchstens 1.200 Anfragen gleichzeitig');
});

test('what a catalogue that cannot be read should have said is said in English', async () => {
  vi.doMock('./ja/index.ts', () => {
    throw new Error('no such file');
  });
  const work = async () => [t('quota.title'), formatNumber(1_200), language()];
  expect(await speaking('ja', work)).toEqual(['Today’s budget', '1,200', 'en']);
  vi.doUnmock('./ja/index.ts');
  expect(await speaking('ja', async () => language())).toBe('ja');
});

test('what is thrown in one language is told in another', async () => {
  await load('de');
  const sentence = inLanguage('de', () => said('quota.title'));
  expect(sentence()).toBe('Today’s budget');
  expect(inLanguage('de', sentence)).toBe('Budget für heute');
});

test('values stay as they are, mentions and braces included', () => {
  expect(sayIn('en', 'quota.altPaused', { why: '<@1> {b} #' })).toBe('Paused: <@1> {b} #.');
});

test('a locale of Discord gets the nearest catalogue, English where there is none', () => {
  expect(languageOf('de')).toBe('de');
  expect(languageOf('en-GB')).toBe('en');
  expect(languageOf('zh-TW')).toBe('en');
  expect(languageOf(undefined)).toBe('en');
});

test('numbers, sums and lists are written in the manner of the language', () => {
  expect(formatNumber(30_000)).toBe('30,000');
  expect(formatDollars(1_234.5, 2)).toBe('$1,234.50');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
  inLanguage('de', () => {
    expect(formatNumber(30_000)).toBe('30.000');
    expect(list(['a', 'b', 'c'], 'or')).toBe('a, b oder c');
  });
});
