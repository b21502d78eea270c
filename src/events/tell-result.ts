import type { Answering, Shown } from '../discord/answering.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import type { GenerationResult, GenerationService } from '../services/generation/generation-service.ts';
import { PriceQuestion } from '../services/generation/making/ask-price.ts';
import { Interrupted } from '../services/generation/making/interrupted.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { note } from '../views/components.ts';
import {
  imageView,
  keptImagesView,
  missingView,
  privateImageReadyView,
  shownElsewhereView,
} from '../views/generate/image-view.ts';
import { priceHint, priceView } from '../views/generate/price-view.ts';
import { youTyped } from '../views/typed.ts';
import { type Said, said, speaking, t } from '../words/words.ts';
import type { ErrorWords } from './error-words.ts';
import { isSeenByAll, type Task, toChannel, toMember, typedFor } from './image-task.ts';

/** For a member who can't be told in the answer itself. */
export const failedHint = () => note('bad', t('events.imagesFailed'));

export type PlaceFor = (request: GenerationRequest) => Shown['elsewhere'];

/** Tells members what became of their requests for images. */
export function createTellResult({
  generation,
  answering,
  wordsFor,
  resultsIn,
  logger,
}: {
  generation: Pick<GenerationService, 'noteShown' | 'touchUpsIn'>;
  answering: Answering;
  wordsFor: ErrorWords;
  /** The channel of a server in which public images are shown, where its admins chose one. */
  resultsIn: (guildId: string) => string | undefined;
  logger: Logger;
}) {
  /** Images made in an age-restricted channel stay there. */
  const placeFor: PlaceFor = ({ guildId, private: hidden, adultChannel }) => {
    const channelId = hidden || adultChannel ? undefined : resultsIn(guildId);
    return channelId === undefined
      ? undefined
      : { channelId, pointer: post => shownElsewhereView(guildId, post) };
  };

  async function show(task: Task, result: GenerationResult): Promise<void> {
    const { id, request, to } = task;
    const touchUps = generation.touchUpsIn(request.guildId);
    try {
      const seenByAll = isSeenByAll(task);
      const post = await answering.show(to, {
        view: imageView(result, { elsewhere: to.elsewhere, seenByAll, touchUps }),
        direct: await toMember(request, () => imageView(result, { direct: true, touchUps })),
        kept: keptImagesView(result.record),
        hint: await toChannel(request, () => privateImageReadyView(result.record)),
        elsewhere: placeFor(request),
      });
      // What only the member sees goes away by itself.
      if (seenByAll) await generation.noteShown(id, post);
      await tellMissing(task, post, result.missing);
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'unsigned')) throw error;
      // The operator lets no picture leave without credentials: the gallery shows it once it can be signed.
      await tellWhyNot(task, new UserError('unsigned', said('events.unsigned'), { cause: error }));
    }
  }

  /** Why images are missing from what others see: to the member alone. */
  async function tellMissing(task: Task, { channelId }: Post, missing: readonly Said[]): Promise<void> {
    const { id, request, to } = task;
    // In a direct message, which is for them alone, it stands already.
    const channels = [to.channelId, placeFor(request)?.channelId];
    if (!isSeenByAll(task) || missing.length === 0 || !channels.includes(channelId)) return;
    await answering
      .tellBeside(to, await toMember(request, () => missingView(missing)))
      .catch(error =>
        logger.info({ err: error, request: id }, 'a member was not told why images are missing'),
      );
  }

  /** To the member alone, in their own language. */
  const tellWhyNot = (task: Task, error: unknown): Promise<void> =>
    speaking(task.request.language ?? 'en', () => tellThem(task, error));

  async function tellThem({ id, request, to }: Task, error: unknown): Promise<void> {
    if (error instanceof PriceQuestion) {
      return answering.tellWhyNot(to, priceView(error.price), await toChannel(request, priceHint));
    }
    const code = error instanceof UserError ? error.code : undefined;
    const cancelled = code === 'cancelled';
    const why = wordsFor(error, { interaction: id, guild: request.guildId, member: request.memberId });
    const isFailure = !cancelled && code !== 'asked';
    const words = note(isFailure ? 'bad' : 'plain', isFailure ? why + youTyped(typedFor(request)) : why);
    if (cancelled) await answering.withdraw(to, words);
    else {
      const forAll =
        error instanceof Interrupted ? await toChannel(request, () => note('bad', error.tell())) : undefined;
      await answering.tellWhyNot(to, words, await toChannel(request, failedHint), forAll);
    }
  }

  async function tellWhereKept({ id, request, to }: Task, { record }: GenerationResult): Promise<void> {
    const words = await toMember(request, () => keptImagesView(record));
    const hint = await toChannel(request, () => privateImageReadyView(record));
    await answering
      .tellWhyNot(to, words, hint)
      .catch(error => logger.error({ err: error, request: id }, 'a member could not be told about a result'));
  }

  return { show, tellMissing, tellWhyNot, tellWhereKept, placeFor };
}
