import type { FastifyInstance } from 'fastify';
import type { DiscordContext } from '../context.ts';
import type { StoredMessage } from '../state/message.ts';
import { ids, toChannel, type WorldChannel } from '../state/world.ts';
import { validateMessage } from '../validation/validate-message.ts';
import {
  apiError,
  missingAccess,
  missingPermissions,
  notYourMessage,
  unknownChannel,
  unknownMessage,
} from './api-error.ts';
import { readForm } from './form-body.ts';
import { createMessageBuckets } from './rate-limits.ts';

interface ChannelParams {
  channelId: string;
  messageId: string;
}

const NONCE_LIFE_MS = 5 * 60_000;

/** Channels and their messages, as the bot reads and writes them. */
export function registerChannelRoutes(app: FastifyInstance, context: DiscordContext): void {
  const { world, messages, view, settings } = context;
  const { limit, windowMs } = settings.messageBucket;
  const buckets = createMessageBuckets(limit, windowMs);
  const nonces = new Map<string, Promise<StoredMessage>>();

  function open(channelId: string): WorldChannel {
    const channel = world.channels.get(channelId);
    if (!channel) throw unknownChannel();
    const denied = world.denied.get(channelId);
    if (denied === 'access') throw missingAccess();
    return channel;
  }

  function openForWriting(channelId: string): WorldChannel {
    const channel = open(channelId);
    if (world.denied.has(channelId)) throw missingPermissions();
    return channel;
  }

  /** Messages that only a member sees are out of reach of the bot's token. */
  function message(params: ChannelParams): StoredMessage {
    open(params.channelId);
    const found = messages.get(params.channelId, params.messageId);
    if (found.ephemeralFor) throw unknownMessage();
    return found;
  }

  app.get<{ Params: ChannelParams }>('/channels/:channelId', request =>
    toChannel(world, open(request.params.channelId)),
  );

  app.get<{ Params: ChannelParams; Querystring: { limit?: string; before?: string; after?: string } }>(
    '/channels/:channelId/messages',
    request => {
      open(request.params.channelId);
      const { before, after } = request.query;
      const count = Number(request.query.limit ?? 50);
      const newestFirst = messages
        .list(request.params.channelId)
        .filter(each => !each.ephemeralFor)
        .filter(each => !before || BigInt(each.id) < BigInt(before))
        .filter(each => !after || BigInt(each.id) > BigInt(after))
        .reverse();
      return (after ? newestFirst.slice(-count) : newestFirst.slice(0, count)).map(each => view.toApi(each));
    },
  );

  app.get<{ Params: ChannelParams }>('/channels/:channelId/messages/:messageId', request =>
    view.toApi(message(request.params)),
  );

  app.post<{ Params: ChannelParams }>('/channels/:channelId/messages', async (request, reply) => {
    const body = await readForm(request, settings);
    const { channelId } = request.params;
    openForWriting(channelId);
    if (!buckets.allow(`post/${channelId}`, reply)) return reply;
    validateMessage('create', body);
    const { payload } = body;
    const key = payload.enforce_nonce === true && payload.nonce ? `${channelId}/${payload.nonce}` : undefined;
    const known = key ? nonces.get(key) : undefined;
    if (known) {
      const earlier = await known;
      if (messages.find(earlier.id)) return view.toApi(earlier);
    }
    const reference = payload.message_reference as
      | { message_id?: string; fail_if_not_exists?: boolean }
      | null
      | undefined;
    const referenced = reference?.message_id ? messages.find(reference.message_id) : undefined;
    if (reference?.message_id && !referenced && reference.fail_if_not_exists !== false) {
      throw apiError(400, 50035, 'Invalid Form Body', {
        message_reference: {
          _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }],
        },
      });
    }
    const creation = messages.create(
      { channelId, authorId: ids.bot, ...(referenced ? { type: 19, referenceId: referenced.id } : {}) },
      body,
    );
    if (key) {
      nonces.set(key, creation);
      setTimeout(() => nonces.delete(key), NONCE_LIFE_MS).unref();
    }
    return view.toApi(await creation);
  });

  app.patch<{ Params: ChannelParams }>('/channels/:channelId/messages/:messageId', async (request, reply) => {
    const body = await readForm(request, settings);
    openForWriting(request.params.channelId);
    if (!buckets.allow(`patch/${request.params.channelId}`, reply)) return reply;
    const old = message(request.params);
    if (old.authorId !== ids.bot) throw notYourMessage();
    validateMessage('edit', body, [], old, namesOf(old));
    return view.toApi(await messages.edit(old, body));
  });

  app.delete<{ Params: ChannelParams }>('/channels/:channelId/messages/:messageId', (request, reply) => {
    openForWriting(request.params.channelId);
    messages.remove(message(request.params));
    return reply.status(204).send();
  });

  app.post<{ Params: ChannelParams }>('/channels/:channelId/typing', (request, reply) => {
    openForWriting(request.params.channelId);
    return reply.status(204).send();
  });

  function namesOf(old: StoredMessage): string[] {
    return old.attachmentIds.flatMap(id => context.files.get(id)?.filename ?? []);
  }
}
