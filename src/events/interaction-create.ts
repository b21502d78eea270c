import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import {
  type ButtonDeclaration,
  type Caller,
  type Command,
  type CommandGroup,
  directMessages,
  type ModalDeclaration,
  type Visibility,
} from '../commands/command.ts';
import { cutText } from '../cut-text.ts';
import { type ChannelMessages, toMessage } from '../discord/channel-messages.ts';
import { fittedFiles } from '../discord/fitted-files.ts';
import { fieldsOf, optionsOf } from '../discord/interaction-input.ts';
import { throttleLatest } from '../discord/throttle-latest.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import type { GenerationRequest } from '../services/generation/plan.ts';
import type { Services } from '../services/index.ts';
import { note, type View } from '../views/components.ts';
import type { createErrorWords } from './error-words.ts';
import type { ImageRequests } from './image-requests.ts';

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
  imageRequests,
  wordsFor,
  logger,
}: {
  commands: (Command | CommandGroup)[];
  buttons: ButtonDeclaration[];
  modals: ModalDeclaration[];
  services: Services;
  messages: ChannelMessages;
  imageRequests: Pick<ImageRequests, 'take'>;
  wordsFor: ReturnType<typeof createErrorWords>;
  logger: Logger;
}): (interaction: Interaction) => Promise<void> {
  /** Who sees the new message of an interaction; absent where it edits the message of its button instead. */
  const replies = new WeakMap<Answerable, Visibility>();

  /** @throws UserError where it came from direct messages and what was asked does not work there. */
  function callerOf(interaction: Interaction, direct: boolean): Caller {
    const { guildId, channelId, channel, user } = interaction;
    if (!channelId || (!guildId && !direct)) {
      throw new UserError('not-allowed', 'This works in a server only, not in direct messages.');
    }
    const place = channel?.isThread() ? channel.parent : channel;
    return {
      memberId: user.id,
      guildId: guildId ?? directMessages,
      channelId,
      admin:
        guildId !== null && (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false),
      adultChannel: place !== null && 'nsfw' in place && place.nsfw === true,
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

  async function showError(interaction: Answerable, error: unknown): Promise<void> {
    const { id, guildId, user } = interaction;
    const message = toMessage(
      note('bad', wordsFor(error, { interaction: id, guild: guildId, member: user.id })),
    );
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

  /** Acknowledges. Resolves to the message that the answer will stand in; a private one is nobody's to find again. */
  async function defer(interaction: Answerable, visibility: Visibility): Promise<Post | undefined> {
    const isPrivate = visibility === 'private';
    const response = await interaction.deferReply({
      withResponse: true,
      ...(isPrivate ? { flags: MessageFlags.Ephemeral } : {}),
    });
    replies.set(interaction, visibility);
    const { channelId } = interaction;
    const messageId = response.interaction.responseMessageId;
    return isPrivate || !channelId || !messageId ? undefined : { channelId, messageId };
  }

  async function answer(
    interaction: Answerable,
    visibility: Visibility,
    work: (progress: (view: View) => void) => Promise<View>,
  ): Promise<void> {
    const shown = throttleLatest<View>(
      view => interaction.editReply(toMessage(view)).then(() => undefined),
      progressEveryMs,
    );
    let view: View;
    try {
      view = await fittedFiles(await work(shown.push), interaction.attachmentSizeLimit);
    } finally {
      await shown.stop();
    }
    const { channelId } = interaction;
    let messageId: string;
    try {
      messageId = (await interaction.editReply({ ...toMessage(view), attachments: [] })).id;
    } catch (error) {
      const late = tooLate.has((error as { code?: unknown }).code);
      if (!late || visibility === 'private' || !channelId) throw error;
      const pings = [...(view.pings ?? []), interaction.user.id];
      messageId = await messages.send(channelId, { ...view, pings }, { nonce: interaction.id });
    }
    if (!view.onShown || !channelId) return;
    // Members have their answer by now: what goes wrong here is nothing to tell them.
    await view.onShown({ channelId, messageId }).catch(error => {
      logger.error({ err: error, interaction: interaction.id }, 'what follows an answer failed');
    });
  }

  async function onCommand(interaction: ChatInputCommandInteraction): Promise<void> {
    const command = commandOf(interaction);
    const caller = callerOf(interaction, command.direct);
    const options = optionsOf(interaction, command);
    const modal = command.opens(options, caller, services);
    if (modal) {
      await interaction.showModal(modal);
      return;
    }
    const { asks, execute } = command;
    if (asks) return takeImages(interaction, await asks({ options, services, caller }));
    const visibility = command.visibility(options, caller);
    const post = await defer(interaction, visibility);
    await answer(interaction, visibility, progress => execute({ options, services, caller, progress, post }));
  }

  const takeImages = (interaction: Answerable, request: GenerationRequest) =>
    imageRequests.take(interaction, request, () =>
      defer(interaction, request.private ? 'private' : 'public'),
    );

  async function onAutocomplete(interaction: AutocompleteInteraction): Promise<void> {
    const command = commandOf(interaction);
    const focused = interaction.options.getFocused(true);
    const option = command.options[focused.name];
    const suggest = option?.kind === 'string' ? option.autocomplete : undefined;
    const caller = callerOf(interaction, command.direct);
    const choices = (await suggest?.({ typed: focused.value, services, caller })) ?? [];
    await interaction.respond(
      choices.slice(0, 25).map(choice => ({ ...choice, name: cutText(choice.name, 100) })),
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
    const context = { ref, services, caller: callerOf(interaction, declared.direct ?? false) };
    const { asks, execute } = declared;
    if (asks) return takeImages(interaction, await asks(context));
    if (declared.opens) {
      await interaction.showModal(await declared.opens({ ...context, progress: () => {}, post: undefined }));
    } else if (execute) {
      let post: Post | undefined;
      if (declared.answer === 'replace') await interaction.deferUpdate();
      else post = await defer(interaction, declared.answer);
      const visibility = declared.answer === 'public' ? 'public' : 'private';
      await answer(interaction, visibility, progress => execute({ ...context, progress, post }));
    }
  }

  async function onModal(interaction: ModalSubmitInteraction): Promise<void> {
    const [name, ref] = splitId(interaction.customId);
    const declared = modals.find(candidate => candidate.name === name);
    if (!declared) throw new UserError('gone', 'This form is from an older version of the bot. Start again.');
    const caller = callerOf(interaction, declared.direct ?? false);
    const { asks, execute } = declared;
    const typed = fieldsOf(interaction);
    if (asks) return takeImages(interaction, await asks({ ref, services, caller, ...typed }));
    if (!execute) return;
    const visibility =
      typeof declared.visibility === 'function' ? declared.visibility(ref) : declared.visibility;
    const post = await defer(interaction, visibility);
    await answer(interaction, visibility, progress =>
      execute({ ref, services, caller, progress, post, ...typed }),
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
