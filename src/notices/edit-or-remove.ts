import { type ChannelMessages, NotSendable, type Told } from '../discord/channel-messages.ts';
import { isGone, isRefused } from '../discord/discord-errors.ts';
import type { Post } from '../services/actors/actor.ts';

/**
 * Shows something else in a message. Where Discord refuses that, the message goes: what was deleted must not stay visible in
 * it. Resolves to whether it is still there. @throws what says that Discord could not be reached
 */
export async function editOrRemove(
  messages: Pick<ChannelMessages, 'edit' | 'delete'>,
  { channelId, messageId }: Post,
  told: Told,
): Promise<boolean> {
  try {
    await messages.edit(channelId, messageId, told);
    return true;
  } catch (error) {
    if (!isRefused(error) && !(error instanceof NotSendable)) throw error;
    if (!isGone(error)) await messages.delete(channelId, messageId);
    return false;
  }
}
