import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { Locale } from 'discord-api-types/v10';
import type { OptionDefinition } from '../members/command-input.ts';
import { type FieldError, invalidForm } from '../rest/api-error.ts';
import type { CommandBody } from '../state/command-store.ts';
import type { Localizable } from '../state/localized-command.ts';
import { schemaErrors } from './form-schema.ts';
import { isBlank, lengthOf } from './text.ts';

type Path = (string | number)[];

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const locales: ReadonlySet<string> = new Set(Object.values(Locale));
const MAX_COMMANDS = 100;
const MAX_CHARACTERS = 8000;

/** Checks the registration of one command, with what Discord's published schema leaves out. Throws 50035. */
export function validateCommand(body: unknown): CommandBody {
  throwIfAny(commandErrors(body, []));
  return body as CommandBody;
}

/** Checks a bulk overwrite. Throws 50035. */
export function validateCommands(bodies: unknown): CommandBody[] {
  if (!Array.isArray(bodies)) {
    throw invalidForm([{ path: [], code: 'BASE_TYPE_LIST', message: 'Must be a list.' }]);
  }
  const errors = bodies.flatMap((body, index) => commandErrors(body, [index]));
  const seen = new Set<string>();
  bodies.forEach((body, index) => {
    const key = `${body?.type ?? 1}:${body?.name}`;
    if (seen.has(key)) {
      errors.push({
        path: [index, 'name'],
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      });
    }
    seen.add(key);
  });
  if (bodies.length > MAX_COMMANDS) {
    errors.push({ path: [], code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${MAX_COMMANDS} or fewer.` });
  }
  throwIfAny(errors);
  return bodies as CommandBody[];
}

function throwIfAny(errors: FieldError[]): void {
  if (errors.length > 0) throw invalidForm(errors);
}

function commandErrors(body: unknown, path: Path): FieldError[] {
  // Discord takes the permissions as text or number; its description knows the number only.
  const command = { ...(body as CommandBody) };
  if (typeof command.default_member_permissions === 'string') {
    command.default_member_permissions = Number(command.default_member_permissions);
  }
  const errors = schemaErrors(ApplicationCommandUpdateRequestSchema, command, path);
  if (errors.length > 0) return errors;
  errors.push(...localeErrors(command as unknown as OptionDefinition, path));
  if ((command.type ?? 1) !== 1) return errors;
  const options = (command.options ?? []) as OptionDefinition[];
  errors.push(...nameErrors(command.name, [...path, 'name']));
  errors.push(...localizedNameErrors(command as unknown as OptionDefinition, path));
  if (isBlank(command.description as string | undefined)) errors.push(required([...path, 'description']));
  errors.push(...optionErrors(options, [...path, 'options']));
  if (characters(command as unknown as OptionDefinition) > MAX_CHARACTERS) {
    errors.push({
      path,
      code: 'APPLICATION_COMMAND_TOO_LARGE',
      message: `Command exceeds maximum size (${MAX_CHARACTERS})`,
    });
  }
  return errors;
}

const required = (path: Path): FieldError => ({
  path,
  code: 'BASE_TYPE_REQUIRED',
  message: 'This field is required',
});

function nameErrors(name: string, path: Path): FieldError[] {
  if (NAME.test(name) && name === name.toLowerCase()) return [];
  return [
    {
      path,
      code: 'APPLICATION_COMMAND_INVALID_NAME',
      message: 'Command name is invalid: lower-case letters, digits, - and _ only',
    },
  ];
}

function optionErrors(options: OptionDefinition[], path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  let optionalSeen = false;
  const nested = options.filter(each => each.type <= 2).length;
  if (nested > 0 && nested < options.length) {
    errors.push({
      path,
      code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      message: 'Sub-command and sub-command group option types are mutually exclusive to all other types',
    });
  }
  options.forEach((option, index) => {
    const at = [...path, index];
    errors.push(...nameErrors(option.name, [...at, 'name']));
    errors.push(...localeErrors(option, at), ...localizedNameErrors(option, at));
    errors.push(...takenErrors(option, options, at));
    if (names.has(option.name)) {
      errors.push({
        path: [...at, 'name'],
        code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        message: 'Option name is already used in this command',
      });
    }
    names.add(option.name);
    if (option.required && optionalSeen) {
      errors.push({
        path: [...at, 'required'],
        code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        message: 'Required options must be placed before non-required options',
      });
    }
    optionalSeen ||= !option.required && option.type > 2;
    if (option.autocomplete && option.choices?.length) {
      errors.push({
        path: [...at, 'autocomplete'],
        code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES',
        message: 'Autocomplete cannot be set to true if choices are present',
      });
    }
    errors.push(...choiceErrors(option, at), ...boundErrors(option, at));
    if (option.options) errors.push(...optionErrors(option.options, [...at, 'options']));
  });
  return errors;
}

function choiceErrors(option: OptionDefinition, path: Path): FieldError[] {
  const names = new Set<string>();
  return (option.choices ?? []).flatMap((choice, index) => {
    const repeated = names.has(choice.name);
    names.add(choice.name);
    const own = localeErrors(choice, [...path, 'choices', index]);
    if (own.length > 0) return own;
    return repeated
      ? [
          {
            path: [...path, 'choices', index, 'name'],
            code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
            message: 'Choice name is already used in this option',
          },
        ]
      : [];
  });
}

function boundErrors(option: OptionDefinition, path: Path): FieldError[] {
  const crossed = (low?: number, high?: number) => low !== undefined && high !== undefined && low > high;
  if (!crossed(option.min_value, option.max_value) && !crossed(option.min_length, option.max_length))
    return [];
  const message = 'The minimum must not exceed the maximum';
  return [{ path, code: 'APPLICATION_COMMAND_OPTIONS_BOUNDS_INVALID', message }];
}

/** Dictionaries have Discord's locales, each with words that are not blank. */
function localeErrors(holder: Localizable, path: Path): FieldError[] {
  return (['name_localizations', 'description_localizations'] as const).flatMap(field =>
    Object.entries(holder[field] ?? {}).flatMap(([locale, words]): FieldError[] => {
      const at = [...path, field, locale];
      if (!locales.has(locale)) {
        return [{ path: at, code: 'BASE_TYPE_CHOICES', message: 'This value is not one of those allowed.' }];
      }
      return isBlank(words) ? [required(at)] : [];
    }),
  );
}

const localizedNameErrors = (holder: Localizable, path: Path): FieldError[] =>
  Object.entries(holder.name_localizations ?? {}).flatMap(([locale, name]) =>
    nameErrors(name, [...path, 'name_localizations', locale]),
  );

/**
 * A name in another language "must be distinct from all other default option names of that command, as well as all
 * other option names within that locale" (docs, Localization).
 */
const takenErrors = (option: OptionDefinition, all: readonly OptionDefinition[], path: Path): FieldError[] =>
  Object.entries(option.name_localizations ?? {}).flatMap(([locale, name]) =>
    all.some(other => other !== option && [other.name, other.name_localizations?.[locale]].includes(name))
      ? [
          {
            path: [...path, 'name_localizations', locale],
            code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
            message: 'Option name is already used in this command',
          },
        ]
      : [],
  );

/** Of the words of a field in all languages, "only the longest" counts (docs, Slash Commands). */
const longest = (own: string | undefined, words: Localizable['name_localizations']) =>
  Math.max(...[own ?? '', ...Object.values(words ?? {})].map(lengthOf));

/** Names, descriptions and choice values count towards one total. */
function characters(holder: OptionDefinition): number {
  const choices = (holder.choices ?? []).reduce(
    (sum, choice) => sum + longest(choice.name, choice.name_localizations) + lengthOf(String(choice.value)),
    0,
  );
  const options = (holder.options ?? []).reduce((sum, option) => sum + characters(option), 0);
  return (
    longest(holder.name, holder.name_localizations) +
    longest(holder.description, holder.description_localizations) +
    choices +
    options
  );
}
