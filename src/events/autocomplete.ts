import type { AutocompleteInteraction } from 'discord.js';
import type { Caller, Command, CommandGroup } from '../commands/command.ts';
import { cutText } from '../cut-text.ts';
import type { Services } from '../services/index.ts';
import { admit } from './admit.ts';
import { callerOf, commandOf } from './caller.ts';

/** What Discord takes: choices, and characters in the name of one. */
const [choicesMost, nameMost] = [25, 100];

/** Suggests values for the option that a member is typing in. */
export async function autocomplete(
  interaction: AutocompleteInteraction,
  {
    commands,
    services,
    userInstalls,
  }: { commands: (Command | CommandGroup)[]; services: Services; userInstalls: boolean },
): Promise<void> {
  const command = commandOf(interaction, commands);
  const { name, value } = interaction.options.getFocused(true);
  const option = command.options[name];
  const suggest = option?.kind === 'string' ? option.autocomplete : undefined;
  const caller = admitted(services, callerOf(interaction, command, { userInstalls }), command);
  if (!caller) {
    await interaction.respond([]);
    return;
  }
  const others = Object.entries(command.options).filter(
    ([other, { kind }]) => other !== name && kind === 'string',
  );
  const given = Object.fromEntries(
    others.map(([other]) => [other, interaction.options.getString(other) ?? undefined]),
  );
  const choices = (await suggest?.({ typed: value, given, services, caller })) ?? [];
  await interaction.respond(
    choices.slice(0, choicesMost).map(choice => ({ ...choice, name: cutText(choice.name, nameMost) })),
  );
}

/** Nothing is suggested for what would be refused; sent all the same, it is told why. */
function admitted(...asked: Parameters<typeof admit>): Caller | undefined {
  try {
    return admit(...asked);
  } catch {
    return undefined;
  }
}
