import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charactersOf, cutText } from './cut-text.ts';

const family = '👩‍👩‍👧‍👦';
const halves = /\p{Surrogate}/u;

describe('text that is cut', () => {
  test('stays as it is where it fits', () => {
    expect(cutText('a red fox', 9)).toBe('a red fox');
    expect(cutText('', 3)).toBe('');
  });

  test('ends with an ellipsis, which is counted too', () => {
    expect(cutText('a red fox', 6)).toBe('a red…');
    expect(cutText('a red fox', 5, { end: '' })).toBe('a red');
  });

  test.each([
    ['an emoji', 'abc😀', 4, 'abc…'],
    ['a flag', 'ab🇩🇪', 5, 'ab…'],
    ['a family', `ab${family}c`, 10, 'ab…'],
    ['a skin tone', 'ab👍🏽', 5, 'ab…'],
    ['a letter with its accents', 'abe\u0301\u0302', 4, 'ab…'],
    ['a syllable of Hindi', 'abनि', 3, 'ab…'],
  ])('never inside %s', (_what, text, most, expected) => {
    expect(cutText(text, most)).toBe(expected);
  });

  test('counts emoji once where the limit is our own', () => {
    expect(cutText('😀'.repeat(20), 10, { by: 'code points' })).toBe(`${'😀'.repeat(9)}…`);
    expect(cutText('😀'.repeat(10), 10, { by: 'code points' })).toBe('😀'.repeat(10));
  });

  test('of a letter with more accents than fit, some of them stay', () => {
    expect(cutText(`e${'\u0301'.repeat(500)}`, 10)).toBe(`e${'\u0301'.repeat(8)}…`);
  });

  test('replaces halves of emoji that came from elsewhere', () => {
    expect(cutText('fox \ud83e', 10)).toBe('fox \ufffd');
  });

  test('is sound, and fits by either count, whatever it was', () => {
    const text = fc.string({
      unit: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(family, '🇩🇪', 'e\u0301')),
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (words, most) => {
        const cut = cutText(words, most);
        expect(cut).not.toMatch(halves);
        expect(cut.length).toBeLessThanOrEqual(most);
        const whole = charactersOf(words);
        if (words.length > most && (whole[0]?.length ?? 0) < most)
          expect(`${whole.slice(0, charactersOf(cut).length - 1).join('')}…`).toBe(cut);
      }),
    );
  });
});
