import { said } from '../../../words/words.ts';
import type { AccountPause } from '../../huggingface/account/account-pause.ts';
import type { CallLog } from '../../huggingface/inference/call-log.ts';
import type { Circuits } from '../../huggingface/inference/circuits.ts';
import type { ImageRequest, Route } from '../../huggingface/inference/image-request.ts';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';
import type { Limiter } from './limiter.ts';

/** The longest that a provider's Retry-After holds up everybody. */
const holdMost = 60;
/** A provider that wants money of its own is left alone for that long. */
const providerOpenMs = 60 * 60_000;

/** A way that is left alone for now. */
export class WayLeftAlone extends InferenceFailure {}

/** A route with the names that the circuit breaker knows it by. */
export interface Way {
  route: Route;
  provider: string;
  way: string;
}

export function wayOf(route: Route, { model, lora }: Pick<ImageRequest, 'model' | 'lora'>): Way {
  const provider = route.via === 'provider' ? route.provider : route.via;
  return { route, provider, way: `${provider}/${lora?.repo ?? model}` };
}

/** Decides along which ways calls may leave, and learns from how they end. */
export interface Ways {
  /**
   * Makes one call, once `mayStart` has resolved. @throws WayLeftAlone; UserError account-paused; what `mayStart` and
   * the call throw
   */
  along<T>(way: Way, mayStart: () => Promise<void>, call: () => Promise<T>): Promise<T>;
  /** At least one second, so that those who wait for a probe do not spin. */
  leftAloneForSeconds(way: Way): number;
}

export function createWays({
  circuits,
  accountPause,
  limiter,
  calls,
}: {
  circuits: Circuits;
  accountPause: Pick<AccountPause, 'check' | 'refused' | 'accepted'>;
  limiter: Pick<Limiter, 'hold'>;
  calls?: Pick<CallLog, 'note'> | undefined;
}): Ways {
  const leftAloneForSeconds = ({ provider, way }: Way) =>
    Math.max(1, Math.ceil(Math.max(circuits.msUntilProbe(provider), circuits.msUntilProbe(way)) / 1_000));

  const leftAlone = (way: Way) =>
    new WayLeftAlone('provider-failed', said('generation.leftAlone', { seconds: leftAloneForSeconds(way) }), {
      cost: 'free',
      elsewhere: true,
    });

  /** @throws WayLeftAlone */
  function requireAllowed(way: Way): void {
    if (!circuits.allows(way.provider)) throw leftAlone(way);
    if (circuits.allows(way.way)) return;
    circuits.undecided(way.provider);
    throw leftAlone(way);
  }

  function undecided({ provider, way }: Way): void {
    circuits.undecided(way);
    circuits.undecided(provider);
  }

  /** What a failure says of the way, of the provider, of the account, and of how soon anybody may ask again. */
  async function learn({ route, provider, way }: Way, failure: InferenceFailure): Promise<void> {
    const { code, retry, blame } = failure;
    if (route.via === 'provider' && code === 'account-paused') await accountPause.refused();
    // The limit is that of the account, behind whichever provider; the operator's own endpoint has its own.
    if (route.via === 'provider' && retry?.kind === 'after' && !retry.warmingUp) {
      limiter.hold(Math.min(retry.seconds, holdMost) * 1_000);
    }
    if (blame === 'provider') circuits.openFor(provider, providerOpenMs);
    if (blame === 'way') circuits.failed(way);
    else circuits.undecided(way);
    circuits.undecided(provider);
  }

  return {
    leftAloneForSeconds,
    async along(way, mayStart, call) {
      requireAllowed(way);
      try {
        if (way.route.via === 'provider') accountPause.check();
        await mayStart();
      } catch (error) {
        undecided(way);
        throw error;
      }
      const begun = performance.now();
      const noted = (failed: boolean) => calls?.note(way.provider, { ms: performance.now() - begun, failed });
      try {
        const made = await call();
        noted(false);
        circuits.succeeded(way.way);
        circuits.succeeded(way.provider);
        // What is paid for does not depend on whether this could be written down.
        if (way.route.via === 'provider') await accountPause.accepted().catch(() => undefined);
        return made;
      } catch (error) {
        if (error instanceof InferenceFailure) {
          if (error.blame) noted(true);
          await learn(way, error);
        } else undecided(way);
        throw error;
      }
    },
  };
}
