import type { DiscordContext } from '../context.ts';
import { holds, Permission, permissionsIn } from '../state/permissions.ts';
import { ids, type WorldChannel, type WorldMember } from '../state/world.ts';
import { missingAccess, missingPermissions, missingReplyHistory, unknownChannel } from './api-error.ts';
import type { FormBody } from './form-body.ts';

export interface ChannelAccess {
  /** The channel, when the bot may view it. Throws 10003 or 50001. */
  open(channelId: string): WorldChannel;
  mayReadHistory(channel: WorldChannel): boolean;
  /** Throws 50013 without Read Message History. */
  openHistory(channelId: string): WorldChannel;
  /** Throws 50013 when the bot may not write there. */
  openForWriting(channelId: string): WorldChannel;
  /** Checks what a message holds against what the bot may send. Throws 50013 or 160002. */
  checkContents(channel: WorldChannel, body: FormBody): void;
}

/** What the bot's own token may do in a channel; answers to interactions do not depend on it. */
export function createChannelAccess({ world }: DiscordContext): ChannelAccess {
  const bot = () => world.members.get(ids.bot) as WorldMember;
  const may = (channel: WorldChannel, permission: bigint) =>
    holds(permissionsIn(world, bot(), channel), permission);

  function open(channelId: string): WorldChannel {
    const channel = world.channels.get(channelId);
    if (!channel) throw unknownChannel();
    if (channel.elsewhere) throw missingAccess();
    const inPlace = channel.recipientId !== undefined || world.scopes.has('bot');
    if (!inPlace || !may(channel, Permission.viewChannel)) throw missingAccess();
    return channel;
  }

  return {
    open,
    mayReadHistory: channel => may(channel, Permission.readMessageHistory),
    openHistory(channelId) {
      const channel = open(channelId);
      if (!may(channel, Permission.readMessageHistory)) throw missingPermissions();
      return channel;
    },
    openForWriting(channelId) {
      const channel = open(channelId);
      const needed = channel.parentId ? Permission.sendMessagesInThreads : Permission.sendMessages;
      if (!may(channel, needed)) throw missingPermissions();
      return channel;
    },
    checkContents(channel, { payload, files }) {
      const { embeds, message_reference: reference } = payload as {
        embeds?: unknown[] | null;
        message_reference?: { message_id?: string; type?: number } | null;
      };
      if (files.length > 0 && !may(channel, Permission.attachFiles)) throw missingPermissions();
      if (embeds?.length && !may(channel, Permission.embedLinks)) throw missingPermissions();
      if (reference?.message_id && !may(channel, Permission.readMessageHistory)) throw missingReplyHistory();
    },
  };
}
