import { helpView } from '../../views/help/help-view.ts';
import { type Command, type CommandGroup, defineCommand } from '../command.ts';

/** `/help` reads the list it stands in, so that it names exactly what exists. */
export const createHelp = (commands: () => (Command | CommandGroup)[]) =>
  defineCommand({
    name: 'help',
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
