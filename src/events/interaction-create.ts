import { setTimeout } from 'node:timers/promises';
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type UserContextMenuCommandInteraction,
} from 'discord.js';
import type {
  ButtonDeclaration,
  Command,
  CommandGroup,
  MenuCommand,
  ModalDeclaration,
  Traced,
} from '../commands/command.ts';
import { type Answerable, isOnPrivateCard } from '../discord/acknowledge.ts';
import { toMessage } from '../discord/channel-messages.ts';
import { chosenMember, chosenMessage, fieldsOf, optionsOf } from '../discord/interaction-input.ts';
import type { WhoseLanguage } from '../discord/whose-language.ts';
import { isOver, UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Services } from '../services/index.ts';
import { type Modal, note } from '../views/components.ts';
import { typedOn, youTyped } from '../views/typed.ts';
import { said, speaking, t } from '../words/words.ts';
import { admit } from './admit.ts';
import type { Answer } from './answer.ts';
import { autocomplete } from './autocomplete.ts';
import { callerOf, commandOf, findCommand } from './caller.ts';
import type { ErrorWords } from './error-words.ts';
import type { ImageRequests } from './image-requests.ts';

type Execute = Parameters<Answer>[2];

/** Discord waits three seconds for a modal; most of them are for the way to it. */
const momentMs = 700;

/** Everything that an interaction may lead to. */
interface Reach {
  commands: (Command | CommandGroup)[];
  menuCommands: MenuCommand[];
  buttons: ButtonDeclaration[];
  modals: ModalDeclaration[];
  services: Services;
  answer: Answer;
  imageRequests: Pick<ImageRequests, 'take'>;
  /** Notes a member's language, and says which of ours it is. */
  heard: WhoseLanguage['heard'];
  /** Whether the bot is about to end: only what is stored for the next start is taken then. */
  stopping: () => boolean;
  /** Members may use the bot where they installed it for themselves. */
  userInstalls: boolean;
}

/** @throws UserError restarting */
function refuseWhileStopping({ stopping }: Reach): void {
  if (stopping()) throw new UserError('restarting', said('events.restarting'));
}

/** Undefined for what the bot no longer has. */
function declaredFor(interaction: Interaction, reach: Reach): Traced | undefined {
  const { commands, menuCommands, buttons, modals } = reach;
  if (interaction.isChatInputCommand() || interaction.isAutocomplete())
    return findCommand(interaction, commands);
  if (interaction.isContextMenuCommand())
    return menuCommands.find(({ name }) => name === interaction.commandName);
  if (interaction.isButton()) return buttons.find(({ name }) => name === splitId(interaction.customId).name);
  if (interaction.isModalSubmit())
    return modals.find(({ name }) => name === splitId(interaction.customId).name);
  return undefined;
}

/**
 * The one dispatcher: finds what was declared for an interaction, has it done the way it was declared, and turns
 * every error into words.
 */
export function createInteractionHandler({
  wordsFor,
  logger,
  ...reach
}: Reach & { wordsFor: ErrorWords; logger: Logger }): (interaction: Interaction) => Promise<void> {
  /** For an interaction that was not acknowledged. Once one is, its errors are told by `answer` or `imageRequests`. */
  async function refuse(interaction: Answerable, error: unknown, traceless: boolean): Promise<void> {
    const { id, guildId, user } = interaction;
    const words = wordsFor(error, { interaction: id, guild: guildId, member: user.id, traceless });
    const told = toMessage(note('bad', words));
    const cardIsOver = interaction.isButton() && isOnPrivateCard(interaction) && isOver(error);
    await (cardIsOver
      ? interaction.update({ ...told, flags: MessageFlags.IsComponentsV2 })
      : interaction.reply({ ...told, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral })
    ).catch(cause => logger.warn({ err: cause, interaction: id }, 'an error could not be told'));
  }

  return interaction => {
    // What is not declared any more may have been about a deletion, too.
    const { traceless = false } = declaredFor(interaction, reach) ?? { traceless: true };
    const theirs = reach.heard(interaction.user.id, interaction.locale, { keeps: !traceless });
    return speaking(theirs, () => attend(interaction, traceless));
  };

  async function attend(interaction: Interaction, traceless: boolean): Promise<void> {
    if (interaction.isAutocomplete()) {
      await autocomplete(interaction, reach).catch(error => logger.warn({ err: error }, 'no suggestions'));
      return;
    }
    const work = interaction.isChatInputCommand()
      ? onCommand(interaction, reach)
      : interaction.isContextMenuCommand()
        ? onMenuCommand(interaction, reach)
        : interaction.isButton()
          ? onButton(interaction, reach)
          : interaction.isModalSubmit()
            ? onModal(interaction, reach)
            : undefined;
    await work?.catch(error => refuse(interaction as Answerable, error, traceless));
  }
}

async function onCommand(interaction: ChatInputCommandInteraction, reach: Reach): Promise<void> {
  const { commands, services, answer, imageRequests } = reach;
  const command = commandOf(interaction, commands);
  const options = optionsOf(interaction, command);
  const admitted = () => {
    const caller = admit(services, callerOf(interaction, command, reach), command);
    return { services, caller, options };
  };
  if (command.asks) {
    let asking: ReturnType<typeof command.asks>;
    try {
      asking = command.asks(admitted());
    } catch (error) {
      throw withTyped(error, writtenIn(command, options));
    }
    return imageRequests.take(interaction, asking);
  }
  const call = admitted();
  refuseWhileStopping(reach);
  const opening = command.opens?.(call);
  if (opening) await openModal(interaction, opening, answer, t('events.commandAgain'));
  else {
    const execute: Execute = progress => command.execute({ ...call, progress });
    await answer(interaction, command.visibility, execute, command);
  }
}

async function onMenuCommand(
  interaction: MessageContextMenuCommandInteraction | UserContextMenuCommandInteraction,
  reach: Reach,
): Promise<void> {
  const { menuCommands, services, answer } = reach;
  const kind = interaction.isMessageContextMenuCommand() ? 'message-command' : 'member-command';
  const command = menuCommands.find(one => one.kind === kind && one.name === interaction.commandName);
  if (!command) throw new UserError('gone', said('events.commandGone'));
  const caller = admit(services, callerOf(interaction, command, reach), command);
  refuseWhileStopping(reach);
  const again = t('events.menuAgain');
  if (command.kind === 'member-command') {
    if (!interaction.isUserContextMenuCommand()) return;
    const opening = command.opens({ services, caller, member: chosenMember(interaction) });
    return openModal(interaction, opening, answer, again);
  }
  if (!interaction.isMessageContextMenuCommand()) return;
  const call = { services, caller, message: chosenMessage(interaction.targetMessage) };
  if (command.opens) return openModal(interaction, command.opens(call), answer, again);
  const execute: Execute = progress => command.execute({ ...call, progress });
  await answer(interaction, command.visibility, execute, command);
}

async function onButton(interaction: ButtonInteraction, reach: Reach): Promise<void> {
  const { buttons, services, answer, imageRequests } = reach;
  const { name, ref } = splitId(interaction.customId);
  const button = buttons.find(candidate => candidate.name === name);
  if (!button) throw new UserError('gone', said('events.buttonGone'));
  const caller = admit(services, callerOf(interaction, button, reach), button);
  const call = { ref, services, caller };
  if (button.asks) return imageRequests.take(interaction, button.asks(call));
  refuseWhileStopping(reach);
  if (button.opens) {
    const typed = typedOn(interaction.message.components.map(component => component.toJSON()));
    await openModal(interaction, button.opens({ ...call, typed }), answer, t('events.buttonAgain'));
  } else {
    const execute: Execute = progress => button.execute({ ...call, progress });
    await answer(interaction, button.answer, execute, button);
  }
}

async function onModal(interaction: ModalSubmitInteraction, reach: Reach): Promise<void> {
  const { modals, services, answer, imageRequests } = reach;
  const { name, ref } = splitId(interaction.customId);
  const sent = fieldsOf(interaction);
  const orGiveBack = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch(error => {
      throw withTyped(error, Object.values(sent.fields));
    });
  const { modal, call } = await orGiveBack(async () => {
    const modal = modals.find(candidate => candidate.name === name);
    if (!modal) throw new UserError('gone', said('events.formGone'));
    const caller = admit(services, callerOf(interaction, modal, reach), modal);
    if (!modal.asks) refuseWhileStopping(reach);
    return { modal, call: { ref, services, caller, ...sent } };
  });
  if (modal.asks)
    return imageRequests.take(
      interaction,
      orGiveBack(() => modal.asks(call)),
    );
  const execute: Execute = progress => orGiveBack(() => modal.execute({ ...call, progress }));
  await answer(interaction, modal.visibility, execute, modal);
}

/** What was put into words, and not chosen. */
const writtenIn = ({ options }: Command, values: Record<string, unknown>): unknown[] =>
  Object.entries(options).flatMap(([name, option]) =>
    option.kind === 'string' && !option.choices && !option.autocomplete ? [values[name]] : [],
  );

/** A form is empty once it is sent, and so is a command: who wrote something longer gets it back with the reason. */
function withTyped(error: unknown, values: readonly unknown[]): unknown {
  if (!(error instanceof UserError)) return error;
  const typed = values.filter(value => typeof value === 'string');
  return new UserError(error.code, () => error.tell() + youTyped(typed), { cause: error.cause });
}

/** A modal has to be the first answer: where it is not known within a moment, words take its place. */
async function openModal(
  interaction:
    | ButtonInteraction
    | ChatInputCommandInteraction
    | MessageContextMenuCommandInteraction
    | UserContextMenuCommandInteraction,
  opening: Promise<Modal>,
  answer: Answer,
  again: string,
): Promise<void> {
  const modal = await Promise.race([opening, setTimeout(momentMs, undefined, { ref: false })]);
  if (modal) {
    await interaction.showModal(modal);
    return;
  }
  await answer(interaction, 'private', async () => {
    await opening;
    throw new UserError('timed-out', said('events.formSlow', { again }));
  });
}

function splitId(customId: string): { name: string; ref: string } {
  const colon = customId.indexOf(':');
  return colon < 0
    ? { name: customId, ref: '' }
    : { name: customId.slice(0, colon), ref: customId.slice(colon + 1) };
}
