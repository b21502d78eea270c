import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type {
  ButtonDeclaration,
  Caller,
  Command,
  CommandGroup,
  ModalDeclaration,
  Visibility,
} from '../commands/command.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Services } from '../services/index.ts';
import { newId } from '../services/storage/id.ts';
import { note, type View } from '../views/components.ts';
import { type ChannelMessages, toMessage } from './channel-messages.ts';
import { fieldsOf, optionsOf } from './interaction-input.ts';
import { latestWins } from './latest-wins.ts';

type Answerable = ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction;

const progressEveryMs = 3_000;
/** Codes of Discord for an interaction whose answer came too late: unknown webhook, expired token. */
const tooLate = new Set<unknown>([10015, 50027]);

/**
 * The only place that touches interactions: acknowledges at once, calls what the command, button or modal
 * declares, shows what it returns, and turns every error into words.
 */
export function createInteractionHandler({
  commands,
  buttons,
  modals,
  services,
  messages,
  logger,
}: {
  commands: (Command | CommandGroup)[];
  buttons: ButtonDeclaration[];
  modals: ModalDeclaration[];
  services: Services;
  messages: ChannelMessages;
  logger: Logger;
}): (interaction: Interaction) => Promise<void> {
  /** Who sees the new message of an interaction; absent where it edits the message of its button instead. */
  const replies = new WeakMap<Answerable, Visibility>();

  function callerOf(interaction: Interaction): Caller {
    if (!interaction.guildId || !interaction.channelId) {
      throw new UserError('not-allowed', 'This bot works in servers only, not in direct messages.');
    }
    return {
      memberId: interaction.user.id,
      guildId: interaction.guildId,
      channelId: interaction.channelId,
      admin: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    };
  }

  function commandOf(interaction: ChatInputCommandInteraction | AutocompleteInteraction): Command {
    const found = commands.find(candidate => candidate.name === interaction.commandName);
    const command =
      found?.kind === 'group'
        ? found.subcommands.find(candidate => candidate.name === interaction.options.getSubcommand())
        : found;
    if (!command)
      throw new UserError('gone', 'This command is not there any more. Reload Discord and try again.');
    return command;
  }

  /** The sentence for an error; whatever was not expected goes to the log under an id, and only the id is told. */
  function wordsFor(error: unknown, interaction: Interaction): string {
    const errorId = newId(6);
    const about = {
      errorId,
      interaction: interaction.id,
      guild: interaction.guildId,
      member: interaction.user.id,
    };
    if (error instanceof UserError) {
      logger.info({ ...about, code: error.code, err: error.cause }, 'told a member why not');
      return error.message;
    }
    logger.error({ ...about, err: error }, 'an interaction failed');
    return `Something went wrong on my side. Try again; if it happens again, tell an admin the id \`${errorId}\`, it is in the log.`;
  }

  async function showError(interaction: Answerable, error: unknown): Promise<void> {
    const message = toMessage(note('bad', wordsFor(error, interaction)));
    const flags = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral;
    try {
      const mine = replies.get(interaction);
      if (!interaction.deferred && !interaction.replied) {
        await interaction.reply({ ...message, flags });
      } else if (mine === 'private') {
        await interaction.editReply(message);
      } else {
        // Everybody saw that the bot was thinking; what went wrong is for the one who asked.
        if (mine === 'public') await interaction.deleteReply().catch(() => undefined);
        await interaction.followUp({ ...message, flags });
      }
    } catch (cause) {
      logger.warn({ err: cause, interaction: interaction.id }, 'an error could not be told');
    }
  }

  async function defer(interaction: Answerable, visibility: Visibility): Promise<void> {
    await interaction.deferReply(visibility === 'private' ? { flags: MessageFlags.Ephemeral } : {});
    replies.set(interaction, visibility);
  }

  async function answer(
    interaction: Answerable,
    visibility: Visibility,
    work: (progress: (view: View) => void) => Promise<View>,
  ): Promise<void> {
    const shown = latestWins<View>(
      view => interaction.editReply(toMessage(view)).then(() => undefined),
      progressEveryMs,
    );
    let view: View;
    try {
      view = await work(shown.push);
    } finally {
      await shown.stop();
    }
    try {
      await interaction.editReply({ ...toMessage(view), attachments: [] });
    } catch (error) {
      const late = tooLate.has((error as { code?: unknown }).code);
      if (!late || visibility === 'private' || !interaction.channelId) throw error;
      const pings = [...(view.pings ?? []), interaction.user.id];
      await messages.send(interaction.channelId, { ...view, pings }, { nonce: interaction.id });
    }
  }

  async function onCommand(interaction: ChatInputCommandInteraction): Promise<void> {
    const command = commandOf(interaction);
    const caller = callerOf(interaction);
    const options = optionsOf(interaction, command);
    const modal = command.opens(options, caller);
    if (modal) {
      await interaction.showModal(modal);
      return;
    }
    const visibility = command.visibility(options, caller);
    await defer(interaction, visibility);
    await answer(interaction, visibility, progress =>
      command.execute({ options, services, caller, progress }),
    );
  }

  async function onAutocomplete(interaction: AutocompleteInteraction): Promise<void> {
    const command = commandOf(interaction);
    const focused = interaction.options.getFocused(true);
    const option = command.options[focused.name];
    const suggest = option?.kind === 'string' ? option.autocomplete : undefined;
    const choices =
      (await suggest?.({ typed: focused.value, services, caller: callerOf(interaction) })) ?? [];
    await interaction.respond(
      choices.slice(0, 25).map(choice => ({ ...choice, name: [...choice.name].slice(0, 100).join('') })),
    );
  }

  function splitId(customId: string): [name: string, ref: string] {
    const colon = customId.indexOf(':');
    return colon < 0 ? [customId, ''] : [customId.slice(0, colon), customId.slice(colon + 1)];
  }

  async function onButton(interaction: ButtonInteraction): Promise<void> {
    const [name, ref] = splitId(interaction.customId);
    const declared = buttons.find(candidate => candidate.name === name);
    if (!declared)
      throw new UserError('gone', 'This button is from an older version of the bot and does nothing now.');
    const context = { ref, services, caller: callerOf(interaction) };
    const { execute } = declared;
    if (declared.opens) {
      await interaction.showModal(await declared.opens({ ...context, progress: () => {} }));
    } else if (execute) {
      if (declared.answer === 'replace') await interaction.deferUpdate();
      else await defer(interaction, declared.answer);
      const visibility = declared.answer === 'public' ? 'public' : 'private';
      await answer(interaction, visibility, progress => execute({ ...context, progress }));
    }
  }

  async function onModal(interaction: ModalSubmitInteraction): Promise<void> {
    const [name, ref] = splitId(interaction.customId);
    const declared = modals.find(candidate => candidate.name === name);
    if (!declared) throw new UserError('gone', 'This form is from an older version of the bot. Start again.');
    const caller = callerOf(interaction);
    const visibility =
      typeof declared.visibility === 'function' ? declared.visibility(ref) : declared.visibility;
    await defer(interaction, visibility);
    await answer(interaction, visibility, progress =>
      declared.execute({ ref, services, caller, progress, ...fieldsOf(interaction) }),
    );
  }

  return async interaction => {
    try {
      if (interaction.isAutocomplete()) await onAutocomplete(interaction);
      else if (interaction.isChatInputCommand()) await onCommand(interaction);
      else if (interaction.isButton()) await onButton(interaction);
      else if (interaction.isModalSubmit()) await onModal(interaction);
    } catch (error) {
      if (interaction.isAutocomplete()) logger.warn({ err: error }, 'no suggestions');
      else if (interaction.isRepliable()) await showError(interaction as Answerable, error);
    }
  };
}
