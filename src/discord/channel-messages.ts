import { createHash } from 'node:crypto';
import {
  AttachmentBuilder,
  type Channel,
  type Client,
  type MessageCreateOptions,
  MessageFlags,
  Routes,
} from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { altTextMost, cutText } from '../cut-text.ts';
import type { Post } from '../services/actors/actor.ts';
import type { View } from '../views/components.ts';
import type { Language } from '../words/language.ts';
import { speaking } from '../words/words.ts';
import { isForbidden, isGone } from './discord-errors.ts';
import type { SignView } from './sign-view.ts';
import type { WhoseLanguage } from './whose-language.ts';

/** A view as discord.js sends it. Only the members it names are pinged, whatever its texts hold. */
export function toMessage(view: View) {
  return {
    flags: MessageFlags.IsComponentsV2 as const,
    components: view.components,
    files: (view.files ?? []).map(
      file =>
        new AttachmentBuilder(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length), {
          name: file.name,
          ...(file.description ? { description: cutText(file.description, altTextMost) } : {}),
        }),
    ),
    allowedMentions: { parse: [], users: view.pings ?? [] },
  } satisfies MessageCreateOptions;
}

/** A view, or how to make it in the language of those who will read it. */
export type Told = View | (() => View | Promise<View>);

/** Messages that answer no interaction: progress, completion, late results. */
export interface ChannelMessages {
  /**
   * Resolves to the message's id. The same `key` sends nothing again to the same channel within a few minutes; where
   * that message was deleted since, it is refused as gone.
   */
  send(channelId: string, told: Told, options: { key: string }): Promise<string>;
  edit(channelId: string, messageId: string, told: Told): Promise<void>;
  /** The id of the bot's own message, among the latest of the channel, with a component whose custom_id is this. */
  find(channelId: string, customId: string): Promise<string | undefined>;
  /** Sends to the member alone. @throws DiscordAPIError, `isMemberClosed` where they take no direct messages. */
  sendDirect(memberId: string, told: Told, options: { key: string }): Promise<Post>;
  /** The bot's own message, among the latest to the member alone, with a component whose custom_id is this. */
  findDirect(memberId: string, customId: string): Promise<Post | undefined>;
  /** A message that is gone already is `absent`; one that the bot may not reach is `forbidden`. */
  delete(channelId: string, messageId: string): Promise<'deleted' | 'absent' | 'forbidden'>;
}

const latest = { query: new URLSearchParams({ limit: '100' }) };

/**
 * Discord compares a nonce, of 25 characters at most, with those of all messages that the bot has sent lately, in
 * whatever channel. So the destination is part of it: the same news for two servers is two messages.
 */
const onceIn = (destination: string, key: string) => ({
  nonce: createHash('sha256').update(`${destination}/${key}`).digest('base64url').slice(0, 25),
  enforceNonce: true,
});

/** A channel that takes no messages at all, such as a category. */
export class NotSendable extends Error {
  constructor(channelId: string) {
    super(`channel ${channelId} takes no messages`);
    this.name = 'NotSendable';
  }
}

export function createChannelMessages(
  client: Client,
  signView: SignView,
  whoseLanguage: Pick<WhoseLanguage, 'ofServer' | 'ofMember'>,
): ChannelMessages {
  const { ofServer, ofMember } = whoseLanguage;
  const languageIn = async (channel: Channel): Promise<Language> =>
    channel.isDMBased()
      ? ofMember('recipientId' in channel ? channel.recipientId : '')
      : ofServer(channel.guildId);
  const messageFor = async (which: Language, told: Told) =>
    toMessage(await signView(typeof told === 'function' ? await speaking(which, async () => told()) : told));

  async function channelOf(id: string) {
    // A process without a gateway knows no servers.
    const channel = await client.channels.fetch(id, { allowUnknownGuild: true });
    if (!channel?.isSendable()) throw new NotSendable(id);
    return channel;
  }
  async function find(channelId: string, customId: string): Promise<string | undefined> {
    const found = (await client.rest.get(Routes.channelMessages(channelId), latest)) as APIMessage[];
    const wanted = JSON.stringify(customId);
    return found.find(
      ({ author, components }) =>
        author.id === client.user?.id && JSON.stringify(components ?? []).includes(wanted),
    )?.id;
  }
  return {
    find,
    async findDirect(memberId, customId) {
      const { id: channelId } = await client.users.createDM(memberId);
      const messageId = await find(channelId, customId);
      return messageId === undefined ? undefined : { channelId, messageId };
    },
    async send(channelId, told, { key }) {
      const channel = await channelOf(channelId);
      const message = await channel.send({
        ...(await messageFor(await languageIn(channel), told)),
        ...onceIn(channelId, key),
      });
      return message.id;
    },
    async edit(channelId, messageId, told) {
      const channel = await channelOf(channelId);
      await channel.messages.edit(messageId, {
        ...(await messageFor(await languageIn(channel), told)),
        attachments: [],
      });
    },
    async sendDirect(memberId, told, { key }) {
      const signed = await messageFor(await ofMember(memberId), told);
      const message = await client.users.send(memberId, { ...signed, ...onceIn(memberId, key) });
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
