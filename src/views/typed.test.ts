import { expect, test } from 'vitest';
import { card } from './components.ts';
import { typedOn, typedText, youTyped } from './typed.ts';

test('what a card gives back is read from it as it was typed', () => {
  const typed = ['Harbour', 'a ```pier```\n\n  5 s × 3\n'];
  const { components } = card('bad', ...typed.map(typedText));
  expect(typedOn(components)).toEqual({ 0: typed[0], 1: typed[1] });
  expect(typedOn(card('plain').components)).toEqual({});
});

test('nothing that is typed ends the block that it is in', () => {
  for (let many = 1; many <= 12; many++) {
    const typed = `a long enough ${'`'.repeat(many)} scene\n${'`'.repeat(many)}\n@everyone`;
    expect(youTyped([typed]).split('```')).toHaveLength(3);
    const { components } = card('bad', typedText(typed, 0));
    expect(typedOn(components)).toEqual({ 0: typed });
  }
});

test('with the reason, it fits into a message; what is soon typed again is left out', () => {
  const two = youTyped(['x'.repeat(2_000), 'y'.repeat(4_000)]);
  expect(two.length).toBeLessThan(3_200);
  expect(two).toMatch(/x{1400}[^y]*y{1400}/);
  expect(youTyped(['Nova', ' '.repeat(40)])).toBe('');
});
