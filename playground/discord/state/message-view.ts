import type { APIAttachment, APIEmbed, APIMessage } from 'discord-api-types/v10';
import type { FileStore, StoredFile } from '../cdn/file-store.ts';
import type { ClientMessage } from '../members/client-protocol.ts';
import {
  has,
  MessageFlag,
  type MessageInteraction,
  type RawComponent,
  type StoredMessage,
} from './message.ts';
import { guildIdOf, ids, toUser, type World } from './world.ts';

export interface MessageView {
  /** The message as REST and the gateway give it, with fresh signed addresses. */
  toApi(message: StoredMessage, withReference?: boolean): APIMessage;
  toClient(message: StoredMessage): ClientMessage;
  toAttachment(file: StoredFile, ephemeral?: boolean): APIAttachment;
}

export function createMessageView(options: {
  world: World;
  files: FileStore;
  baseUrl: () => string;
  find: (id: string) => StoredMessage | undefined;
}): MessageView {
  const { world, files, find } = options;

  function toAttachment(file: StoredFile, ephemeral = false): APIAttachment {
    const url = files.url(file);
    return {
      id: file.id,
      filename: file.filename,
      size: file.bytes.length,
      url,
      proxy_url: url,
      content_type: file.contentType,
      ...(file.width && file.height ? { width: file.width, height: file.height } : {}),
      ...(file.description ? { description: file.description } : {}),
      ...(ephemeral ? { ephemeral } : {}),
    };
  }

  /** The stored file behind attachment://name or behind an address of this CDN, which is then signed anew. */
  function fileOf(url: string, attached: StoredFile[]): StoredFile | undefined {
    if (url.startsWith('attachment://')) {
      const name = decodeURIComponent(url.slice('attachment://'.length));
      return attached.find(file => file.filename === name.replace(/[^\p{L}\p{N}._-]+/gu, '_'));
    }
    const own = `${options.baseUrl()}/`;
    if (!url.startsWith(own) || !/\/(ephemeral-)?attachments\//.test(url)) return undefined;
    return files.get(url.slice(own.length).split('?')[0]?.split('/').at(-2) ?? '');
  }

  function toEmbed(embed: APIEmbed, attached: StoredFile[]): APIEmbed {
    const shown: APIEmbed = { ...embed, type: 'rich' as APIEmbed['type'] & string } as APIEmbed;
    for (const [key, value] of Object.entries(shown)) {
      if (value === null) delete (shown as Record<string, unknown>)[key];
    }
    for (const part of ['image', 'thumbnail'] as const) {
      const media = embed[part];
      if (!media) continue;
      const file = fileOf(media.url, attached);
      if (file) {
        const url = files.url(file);
        const size = file.width && file.height ? { width: file.width, height: file.height } : {};
        shown[part] = { url, proxy_url: url, ...size };
      } else if (media.url.startsWith('attachment://')) delete shown[part];
    }
    return shown;
  }

  function toComponents(
    components: RawComponent[],
    attached: StoredFile[],
    counter: { last: number },
  ): RawComponent[] {
    const media = (url: string) => {
      const file = fileOf(url, attached);
      if (!file) return { id: '0', url, proxy_url: url };
      const signed = files.url(file);
      return {
        id: file.id,
        url: signed,
        proxy_url: signed,
        content_type: file.contentType,
        width: file.width ?? null,
        height: file.height ?? null,
        attachment_id: file.id,
      };
    };
    return components.map(component => {
      const shown: RawComponent = { ...component };
      for (const [key, value] of Object.entries(shown)) if (value === null) delete shown[key];
      if (!shown.id) {
        counter.last += 1;
        shown.id = counter.last;
      }
      if (component.type === 2 && shown.style === undefined) shown.style = 2;
      if (component.components) shown.components = toComponents(component.components, attached, counter);
      if (component.component)
        shown.component = toComponents([component.component], attached, counter)[0] as RawComponent;
      if (component.accessory)
        shown.accessory = toComponents([component.accessory], attached, counter)[0] as RawComponent;
      if (component.items) {
        shown.items = component.items.map(item => ({
          media: media(item.media.url),
          description: item.description ?? null,
          spoiler: item.spoiler ?? false,
        }));
      }
      if (component.media) {
        shown.media = media(component.media.url);
        shown.description ??= null;
        shown.spoiler ??= false;
      }
      if (component.file) {
        const file = fileOf(component.file.url, attached);
        shown.file = media(component.file.url);
        shown.name = file?.filename ?? null;
        shown.size = file?.bytes.length ?? null;
        shown.spoiler ??= false;
      }
      if (component.type === 14) {
        shown.divider ??= true;
        shown.spacing ??= 1;
      }
      if (component.type === 17) {
        shown.spoiler ??= false;
        shown.accent_color ??= null;
      }
      return shown;
    });
  }

  function metadata(interaction: MessageInteraction, originalId?: string): Record<string, unknown> {
    const user = world.members.get(interaction.userId);
    return {
      id: interaction.id,
      type: interaction.type,
      user: user && toUser(user),
      authorizing_integration_owners: interaction.owners,
      ...(originalId ? { original_response_message_id: originalId } : {}),
      ...(interaction.type === 2 ? { name: interaction.name, command_type: 1 } : {}),
      ...(interaction.type === 3 ? { interacted_message_id: interaction.sourceMessageId } : {}),
      ...(interaction.type === 5
        ? {
            triggering_interaction_metadata: interaction.triggeredBy ? metadata(interaction.triggeredBy) : {},
          }
        : {}),
    };
  }

  const referenceOf = ({ referenceId }: StoredMessage) => (referenceId ? find(referenceId) : undefined);

  function toApi(message: StoredMessage, withReference = true): APIMessage {
    const author = world.members.get(message.authorId);
    const attached = message.attachmentIds.flatMap(id => files.get(id) ?? []);
    const inEmbeds = new Set(
      message.embeds
        .flatMap(embed => [embed.image?.url, embed.thumbnail?.url])
        .flatMap(url => (url ? (fileOf(url, attached)?.id ?? []) : [])),
    );
    const ephemeral = has(message.flags, MessageFlag.ephemeral);
    const reference = referenceOf(message);
    return {
      id: message.id,
      channel_id: message.channelId,
      type: message.type,
      content: message.content,
      author: author && toUser(author),
      // What an embed shows is not listed beside it, as in Discord.
      attachments: attached.filter(file => !inEmbeds.has(file.id)).map(file => toAttachment(file, ephemeral)),
      embeds: has(message.flags, MessageFlag.suppressEmbeds)
        ? []
        : message.embeds.map(each => toEmbed(each, attached)),
      components: toComponents(message.components, attached, { last: 0 }),
      mentions: message.mentions.flatMap(id => {
        const mentioned = world.members.get(id);
        return mentioned ? [toUser(mentioned)] : [];
      }),
      mention_roles: message.mentionRoles,
      mention_everyone: message.mentionEveryone,
      timestamp: new Date(message.createdAt).toISOString(),
      edited_timestamp: message.editedAt ? new Date(message.editedAt).toISOString() : null,
      flags: message.flags,
      pinned: false,
      tts: false,
      ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
      ...(message.webhook ? { webhook_id: ids.application, application_id: ids.application } : {}),
      ...(message.interaction ? { interaction_metadata: metadata(message.interaction) } : {}),
      ...(message.referenceId
        ? {
            message_reference: {
              type: 0,
              message_id: message.referenceId,
              channel_id: message.channelId,
              ...guildIdOf(world.channels.get(message.channelId)),
            },
            ...(withReference ? { referenced_message: reference ? toApi(reference, false) : null } : {}),
          }
        : {}),
    } as unknown as APIMessage;
  }

  return {
    toApi,
    toAttachment,
    toClient: message => ({
      ...toApi(message),
      // What only one member may read is quoted to nobody.
      ...(message.ephemeralFor === undefined && referenceOf(message)?.ephemeralFor !== undefined
        ? { referenced_message: null }
        : {}),
      loading: has(message.flags, MessageFlag.loading),
      ephemeral: message.ephemeralFor !== undefined,
    }),
  };
}
