import type { Formatters } from 'intl-messageformat';

/**
 * Objects of Intl take kilobytes each, and microseconds to make, so one for each language and style serves every sentence: if
 * each message made its own, all of them in six languages would take 15 MB more.
 */
function madeOnce<Options, Made>(make: (which: string | string[] | undefined, options?: Options) => Made) {
  const made = new Map<string, Made>();
  return (which: string | string[] | undefined, options?: Options): Made => {
    const id = `${which} ${options ? JSON.stringify(options) : ''}`;
    const found = made.get(id) ?? make(which, options);
    made.set(id, found);
    return found;
  };
}

export const numberFormat = madeOnce(
  (which, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(which, options),
);

export const formatters: Formatters = {
  getNumberFormat: numberFormat,
  getPluralRules: madeOnce(
    (which, options?: Intl.PluralRulesOptions) => new Intl.PluralRules(which, options),
  ),
  // No sentence writes a date: Discord does, in the reader's own zone.
  getDateTimeFormat: (...how) => new Intl.DateTimeFormat(...how),
};
