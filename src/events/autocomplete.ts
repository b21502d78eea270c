import type { AutocompleteInteraction } from 'discord.js';
import type { Command, CommandGroup } from '../commands/command.ts';
import type { Services } from '../services/index.ts';
import { callerOf, commandOf } from './caller.ts';

/** What Discord takes: choices, and characters in the name of one. */
const [choicesMost, nameMost] = [25, 100];

/** Suggests values for the option that a member is typing in. */
export async function autocomplete(
  interaction: AutocompleteInteraction,
  { commands, services }: { commands: (Command | CommandGroup)[]; services: Services },
): Promise<void> {
  const command = commandOf(interaction, commands);
  const { name, value } = interaction.options.getFocused(true);
  const option = command.options[name];
  const suggest = option?.kind === 'string' ? option.autocomplete : undefined;
  const caller = callerOf(interaction, command.direct === true);
  const choices = (await suggest?.({ typed: value, services, caller })) ?? [];
  await interaction.respond(
    choices
      .slice(0, choicesMost)
      .map(choice => ({ ...choice, name: [...choice.name].slice(0, nameMost).join('') })),
  );
}
