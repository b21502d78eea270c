import { AttachmentBuilder, type Client, type MessageCreateOptions, MessageFlags } from 'discord.js';
import type { View } from '../views/components.ts';

/** A view as discord.js sends it. Only the members it names are pinged, whatever its texts hold. */
export function toMessage(view: View) {
  return {
    flags: MessageFlags.IsComponentsV2 as const,
    components: view.components,
    files: (view.files ?? []).map(
      file =>
        new AttachmentBuilder(Buffer.from(file.bytes), {
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
}

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
  };
}
