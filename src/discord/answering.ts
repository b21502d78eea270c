import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import { note, type View } from '../views/components.ts';
import { t } from '../words/words.ts';
import type { Acknowledged } from './acknowledge.ts';
import { type ChannelMessages, NotSendable } from './channel-messages.ts';
import { isAnswerOver, isRefused } from './discord-errors.ts';
import { formsOf } from './fitted-files.ts';
import type { InteractionAnswers } from './interaction-answers.ts';
import { createStandIns, type Shown } from './stand-ins.ts';

export type { Shown } from './stand-ins.ts';

/** Tells members how it ended: in the answer while Discord takes it, and in a message of its own after that. */
export interface Answering {
  /** Shows where work stands, while that can be edited. */
  progress(to: Acknowledged, view: View): Promise<void>;
  /**
   * Resolves to the message that shows it. A late public answer is a message in the channel that mentions the member;
   * a late private one a direct message, or else a hint in the channel.
   */
  show(to: Acknowledged, shown: Shown): Promise<Post>;
  /**
   * Shows it in a message of its own, besides what `show` will: it pings nobody. `id` makes it idempotent, `mark` is the
   * custom_id by which it is found after a restart. Resolves to the message, unless only the member sees it. To be called
   * once `progress` has edited the answer.
   */
  showFurther(to: Acknowledged, which: { id: string; mark: string }, shown: Shown): Promise<Post | undefined>;
  /** Besides what `show` showed to all: to the member alone, or to nobody where that isn't possible. */
  tellBeside(to: Acknowledged, words: View): Promise<void>;
  /**
   * To the member alone, wherever that is possible. What an earlier process may have told already, the member may read
   * twice; `forAll`, which others may read, takes the place of a public answer then, and stands there once.
   */
  tellWhyNot(to: Acknowledged, words: View, hint: View, forAll?: View): Promise<void>;
  /** Takes back what others see of it; the member reads `words` where nobody else does. */
  withdraw(to: Acknowledged, words: View): Promise<void>;
}

/** Discord takes answers for 15 minutes; the last minute is left for the upload. */
const answerableMs = 14 * 60_000;

/** Stands where the bot was thinking, for the moment before it goes. */
const nothingCame = () => note('plain', t('discord.nothingCame'));

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
  const { sendFirstTaken, sendDirect, sendPrivately, earlierIn, sendIn } = createStandIns(messages, logger);
  const isOpen = ({ askedAt, key }: Acknowledged) => key.token !== '' && now() < askedAt + answerableMs;

  /** Undefined where the answer can't be used, any more or at all. */
  async function whileOpen<T>(
    to: Acknowledged,
    work: () => Promise<T>,
    cannotBeUsed: (error: unknown) => boolean,
  ): Promise<T | undefined> {
    if (!isOpen(to)) return undefined;
    try {
      return await work();
    } catch (error) {
      if (!cannotBeUsed(error)) throw error;
      logger.info({ err: error, request: to.id }, 'an answer cannot be used; a message stands in for it');
      return undefined;
    }
  }

  /** Once, in place of the message that says that something is being made. */
  async function sendPublicly(to: Acknowledged, shown: Shown): Promise<Post> {
    const { channelId, elsewhere } = to;
    if (elsewhere) return sendDirect(to, shown.direct ?? shown.view, shown.kept);
    const found = await earlierIn(channelId, to);
    const post =
      found ??
      (await sendIn(channelId, to, shown).catch(error => {
        if (!isRefused(error)) throw error;
        // The channel is gone, or closed to the bot. The member is the next best place.
        return sendDirect(to, shown.direct ?? shown.view, shown.kept);
      }));
    await removeWaiting(to);
    return post;
  }

  /**
   * To the member alone. The loading message is answered before the follow-up, and goes after it: a follow-up directly
   * after a deferral edits the loading message for everybody to see (docs.discord.com/developers/interactions/
   * receiving-and-responding#create-followup-message), and one after its deletion was refused with 10008
   * (github.com/discord/discord-api-docs/issues/2739 and /3087).
   */
  async function tellInAnswer(to: Acknowledged, words: View, forAll: View | undefined): Promise<true> {
    // An edit is the same however often it is made.
    if (to.place === 'private' || (to.again && to.privateCard)) await answers.edit(to.key, words);
    else if (to.again && to.place === 'public' && forAll) await answers.edit(to.key, forAll);
    else {
      if (to.place === 'public') await answers.edit(to.key, nothingCame());
      await answers.tell(to.key, words);
      await removeWaiting(to);
    }
    return true;
  }

  /** Undefined where the bot can't write there. */
  async function sendElsewhere(to: Acknowledged, shown: Shown): Promise<Post | undefined> {
    const { elsewhere } = shown;
    if (!elsewhere || to.place !== 'public' || elsewhere.channelId === to.channelId) return undefined;
    const { channelId, pointer } = elsewhere;
    let post: Post;
    try {
      post = (await earlierIn(channelId, to)) ?? (await sendIn(channelId, to, shown));
    } catch (error) {
      if (!isRefused(error) && !(error instanceof NotSendable)) throw error;
      logger.warn({ err: error, channel: channelId }, 'images are shown where they were asked for');
      return undefined;
    }
    const pointed = await whileOpen(to, () => answers.edit(to.key, pointer(post)), isRefused);
    if (!pointed) await removeWaiting(to);
    return post;
  }

  /** A further public message: where such images go, in the answer, in the channel, or else to the member. */
  async function addPublicly(to: Acknowledged, shown: Shown): Promise<Post> {
    const { channelId, key, fileBytesMost } = to;
    const { view, direct = view, kept, elsewhere } = shown;
    const other = elsewhere?.channelId === channelId ? undefined : elsewhere?.channelId;
    const found = (other && (await earlierIn(other, to))) || (await earlierIn(channelId, to));
    if (found) return found;
    if (other) {
      const there = await sendIn(other, to, shown, { ping: false }).catch(error => {
        if (!isRefused(error) && !(error instanceof NotSendable)) throw error;
        return undefined;
      });
      if (there) return there;
    }
    const added = await whileOpen(
      to,
      () => sendFirstTaken(formsOf(view, fileBytesMost, kept), form => answers.add(key, form), isAnswerOver),
      isRefused,
    );
    if (added) return added;
    if (to.elsewhere) return sendDirect(to, direct, kept);
    return sendIn(channelId, to, shown, { ping: false }).catch(error => {
      if (!isRefused(error)) throw error;
      return sendDirect(to, direct, kept);
    });
  }

  async function removeWaiting(to: Acknowledged): Promise<void> {
    const { id, place, key, post, channelId, marks } = to;
    if (place !== 'public') return;
    try {
      if (isOpen(to)) return await answers.delete(key);
      if (to.elsewhere) return;
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

    async show(to, shown) {
      const { view, direct = view, kept, hint } = shown;
      const there = await sendElsewhere(to, shown);
      if (there) return there;
      // An edit is the same however often it is made, so it hides that an earlier process may have shown it already.
      const post = await whileOpen(
        to,
        () =>
          sendFirstTaken(
            formsOf(view, to.fileBytesMost, kept),
            form => answers.edit(to.key, form),
            isAnswerOver,
          ),
        error => isAnswerOver(error) || (kept !== undefined && isRefused(error)),
      );
      if (post) return post;
      return to.place === 'public' ? sendPublicly(to, shown) : sendPrivately(to, direct, hint, kept);
    },

    async showFurther(answered, { id, mark }, shown) {
      const to = { ...answered, id, marks: { waiting: mark, shown: mark } };
      if (to.place === 'public') return addPublicly(to, shown);
      const { view, direct = view, kept, hint } = shown;
      const told = await whileOpen(
        to,
        async () => {
          const forms = formsOf(view, to.fileBytesMost, kept);
          await sendFirstTaken(forms, form => answers.tell(to.key, form), isAnswerOver);
          return true;
        },
        isRefused,
      );
      if (!told) await sendPrivately(to, direct, hint, kept);
      return undefined;
    },

    async tellBeside(to, words) {
      const told = await whileOpen(to, async () => answers.tell(to.key, words).then(() => true), isRefused);
      if (!told) await sendDirect({ ...to, id: `${to.id}-beside` }, words);
    },

    async tellWhyNot(to, words, hint, forAll) {
      if (await whileOpen(to, () => tellInAnswer(to, words, forAll), isRefused)) return;
      await removeWaiting(to);
      await sendPrivately(to, words, hint);
    },

    async withdraw(to, words) {
      const done = await whileOpen(
        to,
        async () => {
          if (to.place === 'private' || to.again) await answers.edit(to.key, words);
          else await answers.delete(to.key);
          return true;
        },
        isAnswerOver,
      );
      if (!done) await removeWaiting(to);
    },
  };
}
