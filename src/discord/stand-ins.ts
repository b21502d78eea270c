import { ComponentType } from 'discord-api-types/v10';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import type { View } from '../views/components.ts';
import type { Acknowledged } from './acknowledge.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { isChannelClosed, isMemberClosed, isRefused } from './discord-errors.ts';
import { formsOf } from './fitted-files.ts';

/** What a member asked for, in the forms that it takes where the answer itself can't be used any more. */
export interface Shown {
  view: View;
  /** In direct messages, where buttons of a server do not work. The view, unless it is said. */
  direct?: View;
  /** What stands in for it where Discord refuses it in every size: it says where it is kept. */
  kept?: View;
  /** Stands in the channel where a private answer can't be sent: names nothing that others should not read. */
  hint: View;
  /** A public answer goes to this channel, if the bot may write there; `pointer` replaces it where it was asked for. */
  elsewhere?: { channelId: string; pointer(post: Post): View } | undefined;
}

/** What Discord takes in direct messages, and in servers without boosts. */
const directBytesMost = 10 * 1024 * 1024;

/** Messages of their own that stand in for an answer. */
export function createStandIns(
  messages: Pick<ChannelMessages, 'send' | 'sendDirect' | 'find'>,
  logger: Logger,
) {
  /** Sends the first form that is taken. @throws the last refusal, or at once where a smaller form changes nothing */
  async function sendFirstTaken<T>(
    forms: AsyncIterable<View>,
    send: (form: View) => Promise<T>,
    isFinal: (error: unknown) => boolean,
  ): Promise<T> {
    let refusal: unknown;
    for await (const form of forms) {
      try {
        return await send(form);
      } catch (error) {
        if (!isRefused(error) || isFinal(error)) throw error;
        logger.warn({ err: error }, 'Discord refused an answer; a smaller one is tried');
        refusal = error;
      }
    }
    throw refusal;
  }

  const sendDirect = ({ id, memberId }: Acknowledged, view: View, kept?: View) =>
    sendFirstTaken(
      formsOf(view, directBytesMost, kept),
      form => messages.sendDirect(memberId, form, { key: id }),
      isMemberClosed,
    );

  async function sendPrivately(to: Acknowledged, view: View, hint: View, kept?: View): Promise<Post> {
    const { id, memberId, channelId } = to;
    try {
      return await sendDirect(to, view, kept);
    } catch (error) {
      logger.info({ err: error, request: id }, 'a member takes no direct message');
      if (to.elsewhere) throw error;
      const messageId = await messages.send(channelId, mentioning(hint, memberId), { key: id });
      return { channelId, messageId };
    }
  }

  /** What an earlier process may have sent there. */
  async function earlierIn(
    channelId: string,
    { marks, again, elsewhere }: Acknowledged,
  ): Promise<Post | undefined> {
    const messageId = again && marks && !elsewhere ? await messages.find(channelId, marks.shown) : undefined;
    return messageId === undefined ? undefined : { channelId, messageId };
  }

  async function sendIn(
    channelId: string,
    { id, memberId, fileBytesMost }: Acknowledged,
    { view, kept }: Shown,
    { ping = true } = {},
  ): Promise<Post> {
    const messageId = await sendFirstTaken(
      formsOf(view, fileBytesMost, kept),
      form => messages.send(channelId, ping ? mentioning(form, memberId) : form, { key: id }),
      isChannelClosed,
    );
    return { channelId, messageId };
  }

  return { sendFirstTaken, sendDirect, sendPrivately, earlierIn, sendIn };
}

/** Pings the member. Discord does that only where the text names them too. */
function mentioning(view: View, memberId: string): View {
  const mention = `<@${memberId}>`;
  const pings = [...(view.pings ?? []), memberId];
  if (JSON.stringify(view.components).includes(mention)) return { ...view, pings };
  const line = { type: ComponentType.TextDisplay as const, content: mention };
  return { ...view, pings, components: [line, ...view.components] };
}
