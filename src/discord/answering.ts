import { ComponentType } from 'discord-api-types/v10';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import type { View } from '../views/components.ts';
import type { Acknowledged } from './acknowledge.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { isAnswerOver, isRefused } from './discord-errors.ts';
import { fittedFiles } from './fitted-files.ts';
import type { InteractionAnswers } from './interaction-answers.ts';

/** What a member asked for, in the forms that it takes where the answer itself can't be used any more. */
export interface Shown {
  view: View;
  /** In direct messages, where buttons of a server do not work. The view, unless it is said. */
  direct?: View;
  /** Stands in the channel where a private answer can't be sent: names nothing that others should not read. */
  hint: View;
}

/** Tells members how it ended: in the answer while Discord takes it, and in a message of its own after that. */
export interface Answering {
  /** Shows where work stands, while that can be edited. */
  progress(to: Acknowledged, view: View): Promise<void>;
  /**
   * Resolves to the message that shows it. A late public answer is a message in the channel that mentions the member;
   * a late private one a direct message, or else a hint in the channel.
   */
  show(to: Acknowledged, shown: Shown): Promise<Post>;
  /** To the member alone, wherever that is possible. */
  tellWhyNot(to: Acknowledged, words: View, hint: View): Promise<void>;
  /** Takes back what others see of it; the member reads `words` where nobody else does. */
  withdraw(to: Acknowledged, words: View): Promise<void>;
}

/** Discord takes answers for 15 minutes; the last minute is left for the upload. */
const answerableMs = 14 * 60_000;
/** What Discord takes in direct messages, and in servers without boosts. */
const directBytesMost = 10 * 1024 * 1024;

export function createAnswering({
  answers,
  messages,
  now,
  logger,
}: {
  answers: InteractionAnswers;
  messages: Pick<ChannelMessages, 'send' | 'sendDirect' | 'delete' | 'find'>;
  now: () => number;
  logger: Logger;
}): Answering {
  const isOpen = ({ askedAt, key }: Acknowledged) => key.token !== '' && now() < askedAt + answerableMs;

  /** Undefined where the answer can't be used any more. */
  async function whileOpen<T>(to: Acknowledged, work: () => Promise<T>): Promise<T | undefined> {
    if (!isOpen(to)) return undefined;
    try {
      return await work();
    } catch (error) {
      if (!isAnswerOver(error)) throw error;
      return undefined;
    }
  }

  async function sendPrivately({ id, memberId, channelId }: Acknowledged, view: View, hint: View) {
    try {
      return await messages.sendDirect(memberId, view, { nonce: id });
    } catch (error) {
      logger.info({ err: error, request: id }, 'a member takes no direct message');
      const messageId = await messages.send(channelId, mentioning(hint, memberId), { nonce: id });
      return { channelId, messageId };
    }
  }

  /** Once, in place of the message that says that something is being made. */
  async function sendPublicly(to: Acknowledged, view: View, direct: View): Promise<Post> {
    const { id, channelId, memberId, marks, again } = to;
    const found = again && marks ? await messages.find(channelId, marks.shown) : undefined;
    const late = mentioning(view, memberId);
    let post: Post;
    try {
      post = { channelId, messageId: found ?? (await messages.send(channelId, late, { nonce: id })) };
    } catch (error) {
      if (!isRefused(error)) throw error;
      // The channel is gone, or closed to the bot. The member is the next best place.
      post = await messages.sendDirect(memberId, direct, { nonce: id });
    }
    await removeWaiting(to);
    return post;
  }

  async function removeWaiting(to: Acknowledged): Promise<void> {
    const { id, place, key, post, channelId, marks } = to;
    if (place !== 'public') return;
    try {
      if (isOpen(to)) return await answers.delete(key);
      const messageId = post?.messageId ?? (marks && (await messages.find(channelId, marks.waiting)));
      if (messageId) await messages.delete(channelId, messageId);
    } catch (error) {
      logger.info({ err: error, request: id }, 'a message about waiting stays');
    }
  }

  return {
    async progress(to, view) {
      if (isOpen(to)) await answers.edit(to.key, view);
    },

    async show(to, { view, direct = view, hint }) {
      // An edit is the same however often it is made, so it hides that an earlier process may have shown it already.
      const fitted = await fittedFiles(view, to.fileBytesMost);
      const post = await whileOpen(to, () => answers.edit(to.key, fitted));
      if (post) return post;
      const small = await fittedFiles(direct, directBytesMost);
      return to.place === 'public' ? sendPublicly(to, fitted, small) : sendPrivately(to, small, hint);
    },

    async tellWhyNot(to, words, hint) {
      const told = await whileOpen(to, async () => {
        // In place where an earlier process may have told it already: an edit is the same however often it is made.
        if (to.place === 'private' || to.again) await answers.edit(to.key, words);
        else {
          // Everybody saw that the bot was at work; what went wrong is for the one who asked.
          if (to.place === 'public') await answers.delete(to.key);
          await answers.tell(to.key, words);
        }
        return true;
      });
      if (told) return;
      await removeWaiting(to);
      await sendPrivately(to, words, hint);
    },

    async withdraw(to, words) {
      const done = await whileOpen(to, async () => {
        if (to.place === 'private' || to.again) await answers.edit(to.key, words);
        else await answers.delete(to.key);
        return true;
      });
      if (!done) await removeWaiting(to);
    },
  };
}

/** Pings the member. Discord does that only where the text names them too. */
function mentioning(view: View, memberId: string): View {
  const mention = `<@${memberId}>`;
  const pings = [...(view.pings ?? []), memberId];
  if (JSON.stringify(view.components).includes(mention)) return { ...view, pings };
  const line = { type: ComponentType.TextDisplay as const, content: mention };
  return { ...view, pings, components: [line, ...view.components] };
}
