import type { Post } from '../../actors/actor.ts';
import type { QuotaService } from '../../quota/quota-service.ts';
import type { Accepted, AcceptedRequests } from '../requests/accepted-request.ts';
import type { GenerationRequest } from '../requests/plan.ts';
import type { GenerationProgress } from '../requests/progress.ts';
import { deletedMeanwhile, type RequestsUnderWay } from '../requests/under-way.ts';
import { createAnswerPack, type PackResult, type ShowImage } from './answer-pack.ts';
import type { SumUp } from './ask-price.ts';
import type { Limiter } from './limiter.ts';
import { createQuotePack, type PackQuote } from './quote-pack.ts';

/** What becomes of requests for a pack. */
export interface PackAnswers {
  /** What a pack would cost and how long it would take. @throws UserError where none of it can be made */
  quotePack(request: GenerationRequest): Promise<PackQuote>;
  /**
   * Makes what was accepted, once, like `generate`. Each image is an answer of its own, and handed to `show` as soon as it
   * is there; one that `packImageShown` has noted is not handed over again.
   * @throws UserError where nothing comes of it
   */
  generatePack(
    accepted: Accepted,
    onProgress: (progress: GenerationProgress) => void,
    show: ShowImage,
  ): Promise<PackResult>;
  /** An image of a pack was shown; `post` is the message, where others see it. */
  packImageShown(id: string, imageId: string, post: Post | undefined): Promise<void>;
  /** Others see in `post` what became of the pack: it goes with whom it is about. */
  packEnded(id: string, post: Post): Promise<void>;
}

export function createPackAnswers({
  noteShown,
  isRecorded,
  notePackPost,
  accepted,
  sumUp,
  quota,
  underWay,
  limiter,
  refresh,
  ...answering
}: Omit<Parameters<typeof createAnswerPack>[0], 'accepted' | 'limiter'> & {
  noteShown: (imageId: string, post: Post) => Promise<void>;
  isRecorded: (imageId: string) => Promise<boolean>;
  notePackPost: (imageIds: readonly string[], post: Post) => Promise<void>;
  accepted: Pick<AcceptedRequests, 'has' | 'shownOf' | 'noteShown' | 'confirm'>;
  refresh: (guildId: string) => Promise<void>;
  sumUp: SumUp;
  quota: Pick<QuotaService, 'today'>;
  underWay: Pick<RequestsUnderWay, 'during'>;
  limiter: Pick<Limiter, 'etaSeconds' | 'length'>;
}): PackAnswers {
  const answer = createAnswerPack({ ...answering, accepted, limiter });
  return {
    quotePack: createQuotePack({ planner: answering.planner, sumUp, quota, limiter, underWay }),
    async generatePack(one, onProgress, show) {
      if (!(await accepted.has(one.id))) throw deletedMeanwhile();
      await accepted.confirm(one.id);
      await refresh(one.request.guildId);
      return underWay.during(one, mine => answer(one, mine, onProgress, show));
    },
    async packImageShown(id, imageId, post) {
      if (post) await noteShown(imageId, post);
      await accepted.noteShown(id, imageId);
    },
    async packEnded(id, post) {
      const shown = await accepted.shownOf(id);
      const recorded: string[] = [];
      for (const image of shown) if (await isRecorded(image)) recorded.push(image);
      // Where nothing of it could be stored, there is nothing that it could go with.
      if (recorded.length > 0 || shown.length === 0) await notePackPost(recorded, post);
    },
  };
}
