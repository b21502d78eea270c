import { type Answerable, acknowledge, type Place } from '../discord/acknowledge.ts';
import type { Answering } from '../discord/answering.ts';
import { isTooLarge } from '../discord/discord-errors.ts';
import { throttleLatest } from '../discord/throttle-latest.ts';
import { isOver, UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import { note, type View } from '../views/components.ts';
import type { ErrorWords } from './error-words.ts';

const progressEveryMs = 3_000;

const lateHint = note(
  'plain',
  'That took longer than Discord waits for an answer, and only you may see it. Ask again.',
);
const tooLarge = 'The result is too large for one Discord message here.';
const failedHint = note('bad', 'Your earlier request didn’t work. Ask again.');

/** Acknowledges an interaction, runs what was asked, and shows what comes of it or says why nothing did. */
export type Answer = (
  interaction: Answerable,
  place: Place | 'onward',
  execute: (progress: (view: View) => void) => Promise<View>,
) => Promise<void>;

export function createAnswer({
  answering,
  wordsFor,
  logger,
}: {
  answering: Answering;
  wordsFor: ErrorWords;
  logger: Logger;
}): Answer {
  /** The member has the answer by now, so what goes wrong here is for the log alone. */
  async function follow(view: View, post: Post): Promise<void> {
    try {
      await view.onShown?.(post);
    } catch (error) {
      logger.error({ err: error }, 'what follows an answer failed');
    }
  }

  return async (interaction, place, execute) => {
    const to = await acknowledge(interaction, place);
    const shown = throttleLatest<View>(view => answering.progress(to, view), progressEveryMs);
    try {
      const view = await execute(shown.push).finally(() => shown.stop());
      await follow(view, await answering.show(to, { view, hint: lateHint }));
    } catch (error) {
      const told = isTooLarge(error) ? new UserError('bad-input', tooLarge) : error;
      const about = { interaction: to.id, guild: interaction.guildId, member: to.memberId };
      // What a private card was about is gone: the words take the card's place, and with it its buttons.
      const at = to.privateCard && isOver(error) ? { ...to, place: 'private' as const } : to;
      await answering
        .tellWhyNot(at, note('bad', wordsFor(told, about)), failedHint)
        .catch(cause => logger.warn({ err: cause, interaction: to.id }, 'an error could not be told'));
    }
  };
}
