/** What of a command, an option or a choice has words in other languages. */
export interface Localizable {
  name: string;
  description?: string;
  name_localizations?: Readonly<Record<string, string>> | null;
  description_localizations?: Readonly<Record<string, string>> | null;
  options?: readonly Localizable[];
  choices?: readonly Localizable[];
}

/** https://docs.discord.com/developers/interactions/application-commands#locale-fallbacks */
const fallbacks: Readonly<Record<string, string>> = { 'en-US': 'en-GB', 'en-GB': 'en-US', 'es-419': 'es-ES' };

const inLocale = (words: Readonly<Record<string, string>> | null | undefined, locale: string) =>
  words?.[locale] ?? words?.[fallbacks[locale] ?? ''];

/** As Discord shows a command to whom reads that locale: `name_localized` and so on in place of the dictionaries. */
export function localizedFor<T extends object>(command: T, locale: string): T {
  const {
    name_localizations: names,
    description_localizations: descriptions,
    options,
    choices,
    ...rest
  } = command as unknown as Localizable;
  const name = inLocale(names, locale);
  const description = inLocale(descriptions, locale);
  return {
    ...rest,
    ...(name === undefined ? {} : { name_localized: name }),
    ...(description === undefined ? {} : { description_localized: description }),
    ...(options ? { options: options.map(option => localizedFor(option, locale)) } : {}),
    ...(choices ? { choices: choices.map(choice => localizedFor(choice, locale)) } : {}),
  } as unknown as T;
}

/** Words that are the same as the default "will be ignored" (docs, Localization). */
export function withoutDefaults<T extends object>(command: T): T {
  const { options, choices, ...rest } = command as unknown as Localizable;
  const others = (words: Localizable['name_localizations'], own: string | undefined) => {
    const kept = Object.entries(words ?? {}).filter(([, word]) => word !== own);
    return kept.length > 0 ? Object.fromEntries(kept) : null;
  };
  return {
    ...rest,
    ...(rest.name_localizations ? { name_localizations: others(rest.name_localizations, rest.name) } : {}),
    ...(rest.description_localizations
      ? { description_localizations: others(rest.description_localizations, rest.description) }
      : {}),
    ...(options ? { options: options.map(withoutDefaults) } : {}),
    ...(choices ? { choices: choices.map(withoutDefaults) } : {}),
  } as unknown as T;
}
