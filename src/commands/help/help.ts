import { UserError } from '../../errors.ts';
import type { View } from '../../views/components.ts';
import { helpTopics } from '../../views/help/help-topics.ts';
import { helpView } from '../../views/help/help-view.ts';
import {
  type Call,
  type Command,
  type CommandGroup,
  defineButton,
  defineCommand,
  directMessages,
} from '../command.ts';

type Commands = () => (Command | CommandGroup)[];

/** Every command with its full name, and the rules that close it to some. */
const flat = (commands: ReturnType<Commands>) =>
  commands.flatMap(command =>
    command.kind === 'command'
      ? [{ ...command, group: command.name, adminOnly: false }]
      : command.subcommands.map(subcommand => ({
          ...subcommand,
          name: `${command.name} ${subcommand.name}`,
          group: command.name,
          adminOnly: command.adminOnly === true,
        })),
  );

/** `/help` reads the list of commands that it is part of, so it names exactly the commands that exist and that the member may use. */
export function createHelp(commands: Commands) {
  function page({ services: { settings }, caller }: Call, id: string): View {
    const refusal = (gate: Command['gate']): string | undefined => {
      try {
        if (gate !== 'right') settings.requireMay(caller, gate);
        return undefined;
      } catch (error) {
        if (error instanceof UserError) return error.tell();
        throw error;
      }
    };
    const outside = caller.guildId === directMessages;
    const all = flat(commands()).filter(
      ({ adminOnly, direct, elsewhere }) =>
        (caller.admin || !adminOnly) && (!outside || elsewhere || (direct && !caller.elsewhere)),
    );
    const usable = all.filter(({ gate }) => refusal(gate) === undefined);
    const topics = helpTopics.filter(
      topic => topic.commands.length === 0 || usable.some(({ group }) => topic.commands.includes(group)),
    );
    const topic = topics.find(one => one.id === id) ?? helpTopics[0];
    if (!topic) throw new Error('there are no topics');
    const isAbout = ({ group }: { group: string }) => topic.commands.includes(group);
    const [closed] = all.filter(isAbout).flatMap(({ gate }) => refusal(gate) ?? []);
    const { mention } = caller;
    return helpView(topic, { topics, commands: usable.filter(isAbout), mention, closed, outside });
  }

  const help = defineCommand({
    name: 'help',
    elsewhere: true,
    gate: 'right',
    description: 'commands.help',
    options: {
      topic: {
        kind: 'string',
        description: 'commands.helpTopic',
        required: false,
        choices: helpTopics.map(({ id, name }) => ({ name, value: id })),
      },
    },
    visibility: 'private',
    execute: async ({ options, ...call }) => page(call, options.topic ?? 'start'),
  });

  const helpTopic = defineButton({
    name: 'help',
    elsewhere: true,
    gate: 'right',
    answer: 'replace',
    execute: async ({ ref, ...call }) => page(call, ref),
  });

  return { help, helpTopic };
}
