import { describe, expect, test } from 'vitest';
import { bar, fitting, gallery, plain } from './components.ts';

describe("members' words", () => {
  test.each([
    ['@everyone look', '@\u200beveryone look'],
    ['**bold** `code`', '\\*\\*bold\\*\\* \\`code\\`'],
    ['one\n\n# two', 'one \\# two'],
    ['[link](https://example.com)', '\\[link\\]\\(https://example.com\\)'],
  ])('%j', (words, shown) => {
    expect(plain(words)).toBe(shown);
  });

  test('do not form a mention, a timestamp or a command link', () => {
    for (const words of ['<@123>', '<@&123>', '<#123>', '<t:1:R>', '</generate:1>', '<a:wave:1>']) {
      expect(plain(words)).not.toMatch(/<(?:@|#|t:|\/|a:|:)/);
    }
  });

  test('are cut by characters, never in the middle of one', () => {
    expect(plain('👩‍🚀'.repeat(100), 10)).toBe('👩‍🚀👩‍🚀👩‍🚀…');
    expect(plain('😀'.repeat(20), 10)).toBe(`${'😀'.repeat(9)}…`);
  });
});

test('a bar is full at the end, and never longer', () => {
  expect(bar(0, 10, 4)).toBe('▱▱▱▱');
  expect(bar(15, 10, 4)).toBe('▰▰▰▰');
  expect(bar(1, 0, 4)).toBe('▱▱▱▱');
});

test('lines are kept whole, as many as fit', () => {
  expect(fitting(['aaa', 'bbb', 'c'], 8)).toEqual(['aaa', 'bbb']);
  expect(fitting(['a'], 8)).toEqual(['a']);
  expect(fitting(['a'.repeat(9)], 8)).toEqual([]);
});

test('alt texts are cut between characters', () => {
  for (const before of ['', 'x']) {
    const pictures = gallery([{ name: 'a.png', alt: `${before}${'🦊'.repeat(600)}` }]);
    expect(pictures).toMatchObject({ items: [{ description: expect.stringMatching(/^x?(🦊)+…$/u) }] });
  }
});
