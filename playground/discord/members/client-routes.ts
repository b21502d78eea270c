import type { FastifyInstance } from 'fastify';
import type { DiscordContext } from '../context.ts';
import { createLocaleControls } from '../locale-controls.ts';
import { lengthOf } from '../validation/text.ts';
import { autocomplete, startInteraction } from './client-interactions.ts';
import type {
  AutocompleteRequest,
  ClientInteraction,
  ClientMessage,
  DiscordFault,
} from './client-protocol.ts';
import { isChannelVisible, isMessageVisible, toSnapshot } from './client-views.ts';
import { inputError } from './command-input.ts';

type MemberParams = { Params: { memberId: string } };

/** The members' side: see client-protocol.ts. */
export function registerClientRoutes(app: FastifyInstance, context: DiscordContext): void {
  void app.register(async scope => {
    scope.setErrorHandler((error: Error & { statusCode?: number; sentence?: boolean }, _request, reply) => {
      const status = error.sentence ? 400 : (error.statusCode ?? 500);
      return reply.status(status).send({ error: error.message });
    });

    scope.get<{ Querystring: { member?: string } }>('/client', { websocket: true }, (socket, request) => {
      const memberId = request.query.member ?? '';
      if (!context.world.members.has(memberId)) return socket.close(4004, 'No such member.');
      context.clients.accept(memberId, socket);
      context.clients.send(memberId, { type: 'snapshot', snapshot: toSnapshot(context, memberId) });
    });

    scope.addHook<MemberParams>('preHandler', async request => {
      const { memberId } = request.params;
      if (memberId !== undefined && !context.world.members.has(memberId)) {
        throw inputError('There is no such member.');
      }
    });

    scope.get<MemberParams>('/client/:memberId/snapshot', request =>
      toSnapshot(context, request.params.memberId),
    );

    await scope.register(async uploads => {
      // A file is taken byte for byte, whatever its declared type: nothing may parse it.
      uploads.removeAllContentTypeParsers();
      uploads.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: context.settings.requestLimit },
        (_request, body, done) => done(null, body),
      );
      registerUploads(uploads, context);
    });

    scope.post<MemberParams & { Body: ClientInteraction }>('/client/:memberId/interactions', request => {
      const interaction = startInteraction(context, request.params.memberId, request.body);
      return { interactionId: interaction.id };
    });

    scope.post<MemberParams & { Body: AutocompleteRequest }>('/client/:memberId/autocomplete', request =>
      autocomplete(context, request.params.memberId, request.body),
    );

    scope.post<MemberParams & { Body: { channelId: string; content?: string; uploadIds?: string[] } }>(
      '/client/:memberId/messages',
      async (request): Promise<ClientMessage> => {
        const { channelId, content = '', uploadIds = [] } = request.body;
        if (!isChannelVisible(context, channelId, request.params.memberId))
          throw inputError('This channel no longer exists.');
        if (!content.trim() && uploadIds.length === 0) throw inputError('A message cannot be empty.');
        if (lengthOf(content) > 2000) throw inputError('A message may have 2000 characters at most.');
        const files = uploadIds.map((id, index) => {
          const file = context.files.get(id);
          if (!file) throw inputError('An attached file is gone. Attach it again.');
          return { index: String(index), name: file.filename, bytes: file.bytes };
        });
        const message = await context.messages.create(
          { channelId, authorId: request.params.memberId },
          { payload: { content }, files },
        );
        return context.view.toClient(message);
      },
    );

    scope.get<{ Params: { memberId: string; channelId: string }; Querystring: { limit?: string } }>(
      '/client/:memberId/channels/:channelId/messages',
      request =>
        context.messages
          .list(request.params.channelId)
          .filter(message => isMessageVisible(context, message, request.params.memberId))
          .slice(-Math.max(1, Number(request.query.limit ?? 100) || 100))
          .map(message => context.view.toClient(message)),
    );

    scope.put<MemberParams & { Body: { locale: string } }>('/client/:memberId/locale', (request, reply) => {
      try {
        createLocaleControls(context).setLocale(request.params.memberId, request.body.locale);
      } catch (error) {
        throw inputError((error as Error).message);
      }
      return reply.send({});
    });

    scope.get('/faults', () => context.faults.list());
    scope.put<{ Body: DiscordFault[] }>('/faults', request => {
      context.faults.replace(request.body);
      return context.faults.list();
    });
    scope.delete('/faults', () => {
      context.faults.clear();
      return context.faults.list();
    });
  });
}

function registerUploads(app: FastifyInstance, context: DiscordContext): void {
  app.post<MemberParams & { Querystring: { name?: string; description?: string } }>(
    '/client/:memberId/uploads',
    async request => {
      const { name, description } = request.query;
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!name) throw inputError('The file needs a name.');
      if (bytes.length > context.settings.fileLimit) {
        const limit = Math.floor(context.settings.fileLimit / 1024 / 1024);
        throw inputError(`“${name}” is too large: files may have ${limit} MB at most.`);
      }
      const file = await context.files.add({
        folder: `ephemeral-attachments/${request.params.memberId}`,
        name,
        bytes,
        ...(description ? { description } : {}),
      });
      return {
        id: file.id,
        filename: file.filename,
        size: file.bytes.length,
        contentType: file.contentType,
        url: context.files.url(file),
      };
    },
  );
}
