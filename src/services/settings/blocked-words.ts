import { onOneLine } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { GuildSettings } from './settings-service.ts';

const wordLengthMost = 50;

const same = (a: string, b: string) => a.toLocaleLowerCase('en') === b.toLocaleLowerCase('en');

/** A word or phrase as it is stored. @throws UserError bad-input */
function checkedWord(typed: string): string {
  const word = onOneLine(typed);
  const letters = [...word.replace(/[^\p{L}\p{N}]/gu, '')].length;
  // One Chinese or Japanese character can be a word; one Latin letter cannot.
  const least = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word) ? 1 : 2;
  if (letters < least || [...word].length > wordLengthMost || /\*(?!$)/.test(word)) {
    throw new UserError('bad-input', said('settings.wordShape', { most: wordLengthMost }));
  }
  return word;
}

/** Adds a blocked word, unless it is blocked already. @throws UserError bad-input */
export function withBlockedWord(settings: GuildSettings, typed: string): GuildSettings {
  const word = checkedWord(typed);
  if (settings.blockedWords.some(known => same(known, word))) return settings;
  return { ...settings, blockedWords: [...settings.blockedWords, word] };
}

/** Removes a blocked word. @throws UserError not-found */
export function withoutBlockedWord(settings: GuildSettings, typed: string): GuildSettings {
  const word = onOneLine(typed);
  const blockedWords = settings.blockedWords.filter(known => !same(known, word));
  if (blockedWords.length === settings.blockedWords.length) {
    throw new UserError('not-found', said('settings.wordNotBlocked'));
  }
  return { ...settings, blockedWords };
}
