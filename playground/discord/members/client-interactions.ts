import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { DiscordContext } from '../context.ts';
import type { Interaction } from '../state/interaction-store.ts';
import { type RawComponent, walkComponents } from '../state/message.ts';
import { holds, Permission, permissionsIn } from '../state/permissions.ts';
import { guildIdOf, guildsOfBot, placeOf } from '../state/world.ts';
import type { AutocompleteReply, AutocompleteRequest, ClientInteraction } from './client-protocol.ts';
import { isChannelVisible, isCommandVisible, isMessageVisible } from './client-views.ts';
import { isOfferedIn, ownersOf } from './command-contexts.ts';
import { buildOptions, fullName, inputError, optionsOf } from './command-input.ts';
import { createResolver, toInteractionPayload } from './interaction-payload.ts';
import { buildModalComponents } from './modal-input.ts';

/** Starts what a member asked for and tells the bot. Throws a sentence for the member. */
export function startInteraction(
  context: DiscordContext,
  memberId: string,
  request: ClientInteraction,
): Interaction {
  if (!isChannelVisible(context, request.channelId, memberId))
    throw inputError('This channel no longer exists.');
  if (request.kind === 'command') return startCommand(context, memberId, request);
  if (request.kind === 'message-command') return startMessageCommand(context, memberId, request);
  if (request.kind === 'member-command') return startMemberCommand(context, memberId, request);
  if (request.kind === 'component') return startComponent(context, memberId, request);
  return startModalSubmit(context, memberId, request);
}

function usableCommand(context: DiscordContext, memberId: string, channelId: string, commandId: string) {
  const command = context.commands.find(commandId);
  if (!command) throw inputError('This command is outdated. Please try again.');
  if (!isCommandVisible(context, memberId, command)) {
    throw inputError('You do not have permission to use this command.');
  }
  const { world } = context;
  const member = world.members.get(memberId);
  const channel = world.channels.get(channelId);
  const place = channel && placeOf(channel);
  if (place === 'server' && !guildsOfBot(world).includes(guildIdOf(channel).guild_id ?? '')) {
    throw inputError('The bot is not in this server any more.');
  }
  const offered = isOfferedIn(command, {
    direct: place === 'direct',
    elsewhere: place === 'other-server' ? 'server' : place === 'conversation' ? place : undefined,
    installed: world.installers.has(memberId),
  });
  if (!offered) {
    throw inputError(
      place === 'server'
        ? 'This command can only be used in direct messages.'
        : place === 'direct'
          ? 'This command cannot be used in direct messages.'
          : 'This command is not available here.',
    );
  }
  const mayUse =
    member && channel && holds(permissionsIn(world, member, channel), Permission.useApplicationCommands);
  if (!mayUse) throw inputError('You do not have permission to use application commands in this channel.');
  if (command.nsfw && !channel.nsfw) {
    throw inputError('This command can only be used in age-restricted channels.');
  }
  return command;
}

function ownersIn(
  { world }: DiscordContext,
  channelId: string,
  memberId: string,
  command: APIApplicationCommand,
): Record<string, string> {
  const channel = world.channels.get(channelId);
  const place = channel && placeOf(channel);
  return ownersOf(command, {
    server: place === 'direct' ? '0' : place === 'server' ? guildIdOf(channel).guild_id : undefined,
    installer: world.installers.has(memberId) ? memberId : undefined,
  });
}

function startCommand(
  context: DiscordContext,
  memberId: string,
  request: Extract<ClientInteraction, { kind: 'command' }>,
): Interaction {
  const command = usableCommand(context, memberId, request.channelId, request.commandId);
  const resolver = createResolver(context, guildOf(context, request.channelId));
  const options = buildOptions(optionsOf(command), request.options ?? [], resolver);
  const interaction = context.interactions.create({
    type: 2,
    memberId,
    channelId: request.channelId,
    owners: ownersIn(context, request.channelId, memberId, command),
    commandName: fullName(command.name, options),
  });
  send(context, interaction, {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    ...(options.length ? { options } : {}),
    ...(Object.keys(resolver.resolved).length ? { resolved: resolver.resolved } : {}),
  });
  return interaction;
}

const USER_COMMAND = 2;
const MESSAGE_COMMAND = 3;

function startMessageCommand(
  context: DiscordContext,
  memberId: string,
  request: Extract<ClientInteraction, { kind: 'message-command' }>,
): Interaction {
  const command = usableCommand(context, memberId, request.channelId, request.commandId);
  if (command.type !== MESSAGE_COMMAND) throw inputError('This command is not one of the menu of a message.');
  const message = context.messages.find(request.messageId);
  if (!message || !isMessageVisible(context, message, memberId)) {
    throw inputError('This message no longer exists.');
  }
  const interaction = context.interactions.create({
    type: 2,
    memberId,
    channelId: message.channelId,
    owners: ownersIn(context, message.channelId, memberId, command),
    commandName: command.name,
  });
  send(context, interaction, {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    target_id: message.id,
    resolved: { messages: { [message.id]: context.view.toApi(message) } },
  });
  return interaction;
}

function startMemberCommand(
  context: DiscordContext,
  memberId: string,
  request: Extract<ClientInteraction, { kind: 'member-command' }>,
): Interaction {
  const { channelId, targetId } = request;
  const command = usableCommand(context, memberId, channelId, request.commandId);
  if (command.type !== USER_COMMAND) throw inputError('This command is not one of the menu of a member.');
  const resolver = createResolver(context, guildOf(context, channelId));
  if (!resolver.user(targetId)) throw inputError('This member is not in this server.');
  const interaction = context.interactions.create({
    type: 2,
    memberId,
    channelId,
    owners: ownersIn(context, channelId, memberId, command),
    commandName: command.name,
  });
  send(context, interaction, {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    target_id: targetId,
    resolved: resolver.resolved,
  });
  return interaction;
}

function startComponent(
  context: DiscordContext,
  memberId: string,
  request: Extract<ClientInteraction, { kind: 'component' }>,
): Interaction {
  const message = context.messages.find(request.messageId);
  if (!message || !isMessageVisible(context, message, memberId)) {
    throw inputError('This message no longer exists.');
  }
  // As it was sent out: there every component has its number.
  const sent = context.view.toApi(message).components as unknown as RawComponent[];
  const channel = context.world.channels.get(message.channelId);
  if (!channel) throw inputError('This channel no longer exists.');
  const component = walkComponents(sent).find(each => each.custom_id === request.customId);
  if (!component) throw inputError('This message has no such button or menu any more.');
  if (component.disabled) throw inputError('This button is disabled.');
  const resolver = createResolver(context, guildOf(context, message.channelId));
  const values = component.type === 2 ? undefined : checkedValues(component, request.values ?? [], resolver);
  const interaction = context.interactions.create({
    type: 3,
    memberId,
    channelId: message.channelId,
    owners: message.interaction?.owners ?? { 0: guildIdOf(channel).guild_id ?? '0' },
    sourceMessage: message,
  });
  send(context, interaction, {
    id: component.id ?? 0,
    custom_id: request.customId,
    component_type: component.type,
    ...(values ? { values } : {}),
    ...(Object.keys(resolver.resolved).length ? { resolved: resolver.resolved } : {}),
  });
  return interaction;
}

function checkedValues(
  component: RawComponent,
  values: string[],
  resolver: ReturnType<typeof createResolver>,
): string[] {
  const least = (component.min_values as number | undefined) ?? 1;
  const most = (component.max_values as number | undefined) ?? 1;
  if (values.length < least || values.length > most) {
    throw inputError(least === most ? `Choose ${least}.` : `Choose ${least} to ${most}.`);
  }
  const options = component.options as { value: string }[] | undefined;
  for (const value of values) {
    const known =
      component.type === 3
        ? options?.some(each => each.value === value)
        : component.type === 5
          ? resolver.user(value)
          : component.type === 6
            ? resolver.role(value)
            : component.type === 8
              ? resolver.channel(value)
              : resolver.user(value) || resolver.role(value);
    if (!known) throw inputError('That choice is not in this menu.');
  }
  return values;
}

function startModalSubmit(
  context: DiscordContext,
  memberId: string,
  request: Extract<ClientInteraction, { kind: 'modal' }>,
): Interaction {
  const source = context.interactions.get(request.interactionId);
  if (!source?.modal || source.memberId !== memberId) throw inputError('This form is no longer open.');
  const resolver = createResolver(context, guildOf(context, source.channelId));
  const components = buildModalComponents(context, source.modal, request.fields ?? {}, resolver);
  const interaction = context.interactions.create({
    type: 5,
    memberId,
    channelId: source.channelId,
    owners: source.owners,
    triggeredBy: source,
    ...(source.sourceMessage ? { sourceMessage: source.sourceMessage } : {}),
  });
  send(context, interaction, {
    custom_id: source.modal.custom_id,
    components,
    ...(Object.keys(resolver.resolved).length ? { resolved: resolver.resolved } : {}),
  });
  return interaction;
}

/** Asks the bot for choices; none when it does not answer in time. */
export async function autocomplete(
  context: DiscordContext,
  memberId: string,
  request: AutocompleteRequest,
): Promise<AutocompleteReply> {
  if (!isChannelVisible(context, request.channelId, memberId))
    throw inputError('This channel no longer exists.');
  const command = usableCommand(context, memberId, request.channelId, request.commandId);
  const resolver = createResolver(context, guildOf(context, request.channelId));
  const options = buildOptions(optionsOf(command), request.options ?? [], resolver, request.focused);
  const interaction = context.interactions.create({
    type: 4,
    memberId,
    channelId: request.channelId,
    owners: ownersIn(context, request.channelId, memberId, command),
    commandName: fullName(command.name, options),
  });
  const choices = context.interactions.choices(interaction);
  send(context, interaction, {
    id: command.id,
    name: command.name,
    type: command.type,
    options,
    ...(Object.keys(resolver.resolved).length ? { resolved: resolver.resolved } : {}),
  });
  return { choices: await choices };
}

const guildOf = ({ world }: DiscordContext, channelId: string) =>
  guildIdOf(world.channels.get(channelId)).guild_id;

/** Where the bot is a member, its shard for that server hears it; from everywhere else, the first one. */
function send(context: DiscordContext, interaction: Interaction, data: unknown): void {
  const guildId = guildOf(context, interaction.channelId);
  const isMember = guildId !== undefined && guildsOfBot(context.world).includes(guildId);
  const payload = toInteractionPayload(context, interaction, data);
  context.gateway.dispatch('INTERACTION_CREATE', payload, isMember ? { guildId } : {});
}
