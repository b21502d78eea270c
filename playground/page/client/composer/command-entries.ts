import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { ClientOption, Snapshot } from '../../../discord/members/client-protocol.ts';
import { isOfferedIn } from '../../../discord/members/command-contexts.ts';
import { placeIn } from '../channels.ts';
import { shownDescription, shownName } from './shown-words.ts';

/** One line of the picker: a command, or a subcommand with its parents' names. */
export interface CommandEntry {
  command: APIApplicationCommand;
  /** Names below the command: [], ['register'] or ['group', 'sub']. */
  path: string[];
  /** Its whole name: 'actor register'. */
  label: string;
  /** The same as the member reads it. */
  shown: string;
  description: string;
  options: APIApplicationCommandBasicOption[];
}

function entriesBelow(
  command: APIApplicationCommand,
  path: string[],
  above: string[],
  description: string,
  options: readonly APIApplicationCommandOption[],
): CommandEntry[] {
  const below = options.filter(
    option =>
      option.type === ApplicationCommandOptionType.Subcommand ||
      option.type === ApplicationCommandOptionType.SubcommandGroup,
  );
  if (below.length) {
    return below.flatMap(option =>
      entriesBelow(
        command,
        [...path, option.name],
        [...above, shownName(option)],
        shownDescription(option),
        option.options ?? [],
      ),
    );
  }
  return [
    {
      command,
      path,
      label: [command.name, ...path].join(' '),
      shown: above.join(' '),
      description,
      options: options as APIApplicationCommandBasicOption[],
    },
  ];
}

/** What this member may pick in this channel: admin commands, age-restricted ones and direct messages follow Discord's rules. */
export function commandEntries(snapshot: Snapshot, channelId: string): CommandEntry[] {
  const admin = snapshot.members.find(member => member.id === snapshot.memberId)?.admin ?? false;
  const channel = snapshot.channels.find(({ id }) => id === channelId);
  return snapshot.commands
    .filter(
      command => (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput,
    )
    .filter(command => admin || command.default_member_permissions == null)
    .filter(command => channel?.nsfw || !command.nsfw)
    .filter(command => isOfferedIn(command, placeIn(snapshot, channelId)))
    .flatMap(command =>
      entriesBelow(command, [], [shownName(command)], shownDescription(command), command.options ?? []),
    )
    .sort((a, b) => a.shown.localeCompare(b.shown));
}

/** Entries for what was typed after the slash; those whose name starts with it come first. */
export function matchingEntries(entries: CommandEntry[], typed: string): CommandEntry[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const matching = entries.filter(entry =>
    words.every(word => `${entry.shown} ${entry.label}`.toLowerCase().includes(word)),
  );
  const start = words.join(' ');
  const starts = ({ shown, label }: CommandEntry) => shown.startsWith(start) || label.startsWith(start);
  return matching.sort((a, b) => Number(starts(b)) - Number(starts(a)));
}

/** Leaf options wrapped in their subcommand and group. */
export function wrapOptions(entry: CommandEntry, options: ClientOption[]): ClientOption[] {
  return entry.path.reduceRight<ClientOption[]>((inner, name) => [{ name, options: inner }], options);
}
