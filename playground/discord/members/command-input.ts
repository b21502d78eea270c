import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { Localizable } from '../state/localized-command.ts';
import { lengthOf } from '../validation/text.ts';
import type { ClientOption } from './client-protocol.ts';
import type { createResolver } from './interaction-payload.ts';

/** A command's option as registered; the union of what the kinds of options hold. */
export interface OptionDefinition extends Localizable {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  options?: OptionDefinition[];
  choices?: (Localizable & { value: string | number })[];
  autocomplete?: boolean;
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

export interface OptionInput {
  type: number;
  name: string;
  value?: string | number | boolean;
  focused?: boolean;
  options?: OptionInput[];
}

const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;

/** A sentence for the member about what they typed. */
export function inputError(message: string): Error & { sentence: true } {
  return Object.assign(new Error(message), { sentence: true as const });
}

export function optionsOf(holder: APIApplicationCommand | OptionDefinition): OptionDefinition[] {
  return (holder.options ?? []) as OptionDefinition[];
}

/**
 * Turns what a member filled in into the options of an interaction, as Discord's own client checks and shapes
 * them. With `focused` (autocomplete) nothing is required yet. Throws a sentence.
 */
export function buildOptions(
  definitions: OptionDefinition[],
  given: ClientOption[],
  resolver: ReturnType<typeof createResolver>,
  focused?: string,
): OptionInput[] {
  for (const option of given) {
    if (!definitions.some(each => each.name === option.name)) {
      throw inputError(`This command has no option named “${option.name}”.`);
    }
  }
  const nested = definitions.filter(each => each.type === SUBCOMMAND || each.type === SUBCOMMAND_GROUP);
  if (nested.length > 0) {
    const chosen = given[0];
    const definition = nested.find(each => each.name === chosen?.name);
    if (!chosen || !definition || given.length !== 1) throw inputError('Choose one of the subcommands.');
    return [
      {
        type: definition.type,
        name: definition.name,
        options: buildOptions(optionsOf(definition), chosen.options ?? [], resolver, focused),
      },
    ];
  }
  return definitions.flatMap(definition => {
    const option = given.find(each => each.name === definition.name);
    const isFocused = focused === definition.name;
    const missing = option?.value === undefined || option.value === '';
    if (missing && !isFocused) {
      if (definition.required && focused === undefined) {
        throw inputError(`The option “${definition.name}” is required.`);
      }
      return [];
    }
    if (isFocused) {
      return [
        { type: definition.type, name: definition.name, value: String(option?.value ?? ''), focused: true },
      ];
    }
    const value = convert(definition, option?.value as string | number | boolean, resolver);
    return [{ type: definition.type, name: definition.name, value }];
  });
}

function convert(
  definition: OptionDefinition,
  value: string | number | boolean,
  resolver: ReturnType<typeof createResolver>,
): string | number | boolean {
  const { name } = definition;
  if (definition.choices?.length && !definition.choices.some(choice => choice.value === value)) {
    throw inputError(`“${name}” must be one of its choices.`);
  }
  switch (definition.type) {
    case 3: {
      const text = String(value);
      if (lengthOf(text) < (definition.min_length ?? 0)) {
        throw inputError(`“${name}” needs at least ${definition.min_length} characters.`);
      }
      if (lengthOf(text) > (definition.max_length ?? 6000)) {
        throw inputError(`“${name}” may have ${definition.max_length ?? 6000} characters at most.`);
      }
      return text;
    }
    case 4:
    case 10: {
      const number = Number(value);
      if (!Number.isFinite(number)) throw inputError(`“${name}” must be a number.`);
      if (definition.type === 4 && !Number.isInteger(number)) {
        throw inputError(`“${name}” must be a whole number.`);
      }
      if (definition.min_value !== undefined && number < definition.min_value) {
        throw inputError(`“${name}” must be at least ${definition.min_value}.`);
      }
      if (definition.max_value !== undefined && number > definition.max_value) {
        throw inputError(`“${name}” must be at most ${definition.max_value}.`);
      }
      return number;
    }
    case 5:
      if (typeof value !== 'boolean') throw inputError(`“${name}” must be true or false.`);
      return value;
    case 6:
      if (!resolver.user(String(value))) throw inputError(`“${name}” must be a member.`);
      return String(value);
    case 7:
      if (!resolver.channel(String(value))) throw inputError(`“${name}” must be a channel.`);
      return String(value);
    case 8:
      if (!resolver.role(String(value))) throw inputError(`“${name}” must be a role.`);
      return String(value);
    case 9:
      if (!resolver.user(String(value)) && !resolver.role(String(value))) {
        throw inputError(`“${name}” must be a member or a role.`);
      }
      return String(value);
    case 11:
      if (!resolver.attachment(String(value))) throw inputError(`“${name}” must be an uploaded file.`);
      return String(value);
    default:
      throw inputError(`“${name}” is of an unknown kind.`);
  }
}

/** 'actor register' of a command and the subcommands chosen. */
export function fullName(name: string, options: OptionInput[]): string {
  const sub = options.find(each => each.type === SUBCOMMAND || each.type === SUBCOMMAND_GROUP);
  return sub ? `${name} ${fullName(sub.name, sub.options ?? [])}` : name;
}
