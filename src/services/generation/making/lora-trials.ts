import type { Logger } from '../../../logger.ts';
import { inLanguage } from '../../../words/language.ts';
import { said } from '../../../words/words.ts';
import type { VersionOf, VersionServings } from '../../actors/servings.ts';
import { mayBeAsked } from '../../actors/servings.ts';
import type { Route } from '../../huggingface/inference/image-request.ts';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';

/**
 * Whether an image service takes private weights from a link is known only once it was tried: the first picture of a
 * version is the trial, and the others wait for how it ends.
 */
export interface LoraTrials {
  /** Makes the call, in its turn. @throws InferenceFailure, free, where the service has refused the version before */
  during<T>(
    route: Route,
    version: VersionOf | undefined,
    call: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
}

const isRefusal = (error: unknown): error is InferenceFailure =>
  error instanceof InferenceFailure && error.code === 'not-served' && error.cost === 'free';

export function createLoraTrials({
  servings,
  now,
  logger,
}: {
  servings: VersionServings;
  now: () => number;
  logger: Logger;
}): LoraTrials {
  const underWay = new Map<string, Promise<unknown>>();

  return {
    async during(route, version, call, signal) {
      if (route.via !== 'provider' || !route.link || !version) return call();
      const { provider, link } = route;
      const asked = { provider, link };
      const key = `${version.revision} ${provider} ${link}`;
      const note = (outcome: 'made' | 'refused', reason?: string) =>
        servings
          .noteServing(version, { ...asked, outcome, ...(reason ? { reason } : {}) })
          // What could not be written down is found out again.
          .catch(error => logger.warn({ err: error }, 'what a service answered was not noted'));
      const attempt = async () => {
        try {
          const made = await call();
          await note('made');
          return made;
        } catch (error) {
          if (isRefusal(error)) {
            await note('refused', inLanguage('en', error.tell));
          }
          throw error;
        }
      };
      for (;;) {
        const known = await servings.servingOf(version, asked);
        if (!mayBeAsked(known, now())) {
          const reason = known?.reason ?? said('generation.loraNotLoaded');
          throw new InferenceFailure('not-served', reason, { cost: 'free', elsewhere: true });
        }
        if (known?.outcome === 'made') return attempt();
        const trial = underWay.get(key);
        if (!trial) break;
        await ended(trial, signal);
      }
      const trial = attempt();
      underWay.set(key, trial);
      return trial.finally(() => underWay.delete(key));
    },
  };
}

/** Resolves once it has ended, however it did. @throws the signal's reason */
async function ended(trial: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const over = trial.then(
    () => undefined,
    () => undefined,
  );
  if (!signal) return over;
  let stop = () => {};
  const aborted = new Promise<void>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([over, aborted]).finally(() => signal.removeEventListener('abort', stop));
}
