import { type Language, languages } from '../../src/words/language.ts';
import { catalogueOf } from '../../src/words/words.ts';

/** Every sentence of a language with its key, room by room. @throws Error where there is no such catalogue */
export async function listed(which: string): Promise<string[]> {
  if (!languages.includes(which as Language)) {
    throw new Error(`there is no catalogue for ${which}; there are ${languages.join(', ')}`);
  }
  const english = await catalogueOf('en');
  const theirs = await catalogueOf(which as Language);
  return Object.entries(english).flatMap(([room, sentences]) =>
    Object.entries(sentences as Record<string, string>).map(([name, sentence]) => {
      const other = (theirs as Record<string, Record<string, string> | undefined>)[room]?.[name];
      const below = which === 'en' ? '' : `\n  ${other ?? '(not translated)'}`;
      return `${room}.${name}\n  ${sentence}${below}`;
    }),
  );
}
