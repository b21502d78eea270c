import type { FastifyInstance } from 'fastify';
import type { DiscordContext } from '../context.ts';
import { type Interaction, toMessageInteraction } from '../state/interaction-store.ts';
import { has, MessageFlag, type StoredMessage } from '../state/message.ts';
import { isForcedEphemeral } from '../state/permissions.ts';
import { ids } from '../state/world.ts';
import { validateMessage } from '../validation/validate-message.ts';
import { invalidToken, tooManyFollowUps, unknownChannel, unknownMessage } from './api-error.ts';
import { readForm } from './form-body.ts';

type WebhookRequest = { Params: { applicationId: string; token: string; messageId: string } };

/** Of one interaction, where the application is there only because a member installed it (Create Followup Message). */
const followUpsMost = 5;

/** An interaction's webhook: follow-ups, and its replies read, edited and deleted. */
export function registerWebhookRoutes(app: FastifyInstance, context: DiscordContext): void {
  const { messages, view, settings, interactions } = context;

  function interactionOf(params: WebhookRequest['Params']): Interaction {
    if (params.applicationId !== ids.application) throw invalidToken();
    return interactions.byToken(params.token);
  }

  function messageOf(params: WebhookRequest['Params']): StoredMessage {
    const interaction = interactionOf(params);
    const id = params.messageId === '@original' ? interaction.originalId : params.messageId;
    const message = id ? messages.find(id) : undefined;
    const own =
      message && (message.id === interaction.originalId || message.interaction?.id === interaction.id);
    if (!message || !own || message.channelId !== interaction.channelId) throw unknownMessage();
    return message;
  }

  const namesOf = (message: StoredMessage) =>
    message.attachmentIds.flatMap(id => context.files.get(id)?.filename ?? []);

  app.post<WebhookRequest>('/webhooks/:applicationId/:token', async request => {
    const body = await readForm(request, settings);
    const interaction = interactionOf(request.params);
    if (!context.world.channels.has(interaction.channelId)) throw unknownChannel();
    validateMessage('webhook-create', body);
    const original = interaction.originalId ? messages.find(interaction.originalId) : undefined;
    // Documented with Create Followup Message: directly after a deferral it edits the loading message, and the
    // ephemeral flag is ignored.
    if (original && has(original.flags, MessageFlag.loading)) {
      return view.toApi(await messages.edit(original, body));
    }
    const deferred = interaction.deferredReply;
    const isDeletedUnanswered = deferred && !original && has(deferred.flags, MessageFlag.loading);
    if (isDeletedUnanswered && settings.followUpAfterDeletedDeferral === 'refused') throw unknownMessage();
    if (!('0' in interaction.owners)) {
      interaction.followUps = (interaction.followUps ?? 0) + 1;
      if (interaction.followUps > followUpsMost) throw tooManyFollowUps();
    }
    const ephemeral =
      has(Number(body.payload.flags ?? 0), MessageFlag.ephemeral) ||
      isForcedEphemeral(context.world, interaction);
    const message = await messages.create(
      {
        channelId: interaction.channelId,
        authorId: ids.bot,
        type: original ? 19 : 0,
        flags: ephemeral ? MessageFlag.ephemeral : 0,
        webhook: true,
        interaction: toMessageInteraction(interaction),
        ...(original ? { referenceId: original.id } : {}),
        ...(ephemeral ? { ephemeralFor: interaction.memberId } : {}),
      },
      body,
    );
    return view.toApi(message);
  });

  const path = '/webhooks/:applicationId/:token/messages/:messageId';
  app.get<WebhookRequest>(path, request => view.toApi(messageOf(request.params)));
  app.patch<WebhookRequest>(path, async request => {
    const body = await readForm(request, settings);
    const old = messageOf(request.params);
    validateMessage('webhook-edit', body, [], old, namesOf(old));
    return view.toApi(await messages.edit(old, body));
  });
  app.delete<WebhookRequest>(path, (request, reply) => {
    messages.remove(messageOf(request.params));
    return reply.status(204).send();
  });
}
