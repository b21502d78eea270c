import type { Answering } from '../discord/answering.ts';
import { isRefused } from '../discord/discord-errors.ts';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import type {
  GenerationResult,
  GenerationService,
  PackResult,
} from '../services/generation/generation-service.ts';
import { imageView, keptImagesView, privateImageReadyView } from '../views/generate/image-view.ts';
import { packView } from '../views/generate/pack-view.ts';
import { waitingView } from '../views/generate/waiting-view.ts';
import type { Said } from '../words/words.ts';
import type { ErrorWords } from './error-words.ts';
import { isSeenByAll, type Task, toChannel, toMember } from './image-task.ts';
import { failedHint, type PlaceFor } from './tell-result.ts';

/** The images of one pack on their way to the member. */
export interface PackImages {
  show(image: GenerationResult): Promise<void>;
  /** How many Discord did not take for now: they have to be handed over again. */
  untold(): number;
}

/** Shows packs: each image in a message of its own as it comes, and in the end what became of all of them. */
export function createPackPosts({
  generation,
  answering,
  wordsFor,
  placeFor,
  tellMissing,
  logger,
}: {
  generation: Pick<GenerationService, 'packImageShown' | 'packEnded'>;
  answering: Answering;
  wordsFor: ErrorWords;
  placeFor: PlaceFor;
  tellMissing: (task: Task, post: Post, missing: readonly Said[]) => Promise<void>;
  logger: Logger;
}) {
  async function showImage({ id, request, to }: Task, image: GenerationResult): Promise<void> {
    const { record } = image;
    const which = { id: record.id, mark: `details:${record.id}` };
    try {
      const post = await answering.showFurther(to, which, {
        view: imageView(image),
        direct: await toMember(request, () => imageView(image, { direct: true })),
        kept: keptImagesView(record),
        hint: await toChannel(request, () => privateImageReadyView(record)),
        elsewhere: placeFor(request),
      });
      await generation.packImageShown(id, record.id, request.private ? undefined : post);
    } catch (error) {
      if (!isRefused(error)) throw error;
      // It is paid for and kept, and the gallery has it.
      logger.error({ err: error, request: id, image: record.id }, 'Discord refused an image in every form');
      await generation.packImageShown(id, record.id, undefined);
    }
  }

  return {
    images(task: Task): PackImages {
      const { id, request, to } = task;
      let untold = 0;
      const total = request.pack?.scenes.length ?? 0;
      // The first further message would take the place of an answer that was only deferred.
      const edited = answering
        .progress(to, waitingView({ id, total, done: 0, started: false, waiting: true }))
        .catch(error => {
          // Somebody deleted it: then there is nothing to take the place of.
          if (!isRefused(error)) throw error;
        });
      edited.catch(() => undefined);
      return {
        untold: () => untold,
        async show(image) {
          try {
            await edited;
            await showImage(task, image);
          } catch (error) {
            untold++;
            logger.warn({ err: error, request: id }, 'an image of a pack could not be shown yet');
          }
        },
      };
    },

    async showEnd(task: Task, result: PackResult): Promise<void> {
      const { id, request, to } = task;
      const about = { interaction: id, guild: request.guildId, member: request.memberId };
      const failures = result.failures.filter(
        failure => !(failure instanceof UserError && failure.code === 'cancelled'),
      );
      const cancelled = failures.length < result.failures.length;
      const missing = await toMember(request, () =>
        failures.map(failure => wordsFor(failure, about)).map(words => () => words),
      );
      const seenByAll = isSeenByAll(task);
      const channelId = placeFor(request)?.channelId;
      const there = { cancelled, ...(channelId === to.channelId ? {} : { channelId }) };
      const post = await answering.show(to, {
        view: packView(id, request, result, { ...there, missing: seenByAll ? missing.length : missing }),
        direct: await toMember(request, () =>
          packView(id, request, result, { ...there, missing, direct: true }),
        ),
        hint: await toChannel(request, failedHint),
      });
      if (!request.private) await generation.packEnded(id, post);
      await tellMissing(task, post, missing);
    },
  };
}
