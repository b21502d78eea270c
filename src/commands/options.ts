import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { Services } from '../services/index.ts';
import type { PlainKey } from '../words/words.ts';
import type { AttachedFile, Caller, ChosenChannel, ChosenMember, ChosenRole } from './caller.ts';

export type Choice = APIApplicationCommandOptionChoice<string>;

export interface AutocompleteContext {
  /** What has been typed so far. */
  typed: string;
  /** The other text options that have been filled in so far, by name. */
  given: Readonly<Record<string, string | undefined>>;
  services: Services;
  caller: Caller;
}

interface OptionBase<Kind extends string, Required extends boolean> {
  kind: Kind;
  description: PlainKey;
  required: Required;
}

/** `ownName` is one that is the same in every language. */
export type DeclaredChoice = { value: string } & ({ name: PlainKey } | { ownName: string });

export type OptionDefinition =
  | (OptionBase<'string', boolean> & {
      minLength?: number;
      maxLength?: number;
      choices?: readonly DeclaredChoice[];
      autocomplete?: (context: AutocompleteContext) => Promise<Choice[]> | Choice[];
    })
  | (OptionBase<'integer' | 'number', boolean> & { min?: number; max?: number })
  | OptionBase<'boolean' | 'member' | 'channel' | 'role' | 'file', boolean>;

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

type ValueOf<Option extends OptionDefinition> = Option extends { choices: readonly { value: infer Value }[] }
  ? Value
  : {
      string: string;
      integer: number;
      number: number;
      boolean: boolean;
      member: ChosenMember;
      channel: ChosenChannel;
      role: ChosenRole;
      file: AttachedFile;
    }[Option['kind']];

/** The values that declared options take: one that is not required may be undefined. */
export type OptionValues<Options extends OptionDefinitions> = {
  [Name in keyof Options]: Options[Name] extends { required: true }
    ? ValueOf<Options[Name]>
    : ValueOf<Options[Name]> | undefined;
};
