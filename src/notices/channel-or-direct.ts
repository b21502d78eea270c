import { type ChannelMessages, NotSendable } from '../discord/channel-messages.ts';
import { isChannelClosed, isMemberClosed } from '../discord/discord-errors.ts';
import type { Post } from '../services/actors/actor.ts';
import type { View } from '../views/components.ts';

/** A message that can stand in a channel or in a member's direct messages. */
export interface TwoWays {
  channelId: string;
  memberId: string;
  /** `direct` for the member alone. */
  view: (direct: boolean) => View | Promise<View>;
  key: string;
}

/** Whether the bot can write neither in that channel nor to that member. */
const isShut = (error: unknown) =>
  isChannelClosed(error) || isMemberClosed(error) || error instanceof NotSendable;

/**
 * Sends it in the channel, or, if that is closed to the bot, to the member; with `first`, the other way round. Resolves to
 * nothing where both are closed. @throws what else Discord says
 */
export async function sendEitherWay(
  messages: Pick<ChannelMessages, 'send' | 'sendDirect'>,
  { channelId, memberId, view, key }: TwoWays,
  first: 'channel' | 'direct' = 'channel',
): Promise<Post | undefined> {
  const ways = {
    channel: async () => ({
      channelId,
      messageId: await messages.send(channelId, () => view(false), { key }),
    }),
    direct: () => messages.sendDirect(memberId, () => view(true), { key }),
  };
  for (const way of first === 'channel' ? [ways.channel, ways.direct] : [ways.direct, ways.channel]) {
    try {
      return await way();
    } catch (error) {
      if (!isShut(error)) throw error;
    }
  }
  return undefined;
}
