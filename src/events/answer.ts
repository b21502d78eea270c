import type { Traced } from '../commands/command.ts';
import { type Answerable, acknowledge, type Place } from '../discord/acknowledge.ts';
import type { Answering } from '../discord/answering.ts';
import { isTooLarge } from '../discord/discord-errors.ts';
import { throttleLatest } from '../discord/throttle-latest.ts';
import { isOver, UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import { note, type View } from '../views/components.ts';
import { type Language, language } from '../words/language.ts';
import { said, speaking, t } from '../words/words.ts';
import type { ErrorWords } from './error-words.ts';

const progressEveryMs = 3_000;

const lateHint = () => note('plain', t('events.late'));
const failedHint = () => note('bad', t('events.failed'));

/** Acknowledges an interaction, runs what was asked, and shows what comes of it or says why nothing did. */
export type Answer = (
  interaction: Answerable,
  place: Place | 'onward',
  execute: (progress: (view: View) => void) => Promise<View>,
  declared?: Traced,
) => Promise<void>;

export function createAnswer({
  answering,
  languageOf,
  wordsFor,
  logger,
}: {
  answering: Answering;
  /** What is spoken in the channels of a server. */
  languageOf: (guildId: string) => Language;
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

  return async (interaction, place, execute, { traceless } = {}) => {
    const to = await acknowledge(interaction, place);
    const theirs = language();
    // Of a server that the bot isn't in, nothing is known.
    const here = interaction.guildId === null || to.elsewhere ? theirs : languageOf(interaction.guildId);
    const seenByAll = to.place === 'public' || (to.place === 'replace' && !to.privateCard);
    const shown = throttleLatest<View>(view => answering.progress(to, view), progressEveryMs);
    try {
      const view = await speaking(seenByAll ? here : theirs, () => execute(shown.push)).finally(() =>
        shown.stop(),
      );
      const hint = await speaking(here, async () => lateHint());
      await follow(view, await answering.show(to, { view, hint }));
    } catch (error) {
      const told = isTooLarge(error) ? new UserError('bad-input', said('events.tooLarge')) : error;
      const about = { interaction: to.id, guild: interaction.guildId, member: to.memberId, traceless };
      // What a private card was about is gone: the words take the card's place, and with it its buttons.
      const at = to.privateCard && isOver(error) ? { ...to, place: 'private' as const } : to;
      const hint = await speaking(here, async () => failedHint());
      await answering
        .tellWhyNot(at, note('bad', wordsFor(told, about)), hint)
        .catch(cause => logger.warn({ err: cause, interaction: to.id }, 'an error could not be told'));
    }
  };
}
