import { Locale, type LocalizationMap } from 'discord-api-types/v10';
import type { DeclaredChoice } from '../commands/command.ts';
import { type Language, languageOf, languages } from '../words/language.ts';
import { nameIn, type PlainKey, sayIn } from '../words/words.ts';

/** The locales of Discord that a language is for: both es-ES and es-419 for Spanish. */
const localesOf = (which: Language) => Object.values(Locale).filter(locale => languageOf(locale) === which);

/**
 * The words of each language by Discord's locales. What is the same as the default, Discord would ignore
 * (docs.discord.com/developers/interactions/application-commands#localization): it is left out.
 */
function inOthers(words: (which: Language) => string): LocalizationMap | undefined {
  const own = words('en');
  const others = languages.filter(which => which !== 'en' && words(which) !== own);
  if (others.length === 0) return undefined;
  return Object.fromEntries(others.flatMap(which => localesOf(which).map(locale => [locale, words(which)])));
}

/** The name of a command, an option or a menu's entry: the English one is the one that the bot is called with. */
export function localizedName(name: string) {
  const others = inOthers(which => nameIn(which, name));
  return { name, ...(others ? { name_localizations: others } : {}) };
}

export function localizedDescription(key: PlainKey) {
  const others = inOthers(which => sayIn(which, key));
  return { description: sayIn('en', key), ...(others ? { description_localizations: others } : {}) };
}

export function localizedChoice({ value, ...choice }: DeclaredChoice) {
  if ('ownName' in choice) return { name: choice.ownName, value };
  const { name } = choice;
  const others = inOthers(which => sayIn(which, name));
  return { name: sayIn('en', name), ...(others ? { name_localizations: others } : {}), value };
}
