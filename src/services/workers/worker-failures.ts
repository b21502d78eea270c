import { said } from '../../words/words.ts';
import { InferenceFailure } from '../huggingface/inference/inference-failure.ts';
import { tame } from '../huggingface/inference/translate-error.ts';
import type { NotDone } from './work.ts';

/** Why no picture came from the computers of a server, for the member. It never costs anything, and is never repeated at one that does. */
export function failureOf(reason: NotDone): InferenceFailure {
  const free = { cost: 'free', elsewhere: true } as const;
  switch (reason.why) {
    case 'gone':
      return new InferenceFailure('provider-failed', said('workers.gone'), free);
    case 'silent':
      return new InferenceFailure('provider-failed', said('workers.silent'), free);
    case 'too-long':
      return new InferenceFailure('timed-out', said('workers.tooLong'), free);
    case 'stopping':
      return new InferenceFailure('gone', said('generation.restarting'), { cost: 'free' });
    case 'failed': {
      const words = tame(reason.error);
      if (reason.status === 404 || reason.status === 410) {
        return new InferenceFailure('model-unavailable', said('workers.notThere'), free);
      }
      if (reason.status < 500 && reason.status !== 429) {
        return new InferenceFailure(
          'bad-input',
          words ? said('workers.refusedSaying', { reason: words }) : said('workers.refused'),
          { cost: 'free' },
        );
      }
      return new InferenceFailure(
        'provider-failed',
        words ? said('workers.failedSaying', { reason: words }) : said('workers.failed'),
        free,
      );
    }
  }
}
