import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import {
  type ImageRequest,
  type InferenceAccount,
  makeImage,
  type Route,
} from '../huggingface/text-to-image.ts';
import { InferenceFailure } from '../huggingface/translate-error.ts';
import { checkImage } from './check-image.ts';
import type { Limiter } from './limiter.ts';

/** Longest wait for a model to warm up or for a provider's Retry-After, in seconds, all attempts together. */
const patienceSeconds = 90;
const attemptsMost = 4;

export interface ImageMaker {
  /**
   * One checked picture as PNG. Tries again, or elsewhere, only where the failure certainly cost nothing.
   * @throws UserError; an InferenceFailure says what the failure cost.
   */
  make(
    memberId: string,
    routes: Route[],
    request: ImageRequest,
    onWait: (seconds: number) => void,
    onStart: () => void,
  ): Promise<Buffer>;
}

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
    const words = {
      black: "The provider's safety filter sent a black picture. Nothing was spent; change the prompt.",
      'cut-off': 'The picture arrived damaged. Nothing was spent; try again.',
      'not-an-image':
        'The provider answered with something that is no picture. Nothing was spent; try again.',
    }[checked.fault];
    throw new InferenceFailure('picture-unusable', words, { cost: 'free' });
  }

  return {
    async make(memberId, routes, request, onWait, onStart) {
      let waited = 0;
      let last: InferenceFailure | undefined;
      for (const route of routes) {
        for (let attempt = 1; attempt <= attemptsMost; attempt++) {
          try {
            return await limiter.run(memberId, () => {
              onStart();
              return once(route, request);
            });
          } catch (error) {
            if (!(error instanceof InferenceFailure)) throw error;
            last = error;
            logger.info({ code: error.code, cost: error.cost, route, model: request.model }, 'a call failed');
            const seconds = error.retryAfterSeconds;
            const worthWaiting =
              error.cost === 'free' && seconds !== undefined && waited + seconds <= patienceSeconds;
            if (!worthWaiting || attempt === attemptsMost) break;
            waited += seconds;
            onWait(seconds);
            // Outside the limiter: what waits for a model must not hold the place of others.
            await wait(seconds * 1_000);
          }
        }
        if (last?.cost !== 'free' || !(last.elsewhere || last.retryAfterSeconds !== undefined)) break;
      }
      throw last ?? new UserError('not-served', 'Nothing can make this picture at the moment.');
    },
  };
}
