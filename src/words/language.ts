import { AsyncLocalStorage } from 'node:async_hooks';

/** Those that there is a catalogue for, by BCP 47. English is written first. */
export const languages = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja'] as const;

export type Language = (typeof languages)[number];

/** As those who speak them call them. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  ja: '日本語',
};

const spoken = new AsyncLocalStorage<Language>();

/** The language of whom the current work answers: English where it answers nobody. */
export const language = (): Language => spoken.getStore() ?? 'en';

/**
 * The catalogue that serves a locale of Discord best, such as `es-419`.
 * Source of the locales: https://docs.discord.com/developers/reference#locales
 */
export function languageOf(locale: string | null | undefined): Language {
  if (!locale) return 'en';
  const [base] = locale.split('-');
  return languages.find(one => one === locale) ?? languages.find(one => one.split('-')[0] === base) ?? 'en';
}

/** Does the work in a language: whatever it says, also later, is in that language. Its catalogue has to be loaded. */
export const inLanguage = <Result>(which: Language, work: () => Result): Result =>
  which === language() ? work() : spoken.run(which, work);
