import { helpView } from '../../views/help/help-view.ts';
import { type Command, type CommandGroup, defineCommand } from '../command.ts';

/** `/help` reads the list of commands that it is part of, so it names exactly those that exist. */
export const createHelp = (commands: () => (Command | CommandGroup)[]) =>
  defineCommand({
    name: 'help',
    gate: 'right',
    description: 'What this bot does, and every command',
    options: {},
    visibility: 'private',
    execute: async () =>
      helpView(
        commands().flatMap(command =>
          command.kind === 'command'
            ? [{ name: `/${command.name}`, description: command.description }]
            : command.subcommands.map(subcommand => ({
                name: `/${command.name} ${subcommand.name}`,
                description: subcommand.description,
              })),
        ),
      ),
  });
