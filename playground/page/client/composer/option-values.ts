import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import type { Snapshot } from '../../../discord/members/client-protocol.ts';
import { channelTitle, serverChannels } from '../channels.ts';
import type { PendingFile } from '../pending-file.ts';
import { shownName } from './shown-words.ts';

export interface OptionValue {
  /** What stands in the input. */
  text: string;
  /** The value of a picked suggestion; typing anew drops it. */
  picked?: string | number | boolean;
  file?: PendingFile;
}

export interface Suggestion {
  label: string;
  value: string | number | boolean;
  hint?: string;
  avatarUrl?: string;
}

const LONGEST_TEXT = 6000;

export function isFilled(value: OptionValue | undefined): boolean {
  return value !== undefined && (value.file !== undefined || value.picked !== undefined || value.text !== '');
}

function choicesOf(option: APIApplicationCommandBasicOption): Suggestion[] {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  return choices.map(choice => ({ label: shownName(choice), value: choice.value }));
}

/** Whether only a suggestion will do, as for choices, people and channels. */
export function mustPick(option: APIApplicationCommandBasicOption): boolean {
  switch (option.type) {
    case Type.Boolean:
    case Type.User:
    case Type.Mentionable:
    case Type.Channel:
    case Type.Role:
      return true;
    default:
      return choicesOf(option).length > 0;
  }
}

export function hasAutocomplete(option: APIApplicationCommandBasicOption): boolean {
  return 'autocomplete' in option && option.autocomplete === true;
}

/** What can be picked without asking the bot, narrowed to what was typed. */
export function localSuggestions(
  option: APIApplicationCommandBasicOption,
  typed: string,
  snapshot: Snapshot,
): Suggestion[] {
  let all: Suggestion[];
  switch (option.type) {
    case Type.Boolean:
      all = [
        { label: 'True', value: true },
        { label: 'False', value: false },
      ];
      break;
    case Type.User:
    case Type.Mentionable:
      all = snapshot.members.map(member => ({
        label: member.displayName,
        value: member.id,
        hint: member.username,
        avatarUrl: member.avatarUrl,
      }));
      break;
    case Type.Channel:
      all = serverChannels(snapshot).map(channel => ({ label: channelTitle(channel), value: channel.id }));
      break;
    case Type.Role:
      all = snapshot.roles.map(({ id, name }) => ({ label: name, value: id }));
      break;
    default:
      all = choicesOf(option);
  }
  const words = typed.trim().toLowerCase();
  return all.filter(one => `${one.label} ${one.hint ?? ''}`.toLowerCase().includes(words)).slice(0, 25);
}

/** What the option's value goes over the wire as; an attachment's upload id is filled in later. */
export function wireValue(
  option: APIApplicationCommandBasicOption,
  value: OptionValue,
): string | number | boolean {
  if (value.picked !== undefined) return value.picked;
  const numeric = option.type === Type.Integer || option.type === Type.Number;
  return numeric && value.text.trim() !== '' && Number.isFinite(Number(value.text))
    ? Number(value.text)
    : value.text;
}

/** Why an option cannot be sent as it is, in words for the member; undefined when it can. */
export function optionProblem(
  option: APIApplicationCommandBasicOption,
  value: OptionValue | undefined,
): string | undefined {
  if (!value || !isFilled(value)) return option.required ? 'This option is required.' : undefined;
  if (value.file || (value.picked !== undefined && mustPick(option))) return undefined;
  if (mustPick(option)) return 'Pick one of the suggestions.';
  // A picked suggestion is sent as its value; its label may be longer than the option takes.
  const text = value.picked === undefined ? value.text : String(value.picked);
  switch (option.type) {
    case Type.Integer:
    case Type.Number: {
      if (value.picked !== undefined) return undefined;
      const number = Number(value.text);
      if (value.text.trim() === '' || !Number.isFinite(number)) return 'Enter a number.';
      if (option.type === Type.Integer && !Number.isInteger(number)) return 'Enter a whole number.';
      const { min_value: min, max_value: max } = option as { min_value?: number; max_value?: number };
      if (min !== undefined && number < min) return `At least ${min}.`;
      if (max !== undefined && number > max) return `At most ${max}.`;
      return undefined;
    }
    case Type.String: {
      const { min_length: min, max_length: max } = option as { min_length?: number; max_length?: number };
      const { length } = [...text];
      if (min !== undefined && length < min) return `At least ${min} characters.`;
      const longest = max ?? LONGEST_TEXT;
      return length > longest ? `At most ${longest} characters; these are ${length}.` : undefined;
    }
    default:
      return undefined;
  }
}
