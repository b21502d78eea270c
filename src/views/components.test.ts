import { ComponentType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { bar, fitting, gallery, label, linkButton, modal, plain, plainWithin } from './components.ts';

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

  test('fit into a room together with what escapes them', () => {
    expect(plainWithin('as they are', 20)).toBe('as they are');
    const cut = plainWithin('*'.repeat(1_000), 501);
    expect(cut).toMatch(/^(\\\*)+…$/);
    expect(cut.length).toBeGreaterThan(495);
    expect(cut.length).toBeLessThanOrEqual(501);
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

test('what a form and a link say is cut where Discord takes no more', () => {
  const long = 'x'.repeat(200);
  const field = { type: ComponentType.TextInput as const, custom_id: 'a', style: 1, placeholder: long };
  const choice = { type: ComponentType.StringSelect as const, custom_id: 'b' };
  const options = [{ label: long, value: 'c', description: long }];
  const form = modal('d', long, [label(long, field, long), label('short', { ...choice, options })]);
  const at = (most: number) => expect.stringMatching(new RegExp(`^x{${most - 1}}…$`));
  expect(form).toMatchObject({
    title: at(45),
    components: [
      { label: at(45), description: at(100), component: { placeholder: at(100) } },
      { label: 'short', component: { options: [{ label: at(100), description: at(100) }] } },
    ],
  });
  expect(linkButton('https://example.org', { label: long })).toMatchObject({ label: at(80) });
});
