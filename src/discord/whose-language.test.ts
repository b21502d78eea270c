import { expect, test, vi } from 'vitest';
import { createWhoseLanguage } from './whose-language.ts';

test('a member is heard without a word to the store where nothing is to stay, and one that fails stops nothing', async () => {
  const note = vi.fn();
  const of = vi.fn().mockRejectedValue(new Error('the store is away'));
  const whose = createWhoseLanguage(
    { guilds: { cache: new Map() } } as never,
    () => undefined,
    () => ({ note, of }),
  );
  expect(whose.heard('ana', 'de', { keeps: false })).toBe('de');
  expect(note).not.toHaveBeenCalled();
  expect([await whose.ofMember('ana'), await whose.ofMember('ben')]).toEqual(['de', 'en']);
  whose.heard('ana', 'en-US');
  expect(note).toHaveBeenCalledWith('ana', 'en');
});
