import { UserError } from '../../../errors.ts';
import type { Logger } from '../../../logger.ts';
import type { AccountPause } from '../../huggingface/account/account-pause.ts';
import type { Circuits } from '../../huggingface/inference/circuits.ts';
import type { ImageRequest, Route } from '../../huggingface/inference/image-request.ts';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';
import { type InferenceAccount, makeImage } from '../../huggingface/inference/make-image.ts';
import { checkImage, type ImageFault } from '../images/check-image.ts';
import type { Limiter } from './limiter.ts';

/** How often one way is asked again after it asked to wait, and after it had trouble. */
const asksMost = 6;
const backoffsMost = 2;
const backoffFirstMs = 500;
/** The longest that one picture waits, in all, for a model to warm up or a limit to pass. */
const patienceSeconds = 300;
/** The longest that a picture waits for a way that is left alone. */
const leftAlonePatienceSeconds = 60;
/** The longest that a provider's Retry-After holds up everybody. */
const holdMost = 60;
/** A provider that wants a payment method is left alone for that long. */
const providerOpenMs = 60 * 60_000;

export interface MakingSigns {
  onQueued(ahead: number): void;
  onStart(): void;
  /** The other side asks to wait that long. */
  onWait(seconds: number, warmingUp: boolean): void;
}

export interface ImageMaker {
  /**
   * One checked picture as PNG. `mayStart` is asked at its turn, directly before every call. Tries again, or
   * elsewhere, only where the failure certainly cost nothing. `signal` ends the waits, never a call under way.
   * @throws UserError, the signal's reason; an InferenceFailure says what the failure cost.
   */
  make(
    memberId: string,
    routes: Route[],
    request: ImageRequest,
    signs: MakingSigns,
    mayStart: () => Promise<void>,
    signal?: AbortSignal,
  ): Promise<Buffer>;
}

const wordsForFault: Record<ImageFault, string> = {
  black: "The provider's safety filter sent a black picture. Nothing was counted; change the prompt.",
  'cut-off': 'The picture arrived damaged. Nothing was counted; try again.',
  'not-an-image': 'The provider answered with something that is no picture. Nothing was counted; try again.',
};

export function createImageMaker({
  account,
  limiter,
  circuits,
  accountPause,
  logger,
}: {
  account: InferenceAccount;
  limiter: Limiter;
  circuits: Circuits;
  accountPause: Pick<AccountPause, 'check' | 'refused' | 'accepted'>;
  logger: Logger;
}): ImageMaker {
  async function once(route: Route, request: ImageRequest): Promise<Buffer> {
    const checked = await checkImage(await makeImage(account, route, request));
    if ('png' in checked) return checked.png;
    throw new InferenceFailure('picture-unusable', wordsForFault[checked.fault], { cost: 'free' });
  }

  /** What a failure says of the way, of the provider, of the account, and of how soon anybody may ask again. */
  async function learn({ route, provider, way }: Way, failure: InferenceFailure): Promise<void> {
    const { code, retry, blame } = failure;
    if (route.via === 'provider' && code === 'account-paused') await accountPause.refused(failure.message);
    // The limit is that of the account, behind whichever provider; an endpoint of one's own has its own.
    if (route.via === 'provider' && retry?.kind === 'after' && !retry.warmingUp) {
      limiter.hold(Math.min(retry.seconds, holdMost) * 1_000);
    }
    if (blame === 'provider') circuits.openFor(provider, providerOpenMs);
    if (blame === 'way') circuits.failed(way);
    else circuits.undecided(way);
    circuits.undecided(provider);
  }

  /** One call, at its turn. */
  async function atItsTurn(
    way: Way,
    request: ImageRequest,
    signs: MakingSigns,
    mayStart: () => Promise<void>,
  ): Promise<Buffer> {
    const { route } = way;
    if (!circuits.allows(way.provider)) throw leftAlone(way);
    if (!circuits.allows(way.way)) {
      circuits.undecided(way.provider);
      throw leftAlone(way);
    }
    try {
      if (route.via === 'provider') accountPause.check();
      await mayStart();
    } catch (error) {
      circuits.undecided(way.way);
      circuits.undecided(way.provider);
      throw error;
    }
    signs.onStart();
    try {
      const made = await once(route, request);
      circuits.succeeded(way.way);
      circuits.succeeded(way.provider);
      if (route.via === 'provider') await accountPause.accepted();
      return made;
    } catch (error) {
      if (error instanceof InferenceFailure) await learn(way, error);
      throw error;
    }
  }

  /** At least one second, so that those who wait for a probe do not spin. */
  const leftAloneForSeconds = ({ provider, way }: Way) =>
    Math.max(1, Math.ceil(Math.max(circuits.msUntilProbe(provider), circuits.msUntilProbe(way)) / 1_000));

  const leftAlone = (way: Way) =>
    new WayLeftAlone(
      'provider-failed',
      `The provider had trouble again and again, so it is left alone for ${leftAloneForSeconds(way)} s. Nothing was spent; try again then, or pick another model.`,
      { cost: 'free', elsewhere: true },
    );

  return {
    async make(memberId, routes, request, signs, mayStart, signal) {
      let waitedSeconds = 0;

      /** Resolves to the picture, or to the failure with which this way is given up. */
      async function along(way: Way): Promise<Buffer | InferenceFailure> {
        let asks = 0;
        let backoffs = 0;
        for (;;) {
          try {
            return await limiter.run(memberId, () => atItsTurn(way, request, signs, mayStart), {
              onQueued: signs.onQueued,
              signal,
            });
          } catch (error) {
            if (!(error instanceof InferenceFailure)) throw error;
            const { code, cost, retry } = error;
            logger.info(
              { code, cost, retry, route: way.route, model: request.model, err: error.cause },
              'a call failed',
            );
            if (cost === 'unknown' || !retry) return error;
            // The waits are outside the limiter: what waits for a model must not hold the place of others.
            if (retry.kind === 'backoff') {
              if (backoffs === backoffsMost) return error;
              await limiter.pause(backoffFirstMs * 2 ** backoffs++ * (0.5 + Math.random()), signal);
            } else {
              if (++asks === asksMost || waitedSeconds + retry.seconds > patienceSeconds) return error;
              waitedSeconds += retry.seconds;
              signs.onWait(retry.seconds, retry.warmingUp);
              await limiter.pause(retry.seconds * 1_000, signal);
            }
          }
        }
      }

      const ways = routes.map(route => wayOf(route, request));
      for (;;) {
        let last: InferenceFailure | undefined;
        let leftAloneOnly = true;
        for (const way of ways) {
          const outcome = await along(way);
          if (!(outcome instanceof InferenceFailure)) return outcome;
          last = outcome;
          leftAloneOnly &&= outcome instanceof WayLeftAlone;
          // Elsewhere only after a failure that was free, and not where another provider would say the same.
          if (last.cost === 'unknown' || !(last.elsewhere || last.retry)) throw last;
        }
        if (!last) throw new UserError('not-served', 'Nothing can make this picture at the moment.');
        const seconds = Math.min(...ways.map(leftAloneForSeconds));
        if (!leftAloneOnly || waitedSeconds + seconds > leftAlonePatienceSeconds) throw last;
        waitedSeconds += seconds;
        signs.onWait(seconds, false);
        await limiter.pause(seconds * 1_000, signal);
      }
    },
  };
}

/** A way that is left alone for now. */
class WayLeftAlone extends InferenceFailure {}

/** A route with the names that the circuit breaker knows it by. */
interface Way {
  route: Route;
  provider: string;
  way: string;
}

function wayOf(route: Route, { model, lora }: ImageRequest): Way {
  const provider = route.via === 'endpoint' ? 'endpoint' : route.provider;
  return { route, provider, way: `${provider}/${lora?.repo ?? model}` };
}
