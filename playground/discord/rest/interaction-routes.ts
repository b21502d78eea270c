import type { FastifyInstance } from 'fastify';
import type { DiscordContext } from '../context.ts';
import { type Interaction, toMessageInteraction } from '../state/interaction-store.ts';
import { has, MessageFlag, type StoredMessage } from '../state/message.ts';
import { isForcedEphemeral } from '../state/permissions.ts';
import { ids } from '../state/world.ts';
import { validateCallback, validateMessage } from '../validation/validate-message.ts';
import { validateChoices, validateModal } from '../validation/validate-modal.ts';
import { invalidForm, unknownChannel } from './api-error.ts';
import { type FormBody, readForm } from './form-body.ts';

type CallbackRequest = {
  Params: { id: string; token: string };
  Querystring: { with_response?: string };
};

const typeError = (message: string) =>
  invalidForm([{ path: ['type'], code: 'INTERACTION_APPLICATION_COMMAND_INVALID_RESPONSE_TYPE', message }]);

/** The first answer to an interaction. */
export function registerInteractionRoutes(app: FastifyInstance, context: DiscordContext): void {
  const { interactions, messages, view, settings } = context;

  app.post<CallbackRequest>('/interactions/:id/:token/callback', async (request, reply) => {
    const body = await readForm(request, settings);
    const interaction = interactions.takeForCallback(request.params.id, request.params.token);
    const answer = await respond(interaction, body);
    if (request.query.with_response !== 'true') return reply.status(204).send();
    return reply.send({
      interaction: {
        id: interaction.id,
        type: interaction.type,
        ...(answer
          ? {
              response_message_id: answer.id,
              response_message_loading: has(answer.flags, MessageFlag.loading),
              response_message_ephemeral: answer.ephemeralFor !== undefined,
            }
          : {}),
      },
      // A deferral has no resource: the message comes along only with an answer or an update.
      ...(answer && (body.payload.type === 4 || body.payload.type === 7)
        ? { resource: { type: body.payload.type, message: view.toApi(answer) } }
        : {}),
    });
  });

  async function respond(interaction: Interaction, body: FormBody): Promise<StoredMessage | undefined> {
    const { type } = body.payload;
    const data = (body.payload.data ?? {}) as Record<string, unknown>;
    const inner: FormBody = { payload: data, files: body.files };
    const autocomplete = interaction.type === 4;
    if (autocomplete !== (type === 8)) throw typeError('This answer does not fit the interaction.');
    switch (type) {
      case 4:
      case 5:
        validateCallback(body.payload);
        if (type === 4) validateMessage('webhook-create', inner, ['data']);
        return reply(interaction, inner, type === 5);
      case 6:
      case 7: {
        const source = interaction.sourceMessage;
        if (!source) throw typeError('Only an interaction of a message can update it.');
        validateCallback(body.payload);
        if (type === 7) {
          const names = source.attachmentIds.flatMap(id => context.files.get(id)?.filename ?? []);
          validateMessage('webhook-edit', inner, ['data'], source, names);
        }
        interactions.acknowledge(interaction);
        interaction.originalId = source.id;
        return type === 7 ? messages.edit(source, inner) : source;
      }
      case 8:
        interactions.answerChoices(interaction, validateChoices(body.payload));
        return undefined;
      case 9:
        if (interaction.type === 5) throw typeError('A modal cannot answer a modal.');
        interaction.modal = validateModal(data);
        interactions.acknowledge(interaction);
        context.clients.send(interaction.memberId, {
          type: 'modal',
          interactionId: interaction.id,
          channelId: interaction.channelId,
          modal: interaction.modal,
        });
        return undefined;
      default:
        throw typeError('Unknown type of answer.');
    }
  }

  async function reply(interaction: Interaction, body: FormBody, loading: boolean): Promise<StoredMessage> {
    if (!context.world.channels.has(interaction.channelId)) throw unknownChannel();
    // Acknowledged before the files are stored: a second answer meanwhile must already be refused.
    interactions.acknowledge(interaction);
    const wanted = Number(body.payload.flags ?? 0);
    const ephemeral = has(wanted, MessageFlag.ephemeral) || isForcedEphemeral(context.world, interaction);
    const flags = (ephemeral ? MessageFlag.ephemeral : 0) | (loading ? MessageFlag.loading : 0);
    const fromMessage = interaction.type === 3 ? interaction.sourceMessage : undefined;
    const message = await messages.create(
      {
        channelId: interaction.channelId,
        authorId: ids.bot,
        type: fromMessage ? 19 : 20,
        flags,
        webhook: true,
        interaction: toMessageInteraction(interaction),
        ...(fromMessage ? { referenceId: fromMessage.id } : {}),
        ...(ephemeral ? { ephemeralFor: interaction.memberId } : {}),
      },
      loading ? { payload: {}, files: [] } : body,
    );
    interaction.originalId = message.id;
    if (loading) interaction.deferredReply = message;
    return message;
  }
}
