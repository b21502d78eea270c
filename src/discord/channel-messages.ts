import { AttachmentBuilder, type Client, type MessageCreateOptions, MessageFlags, Routes } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import type { Post } from '../services/actors/actor.ts';
import type { View } from '../views/components.ts';
import { isForbidden, isGone } from './discord-errors.ts';

/** A view as discord.js sends it. Only the members it names are pinged, whatever its texts hold. */
export function toMessage(view: View) {
  return {
    flags: MessageFlags.IsComponentsV2 as const,
    components: view.components,
    files: (view.files ?? []).map(
      file =>
        new AttachmentBuilder(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length), {
          name: file.name,
          ...(file.description ? { description: file.description.slice(0, 1_024) } : {}),
        }),
    ),
    allowedMentions: { parse: [], users: view.pings ?? [] },
  } satisfies MessageCreateOptions;
}

/** Messages that answer no interaction: progress, completion, late results. */
export interface ChannelMessages {
  /** Resolves to the message's id. The same `nonce` within a few minutes sends nothing again. */
  send(channelId: string, view: View, options: { nonce: string }): Promise<string>;
  edit(channelId: string, messageId: string, view: View): Promise<void>;
  /** The id of the bot's own message, among the latest of the channel, with a component whose custom_id is this. */
  find(channelId: string, customId: string): Promise<string | undefined>;
  /** Sends to the member alone. @throws DiscordAPIError, `isMemberClosed` where they take no direct messages. */
  sendDirect(memberId: string, view: View, options: { nonce: string }): Promise<Post>;
  /** A message that is gone already is `absent`; one that the bot may not reach is `forbidden`. */
  delete(channelId: string, messageId: string): Promise<'deleted' | 'absent' | 'forbidden'>;
}

const latest = { query: new URLSearchParams({ limit: '100' }) };

export function createChannelMessages(client: Client): ChannelMessages {
  async function channelOf(id: string) {
    const channel = await client.channels.fetch(id);
    if (!channel?.isSendable()) throw new Error(`channel ${id} takes no messages`);
    return channel;
  }
  return {
    async send(channelId, view, { nonce }) {
      const channel = await channelOf(channelId);
      const message = await channel.send({ ...toMessage(view), nonce, enforceNonce: true });
      return message.id;
    },
    async edit(channelId, messageId, view) {
      const channel = await channelOf(channelId);
      await channel.messages.edit(messageId, { ...toMessage(view), attachments: [] });
    },
    async find(channelId, customId) {
      const found = (await client.rest.get(Routes.channelMessages(channelId), latest)) as APIMessage[];
      const wanted = JSON.stringify(customId);
      return found.find(
        ({ author, components }) =>
          author.id === client.user?.id && JSON.stringify(components ?? []).includes(wanted),
      )?.id;
    },
    async sendDirect(memberId, view, { nonce }) {
      const message = await client.users.send(memberId, { ...toMessage(view), nonce, enforceNonce: true });
      return { channelId: message.channelId, messageId: message.id };
    },
    async delete(channelId, messageId) {
      try {
        await client.rest.delete(Routes.channelMessage(channelId, messageId));
        return 'deleted';
      } catch (error) {
        if (isGone(error)) return 'absent';
        if (isForbidden(error)) return 'forbidden';
        throw error;
      }
    },
  };
}
