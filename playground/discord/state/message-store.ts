import type { APIEmbed } from 'discord-api-types/v10';
import type { FileStore } from '../cdn/file-store.ts';
import { unknownMessage } from '../rest/api-error.ts';
import type { FormBody } from '../rest/form-body.ts';
import { type AllowedMentions, parseMentions } from './mentions.ts';
import { has, MessageFlag, type RawComponent, type StoredMessage } from './message.ts';
import type { SnowflakeSource } from './snowflake.ts';
import type { World } from './world.ts';

export type NewMessage = Pick<StoredMessage, 'channelId' | 'authorId'> &
  Partial<Pick<StoredMessage, 'type' | 'flags' | 'interaction' | 'ephemeralFor' | 'webhook' | 'referenceId'>>;

export interface MessageStore {
  create(base: NewMessage, body: FormBody): Promise<StoredMessage>;
  /** Applies what the body names; what it leaves out stays. Attachments not named in a given list are dropped. */
  edit(message: StoredMessage, body: FormBody): Promise<StoredMessage>;
  find(id: string): StoredMessage | undefined;
  /** Throws 10008. */
  get(channelId: string, id: string): StoredMessage;
  remove(message: StoredMessage): void;
  /** Oldest first. */
  list(channelId: string): StoredMessage[];
}

interface AttachmentRequest {
  id: string | number;
  filename?: string | null;
  description?: string | null;
}

export function createMessageStore(options: {
  world: World;
  files: FileStore;
  ids: SnowflakeSource;
  onCreate: (message: StoredMessage) => void;
  onUpdate: (message: StoredMessage) => void;
  onDelete: (message: StoredMessage) => void;
}): MessageStore {
  const { world, files } = options;
  const messages = new Map<string, StoredMessage>();

  async function addFiles(message: StoredMessage, body: FormBody): Promise<string[]> {
    const requested = (body.payload.attachments ?? []) as AttachmentRequest[];
    const added: string[] = [];
    for (const file of body.files) {
      const about = requested.find(each => String(each.id) === file.index);
      const stored = await files.add({
        folder: `attachments/${message.channelId}`,
        name: about?.filename ?? file.name,
        bytes: file.bytes,
        ...(about?.description ? { description: about.description } : {}),
      });
      added.push(stored.id);
    }
    return added;
  }

  function applyText(message: StoredMessage, payload: Record<string, unknown>): void {
    if ('content' in payload) message.content = (payload.content as string | null) ?? '';
    if ('embeds' in payload) message.embeds = (payload.embeds as APIEmbed[] | null) ?? [];
    if ('components' in payload) message.components = (payload.components as RawComponent[] | null) ?? [];
    if (typeof payload.flags === 'number') {
      const settable = MessageFlag.suppressEmbeds | MessageFlag.silent | MessageFlag.componentsV2;
      message.flags = (message.flags & ~MessageFlag.suppressEmbeds) | (payload.flags & settable);
    }
    Object.assign(
      message,
      parseMentions(
        world,
        message.content,
        message.components,
        payload.allowed_mentions as AllowedMentions | null | undefined,
      ),
    );
  }

  return {
    async create(base, body) {
      const message: StoredMessage = {
        type: 0,
        flags: 0,
        webhook: false,
        ...base,
        id: options.ids.next(),
        content: '',
        embeds: [],
        components: [],
        attachmentIds: [],
        createdAt: Date.now(),
        mentions: [],
        mentionRoles: [],
        mentionEveryone: false,
      };
      applyText(message, body.payload);
      const nonce = body.payload.nonce;
      if (typeof nonce === 'string' || typeof nonce === 'number') message.nonce = nonce;
      message.attachmentIds = await addFiles(message, body);
      messages.set(message.id, message);
      options.onCreate(message);
      return message;
    },
    async edit(message, body) {
      const { payload } = body;
      const added = await addFiles(message, body);
      if (messages.get(message.id) !== message) throw unknownMessage();
      const listed = payload.attachments as AttachmentRequest[] | null | undefined;
      if (listed) {
        const kept = new Set(listed.map(each => String(each.id)));
        // A picture that an unchanged embed shows is not in the message's list, so it cannot be named to be kept.
        const embedded = 'embeds' in payload ? '' : JSON.stringify(message.embeds);
        for (const id of message.attachmentIds) {
          const file = files.get(id);
          if (kept.has(id)) {
            const about = listed.find(each => String(each.id) === id);
            if (file && about?.description) file.description = about.description;
          } else if (!file || !embedded.includes(`attachment://${file.filename}`)) {
            message.attachmentIds = message.attachmentIds.filter(each => each !== id);
            files.remove(id);
          }
        }
      }
      message.attachmentIds = [...message.attachmentIds, ...added];
      applyText(message, payload);
      // The first edit of a "thinking…" reply is its answer, not an edit.
      if (has(message.flags, MessageFlag.loading)) message.flags &= ~MessageFlag.loading;
      else message.editedAt = Date.now();
      options.onUpdate(message);
      return message;
    },
    find: id => messages.get(id),
    get(channelId, id) {
      const message = messages.get(id);
      if (!message || message.channelId !== channelId) throw unknownMessage();
      return message;
    },
    remove(message) {
      messages.delete(message.id);
      for (const id of message.attachmentIds) files.remove(id);
      options.onDelete(message);
    },
    list: channelId => [...messages.values()].filter(each => each.channelId === channelId),
  };
}
