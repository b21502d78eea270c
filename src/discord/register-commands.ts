import { isDeepStrictEqual } from 'node:util';
import { type REST, Routes } from 'discord.js';
import type { Command, CommandGroup } from '../commands/command.ts';
import { toRegistration } from './command-registration.ts';

/** What a command is made of; Discord adds ids, versions, localisations and defaults of its own. */
const meaningful = [
  'type',
  'name',
  'description',
  'contexts',
  'options',
  'required',
  'choices',
  'value',
  'autocomplete',
  'min_length',
  'max_length',
  'min_value',
  'max_value',
  'channel_types',
];

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, held]) =>
      meaningful.includes(key) &&
      held != null &&
      held !== false &&
      !(Array.isArray(held) && held.length === 0),
  );
  return Object.fromEntries(entries.map(([key, held]) => [key, essence(held)]));
}

const byName = (commands: unknown[]) =>
  (essence(commands) as { name: string }[]).sort((a, b) => a.name.localeCompare(b.name));

/**
 * Registers the commands where Discord has others than ours: in one server (seen at once), or globally.
 * Resolves to whether it had to.
 */
export async function registerCommands(
  rest: REST,
  commands: (Command | CommandGroup)[],
  { applicationId, guildId }: { applicationId: string; guildId: string | undefined },
): Promise<boolean> {
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const ours = commands.map(toRegistration);
  const theirs = (await rest.get(route)) as unknown[];
  if (isDeepStrictEqual(byName(theirs), byName(ours))) return false;
  await rest.put(route, { body: ours });
  return true;
}
