import { IntlMessageFormat } from 'intl-messageformat';
import * as en from './en/index.ts';
import { formatters } from './formatters.ts';
import { inLanguage, type Language, language } from './language.ts';
import type { ValuesOf } from './message.ts';

type English = typeof en;

/** A room of a catalogue in another language: it has the same names, and each message takes the same values. */
export type Room<Name extends keyof English> = { readonly [Sentence in keyof English[Name]]: string };

/** Every sentence in one language: one that is missing doesn't compile. */
export type Catalogue = { readonly [Name in keyof English]: Room<Name> } & {
  /** Other names of commands, their options and the menus' entries, by their English ones, which work everywhere. */
  readonly names?: Readonly<Record<string, string>>;
};

/** Names a sentence, such as `quota.title`: its room in the catalogue and its name there. */
export type Key = { [Room in keyof English]: `${Room}.${keyof English[Room] & string}` }[keyof English];

type MessageOf<K extends Key> = K extends `${infer Room extends keyof English}.${infer Name}`
  ? English[Room][Name & keyof English[Room]] & string
  : never;

/** The names of the sentences that take no values: what may stand where only a name is given, as in a table. */
export type PlainKey = { [K in Key]: ValuesOf<MessageOf<K>> extends [] ? K : never }[Key];

type Sentences = Readonly<Record<string, string>>;

const english: Readonly<Record<keyof English, Sentences>> = en;
const catalogues: { [L in Language]?: Catalogue } = { en };
const made = new Map<string, IntlMessageFormat>();

/** The message as it stands in the catalogue, in ICU's syntax; in English where the language isn't loaded. */
function messageIn(which: Language, key: Key): string {
  const dot = key.indexOf('.');
  const room = key.slice(0, dot) as keyof English;
  const name = key.slice(dot + 1);
  const translated: Partial<Sentences> | undefined = catalogues[which]?.[room];
  return translated?.[name] ?? english[room][name] ?? key;
}

/** A sentence in a given language; see `t`. */
export function sayIn<K extends Key>(which: Language, key: K, ...[values]: ValuesOf<MessageOf<K>>): string {
  const message = messageIn(which, key);
  if (!message.includes('{')) return message;
  const id = `${which} ${key}`;
  let format = made.get(id);
  if (!format) {
    // Discord's mentions, such as <@1>, look like tags.
    format = new IntlMessageFormat(message, which, undefined, { ignoreTag: true, formatters });
    made.set(id, format);
  }
  return String(format.format(values as Record<string, string | number> | undefined));
}

/**
 * A sentence in the language of whom the current work answers. Values that members wrote have to be made `plain` before;
 * numbers are written in the manner of the language where the message says `number` or `plural`.
 */
export const t = <K extends Key>(key: K, ...values: ValuesOf<MessageOf<K>>): string =>
  sayIn(language(), key, ...values);

/** A sentence that is not said yet: whoever tells it says in which language. */
export type Said = () => string;

/** For what is thrown here and told elsewhere. */
export const said =
  <K extends Key>(key: K, ...values: ValuesOf<MessageOf<K>>): Said =>
  () =>
    t(key, ...values);

/** Sentences one after another; what is undefined is left out. */
export const together =
  (...sentences: (Said | undefined)[]): Said =>
  () =>
    sentences.flatMap(say => (say ? [say()] : [])).join(' ');

/** What a command or an option is called: its English name where the language has no other. */
export const nameIn = (which: Language, name: string): string => catalogues[which]?.names?.[name] ?? name;

/** Readies a catalogue; English always is. */
export async function load(which: Language): Promise<void> {
  catalogues[which] ??= await catalogueOf(which);
}

/** As `inLanguage`, once its catalogue is ready; at once where it is. Nobody goes without an answer for want of it. */
export const speaking = <Result>(which: Language, work: () => Promise<Result>): Promise<Result> =>
  catalogues[which]
    ? inLanguage(which, work)
    : load(which)
        .catch(() => undefined)
        .then(() => inLanguage(catalogues[which] ? which : 'en', work));

/** A whole catalogue, for those who look through it. */
export async function catalogueOf(which: Language): Promise<Catalogue> {
  switch (which) {
    case 'en':
      return en;
    case 'de':
      return import('./de/index.ts');
    case 'fr':
      return import('./fr/index.ts');
    case 'es':
      return import('./es/index.ts');
    case 'pt-BR':
      return import('./pt-BR/index.ts');
    case 'ja':
      return import('./ja/index.ts');
  }
}
