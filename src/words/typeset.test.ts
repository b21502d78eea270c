import { expect, test } from 'vitest';
import { inLanguage } from './language.ts';
import { typeset } from './typeset.ts';

test.each([
  ['1024 × 1024 · 30 steps', '1024_×_1024 · 30 steps'],
  ['starts in about 5 s. 7 h 12 min', 'starts in about 5_s. 7_h 12_min'],
  ['larger than 25 MB, 80 %', 'larger than 25_MB, 80_%'],
  ['the 3 musketeers, 5 so-called steps', 'the 3 musketeers, 5 so-called steps'],
  ['5 s:\n```\n5 s of 3 × 4\n```\n5 s', '5_s:\n```\n5 s of 3 × 4\n```\n5_s'],
  ['> a poster, 1024 × 768\n512 × 512', '> a poster, 1024 × 768\n512_×_512'],
])('no line ends between a number and its unit: %s', (text, expected) => {
  expect(typeset(text)).toBe(expected.replaceAll('_', '\u00a0'));
});

test('Japanese sentences follow one another without a space, and nobody else’s do', () => {
  const two = '画像が足りません。 理由は表示されます。';
  expect(inLanguage('ja', () => typeset(two))).toBe('画像が足りません。理由は表示されます。');
  expect(inLanguage('ja', () => typeset(`> ${two}`))).toBe(`> ${two}`);
  expect(inLanguage('de', () => typeset('Eins. Zwei! Drei'))).toBe('Eins. Zwei! Drei');
});
