import type { FastifyInstance } from 'fastify';
import type { DiscordContext } from '../context.ts';
import type { StoredMessage } from '../state/message.ts';
import { ids, toChannel } from '../state/world.ts';
import { validateMessage } from '../validation/validate-message.ts';
import { apiError, notYourMessage, unknownMessage } from './api-error.ts';
import { type ChannelAccess, createChannelAccess } from './channel-access.ts';
import { readForm } from './form-body.ts';
import { createNonces } from './nonces.ts';
import { createMessageBuckets } from './rate-limits.ts';

interface ChannelParams {
  channelId: string;
  messageId: string;
}

type MessageRequest = { Params: ChannelParams };
type Page = { limit?: string; before?: string; after?: string };

/** Channels and their messages, as the bot reads and writes them. */
export function registerChannelRoutes(app: FastifyInstance, context: DiscordContext): void {
  const access = createChannelAccess(context);
  const { limit, windowMs } = context.settings.messageBucket;
  const buckets = createMessageBuckets(limit, windowMs);

  app.get<MessageRequest>('/channels/:channelId', request =>
    toChannel(context.world, access.open(request.params.channelId)),
  );
  app.post<MessageRequest>('/channels/:channelId/typing', (request, reply) => {
    access.openForWriting(request.params.channelId);
    return reply.status(204).send();
  });
  registerReading(app, context, access);
  registerCreation(app, context, access, buckets);
  registerChanges(app, context, access, buckets);
}

type Buckets = ReturnType<typeof createMessageBuckets>;

function registerReading(
  app: FastifyInstance,
  { messages, view }: DiscordContext,
  access: ChannelAccess,
): void {
  app.get<MessageRequest & { Querystring: Page }>('/channels/:channelId/messages', request => {
    if (!access.mayReadHistory(access.open(request.params.channelId))) return [];
    const { before, after } = request.query;
    const count = Number(request.query.limit ?? 50);
    const newestFirst = messages
      .list(request.params.channelId)
      .filter(each => !each.ephemeralFor)
      .filter(each => !before || BigInt(each.id) < BigInt(before))
      .filter(each => !after || BigInt(each.id) > BigInt(after))
      .reverse();
    return (after ? newestFirst.slice(-count) : newestFirst.slice(0, count)).map(each => view.toApi(each));
  });
  app.get<MessageRequest>('/channels/:channelId/messages/:messageId', request => {
    access.openHistory(request.params.channelId);
    return view.toApi(visibleMessage(messages, request.params));
  });
}

/** Messages that only a member sees are out of reach of the bot's token. */
function visibleMessage(messages: DiscordContext['messages'], params: ChannelParams): StoredMessage {
  const found = messages.get(params.channelId, params.messageId);
  if (found.ephemeralFor) throw unknownMessage();
  return found;
}

function registerCreation(
  app: FastifyInstance,
  { messages, view, settings }: DiscordContext,
  access: ChannelAccess,
  buckets: Buckets,
): void {
  const nonces = createNonces(messages);

  app.post<MessageRequest>('/channels/:channelId/messages', async (request, reply) => {
    const body = await readForm(request, settings);
    const { channelId } = request.params;
    const channel = access.openForWriting(channelId);
    if (!buckets.allow(`post/${channelId}`, reply)) return reply;
    validateMessage('create', body);
    access.checkContents(channel, body);
    const { nonce: given, enforce_nonce: enforced } = body.payload;
    const nonce = enforced === true && given ? String(given) : undefined;
    const referenced = referencedBy(body.payload, messages);
    const earlier = nonce ? nonces.earlier(nonce) : undefined;
    if (earlier) return view.toApi(await earlier);
    const creation = messages.create(
      { channelId, authorId: ids.bot, ...(referenced ? { type: 19, referenceId: referenced.id } : {}) },
      body,
    );
    if (nonce) nonces.remember(nonce, creation);
    return view.toApi(await creation);
  });
}

function referencedBy(
  payload: Record<string, unknown>,
  messages: DiscordContext['messages'],
): StoredMessage | undefined {
  const reference = payload.message_reference as
    | { message_id?: string; fail_if_not_exists?: boolean }
    | null
    | undefined;
  if (!reference?.message_id) return undefined;
  const referenced = messages.find(reference.message_id);
  if (referenced || reference.fail_if_not_exists === false) return referenced;
  throw apiError(400, 50035, 'Invalid Form Body', {
    message_reference: {
      _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }],
    },
  });
}

function registerChanges(
  app: FastifyInstance,
  { messages, view, settings, files }: DiscordContext,
  access: ChannelAccess,
  buckets: Buckets,
): void {
  const path = '/channels/:channelId/messages/:messageId';
  app.patch<MessageRequest>(path, async (request, reply) => {
    const body = await readForm(request, settings);
    const channel = access.open(request.params.channelId);
    if (!buckets.allow(`patch/${request.params.channelId}`, reply)) return reply;
    const old = visibleMessage(messages, request.params);
    if (old.authorId !== ids.bot) throw notYourMessage();
    const names = old.attachmentIds.flatMap(id => files.get(id)?.filename ?? []);
    validateMessage('edit', body, [], old, names);
    access.checkContents(channel, body);
    return view.toApi(await messages.edit(old, body));
  });
  app.delete<MessageRequest>(path, (request, reply) => {
    access.open(request.params.channelId);
    messages.remove(visibleMessage(messages, request.params));
    return reply.status(204).send();
  });
}
