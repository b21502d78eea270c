import { numberFormat } from './formatters.ts';
import { language } from './language.ts';

/** A number with the separators of the language, such as 30,000. */
export const formatNumber = (value: number, options?: Intl.NumberFormatOptions): string =>
  numberFormat(language(), options).format(value);

/** Words as a list: “a, b and c”, or with “or”. */
export const list = (words: readonly string[], joint: 'and' | 'or' = 'and'): string =>
  new Intl.ListFormat(language() === 'en' ? 'en-GB' : language(), {
    type: joint === 'and' ? 'conjunction' : 'disjunction',
  }).format(words);

/** US dollars, with `digits` behind the point. */
export const formatDollars = (usd: number, digits: number): string =>
  formatNumber(usd, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

/** A day without its year, such as “29 Mar”, of a moment in UTC. */
export const formatDay = (day: Date): string =>
  new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(day);
