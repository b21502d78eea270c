import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { ClientOption } from '../../../discord/members/client-protocol.ts';
import { MAX_FILES, type PendingFile, pendingFile, release, sortOutFiles } from '../pending-file.ts';
import type { Api } from '../store/api.ts';
import { type CommandEntry, wrapOptions } from './command-entries.ts';
import { isFilled, type OptionValue, optionProblem, wireValue } from './option-values.ts';

export type Option = APIApplicationCommandBasicOption;

export function isAttachment(option: Option): boolean {
  return option.type === ApplicationCommandOptionType.Attachment;
}

/** A command being filled in. Values are changed in place; whoever changes them redraws. */
export interface Draft {
  entry: CommandEntry;
  values: Map<string, OptionValue>;
  /** Names of the optional options that were added, in that order. */
  added: string[];
  /** Whether sending was tried: only then problems of empty options are shown. */
  tried: boolean;
}

export function createDraft(entry: CommandEntry): Draft {
  return { entry, values: new Map(), added: [], tried: false };
}

/** The typed options in the line: required ones first, then those that were added. */
export function shownOptions(draft: Draft): Option[] {
  const typed = draft.entry.options.filter(option => !isAttachment(option));
  const added = draft.added.flatMap(name => typed.find(option => option.name === name) ?? []);
  return [...typed.filter(option => option.required), ...added];
}

export function hiddenOptions(draft: Draft): Option[] {
  const shown = shownOptions(draft);
  return draft.entry.options.filter(option => !isAttachment(option) && !shown.includes(option));
}

export function attachmentOptions(draft: Draft): Option[] {
  return draft.entry.options.filter(isAttachment);
}

/** Puts files into the free attachment options in order; returns a sentence for each that found no place. */
export function fillAttachments(draft: Draft, files: File[]): string[] {
  const options = attachmentOptions(draft);
  if (!options.length) return [`/${draft.entry.label} takes no files.`];
  const free = options.filter(option => !draft.values.get(option.name)?.file);
  const { taken, problems } = sortOutFiles(files, Math.min(free.length, MAX_FILES));
  taken.forEach((file, n) => {
    const option = free[n];
    if (option) draft.values.set(option.name, { text: file.name, file: pendingFile(file) });
  });
  return problems;
}

/** Fills in what a drawn person is called and how they are described, unless the member wrote something already. */
export function describeCast(draft: Draft, member: { name: string; about: string }): void {
  const has = (name: string) => draft.entry.options.find(option => option.name === name);
  if (has('name') && !draft.values.get('name')?.text) draft.values.set('name', { text: member.name });
  const about = has('about');
  if (!about || !member.about || draft.values.get('about')) return;
  if (!about.required && !draft.added.includes('about')) draft.added.push('about');
  draft.values.set('about', { text: member.about });
}

/** Removes one file and moves the later ones up, so that photo1, photo2, … stay without gaps. */
export function removeAttachment(draft: Draft, name: string): void {
  const options = attachmentOptions(draft);
  const files: PendingFile[] = [];
  for (const option of options) {
    const file = draft.values.get(option.name)?.file;
    draft.values.delete(option.name);
    if (!file) continue;
    if (option.name === name) release([file]);
    else files.push(file);
  }
  files.forEach((file, n) => {
    const option = options[n];
    if (option) draft.values.set(option.name, { text: file.file.name, file });
  });
}

export function releaseDraft(draft: Draft): void {
  for (const value of draft.values.values()) if (value.file) release([value.file]);
}

/** The first option that cannot be sent as it is. */
export function firstProblem(draft: Draft): { option: Option; problem: string } | undefined {
  for (const option of draft.entry.options) {
    const problem = optionProblem(option, draft.values.get(option.name));
    if (problem) return { option, problem };
  }
  return undefined;
}

/** The options as the bot shall get them while one is being typed; files are left out. */
export function partialOptions(draft: Draft, focused: string): ClientOption[] {
  const leaves = shownOptions(draft).flatMap(option => {
    const value = draft.values.get(option.name) ?? { text: '' };
    if (option.name === focused) return [{ name: option.name, value: value.text }];
    return isFilled(value) && !optionProblem(option, value)
      ? [{ name: option.name, value: wireValue(option, value) }]
      : [];
  });
  return wrapOptions(draft.entry, leaves);
}

/** Uploads the files and returns the options to send. */
export async function finishedOptions(draft: Draft, api: Api): Promise<ClientOption[]> {
  const filled = draft.entry.options.filter(option => isFilled(draft.values.get(option.name)));
  const leaves = await Promise.all(
    filled.map(async option => {
      const value = draft.values.get(option.name) as OptionValue;
      const wire = value.file ? (await api.upload(value.file.file)).id : wireValue(option, value);
      return { name: option.name, value: wire };
    }),
  );
  return wrapOptions(draft.entry, leaves);
}
