import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { ImageRequest, Route } from '../huggingface/image-request.ts';
import { InferenceFailure } from '../huggingface/inference-failure.ts';
import { type InferenceAccount, makeImage } from '../huggingface/text-to-image.ts';
import { checkImage, type ImageFault } from './check-image.ts';
import type { Limiter } from './limiter.ts';

/** Longest wait for models to warm up and for Retry-After, in seconds, all of one picture together. */
const patienceSeconds = 90;
const asksMost = 4;
const backoffsMost = 2;
const backoffFirstMs = 500;

export interface MakingSigns {
  /** How many calls go first. */
  onQueued(ahead: number): void;
  onStart(): void;
  /** The other side asked to wait. */
  onWait(seconds: number, warmingUp: boolean): void;
}

export interface ImageMaker {
  /**
   * One checked picture as PNG. `mayStart` is asked at its turn, before anything is spent. Tries again, or elsewhere, only where the failure certainly cost nothing.
   * @throws UserError; an InferenceFailure says what the failure cost.
   */
  make(
    memberId: string,
    routes: Route[],
    request: ImageRequest,
    signs: MakingSigns,
    mayStart: () => Promise<void>,
  ): Promise<Buffer>;
}

const wordsForFault: Record<ImageFault, string> = {
  black: "The provider's safety filter sent a black picture. Nothing was spent; change the prompt.",
  'cut-off': 'The picture arrived damaged. Nothing was spent; try again.',
  'not-an-image': 'The provider answered with something that is no picture. Nothing was spent; try again.',
};

export function createImageMaker({
  account,
  limiter,
  logger,
}: {
  account: InferenceAccount;
  limiter: Limiter;
  logger: Logger;
}): ImageMaker {
  async function once(route: Route, request: ImageRequest): Promise<Buffer> {
    const checked = await checkImage(await makeImage(account, route, request));
    if ('png' in checked) return checked.png;
    throw new InferenceFailure('picture-unusable', wordsForFault[checked.fault], { cost: 'free' });
  }

  return {
    async make(memberId, routes, request, signs, mayStart) {
      let waitedSeconds = 0;
      let last: InferenceFailure | undefined;
      for (const route of routes) {
        let asks = 0;
        let backoffs = 0;
        for (;;) {
          try {
            return await limiter.run(
              memberId,
              async () => {
                await mayStart();
                signs.onStart();
                return once(route, request);
              },
              signs.onQueued,
            );
          } catch (error) {
            if (!(error instanceof InferenceFailure)) throw error;
            last = error;
            const { code, cost, retry } = error;
            logger.info(
              { code, cost, retry, route, model: request.model, err: error.cause },
              'a call failed',
            );
            if (cost === 'unknown' || !retry) break;
            // The waits are outside the limiter: what waits for a model must not hold the place of others.
            if (retry.kind === 'backoff') {
              if (backoffs === backoffsMost) break;
              await limiter.pause(backoffFirstMs * 2 ** backoffs++ * (0.5 + Math.random()));
            } else {
              if (++asks === asksMost || waitedSeconds + retry.seconds > patienceSeconds) break;
              waitedSeconds += retry.seconds;
              signs.onWait(retry.seconds, retry.warmingUp);
              await limiter.pause(retry.seconds * 1_000);
            }
          }
        }
        // Elsewhere only after a failure that was free, and not where another provider would say the same.
        if (last.cost === 'unknown' || !(last.elsewhere || last.retry)) break;
      }
      throw last ?? new UserError('not-served', 'Nothing can make this picture at the moment.');
    },
  };
}
