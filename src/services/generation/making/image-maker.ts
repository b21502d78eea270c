import { AsyncResource } from 'node:async_hooks';
import { UserError } from '../../../errors.ts';
import type { Logger } from '../../../logger.ts';
import { unwatched, type Watch } from '../../../watch.ts';
import { said } from '../../../words/words.ts';
import type { VersionOf } from '../../actors/servings.ts';
import type { AccountPause } from '../../huggingface/account/account-pause.ts';
import type { CallLog } from '../../huggingface/inference/call-log.ts';
import type { Circuits } from '../../huggingface/inference/circuits.ts';
import type { ImageRequest, Route } from '../../huggingface/inference/image-request.ts';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';
import { linkFor } from '../../huggingface/inference/link-for.ts';
import { type InferenceAccount, makeImage } from '../../huggingface/inference/make-image.ts';
import type { Workers } from '../../workers/workers-service.ts';
import type { Limiter, TurnOptions } from './limiter.ts';
import type { LoraTrials } from './lora-trials.ts';
import { createWays, type Way, WayLeftAlone, wayOf } from './ways.ts';

/** How often one way is asked again after it asked to wait, and after it had trouble. */
const asksMost = 6;
const backoffsMost = 2;
const backoffFirstMs = 500;
/** The longest that one picture waits, in all, for a model to warm up or a limit to pass. */
const patienceSeconds = 300;
/** The longest that a picture waits for a way that is left alone. */
const leftAlonePatienceSeconds = 60;

export interface MakingSigns {
  /** `eta`: seconds until one begins that so many go before, where the line is not that of the account. */
  onQueued(ahead: number, eta?: (ahead: number) => number | undefined): void;
  onStart(): void;
  /** The other side asks to wait that long. */
  onWait(seconds: number, warmingUp: boolean): void;
}

/** What is to be made, for whom, and who has a say in it. */
export interface ImageOrder {
  guildId: string;
  memberId: string;
  routes: Route[];
  request: ImageRequest;
  /** The actor's version whose LoRA is in it. */
  version?: VersionOf | undefined;
  signs: MakingSigns;
  /** Asked at its turn, directly before every call. `free`: the call costs nothing, however it ends. */
  mayStart(free?: boolean): Promise<void>;
  /** Awaited while the call still has its place: no more of what arrives is ever without a home. Never rejects. */
  onArrived(bytes: Buffer): Promise<void>;
  /** Ends the waits, never a call under way. */
  signal?: AbortSignal | undefined;
  admission?: TurnOptions['admission'];
  lane?: TurnOptions['lane'];
}

export interface ImageMaker {
  /**
   * The bytes of one picture, as they came. Tries again, or elsewhere, only where the failure certainly cost nothing.
   * @throws UserError, the signal's reason; an InferenceFailure says what the failure cost.
   */
  make(order: ImageOrder): Promise<Buffer>;
}

/** How long one picture has waited for others, along all its ways. */
interface Waited {
  seconds: number;
}

export function createImageMaker({
  account,
  limiter,
  circuits,
  accountPause,
  calls,
  workers,
  trials = { during: (_route, _version, call) => call() },
  watch = unwatched,
  logger,
}: {
  account: InferenceAccount;
  limiter: Limiter;
  circuits: Circuits;
  accountPause: Pick<AccountPause, 'check' | 'refused' | 'accepted'>;
  /** How calls go, for those who look after the bot. */
  calls?: Pick<CallLog, 'note'>;
  /** The computers of servers; absent where there can't be any. */
  workers?: Pick<Workers, 'draw'> | undefined;
  trials?: LoraTrials;
  watch?: Watch;
  logger: Logger;
}): ImageMaker {
  const ways = createWays({ circuits, accountPause, limiter, calls });

  /** By a computer of the server: it has a line of its own, and holds up nobody's calls to others. */
  async function drawn({ route }: Way, order: ImageOrder): Promise<Buffer> {
    if (!workers) throw new UserError('not-served', said('generation.nobodyCan'));
    const { guildId, memberId, request, signs, mayStart, onArrived, signal, admission } = order;
    let begun = 0;
    const note = (failed: boolean) =>
      begun > 0 && calls?.note('worker', { ms: performance.now() - begun, failed });
    const bytes = await workers
      .draw({
        ...{ guildId, memberId, request, signal, onQueued: signs.onQueued },
        // Its turn comes in the course of a worker's request.
        onStart: AsyncResource.bind(() => {
          begun = performance.now();
          signs.onStart();
        }),
        mayStart: AsyncResource.bind(() => mayStart(true)),
        link: () => linkFor(account.makeLink, route, request),
        ...(admission ? { mayBegin: admission.mayBegin } : {}),
      })
      .catch(error => {
        if (error instanceof InferenceFailure && error.code !== 'bad-input') note(true);
        throw error;
      });
    note(false);
    // Only now: nothing is paid for that a crash could lose, and a slow computer of one server must not hold up the others.
    admission?.begin();
    await onArrived(bytes);
    return bytes;
  }

  /** One call, at its turn. */
  function call(way: Way, order: ImageOrder): Promise<Buffer> {
    if (way.route.via === 'worker') return drawn(way, order);
    const { memberId, request, signs, mayStart, onArrived, signal, admission, lane } = order;
    // Its turn comes in the course of another request.
    const once = AsyncResource.bind(async () => {
      signs.onStart();
      const about = { labels: { provider: way.provider }, details: { model: request.model } };
      return watch('provider_call', about, () => makeImage(account, way.route, request));
    });
    return limiter.run(
      memberId,
      async () => {
        const bytes = await ways.along(way, mayStart, once);
        await onArrived(bytes);
        return bytes;
      },
      { onQueued: signs.onQueued, signal, admission, lane },
    );
  }

  /** Waits as the failure asks. Resolves to whether the same way may be asked again. */
  function createPatience({ signs, signal }: ImageOrder, waited: Waited) {
    let asks = 0;
    let backoffs = 0;
    return async ({ cost, retry }: InferenceFailure): Promise<boolean> => {
      if (cost === 'unknown' || !retry) return false;
      if (retry.kind === 'backoff') {
        if (backoffs === backoffsMost) return false;
        await limiter.pause(backoffFirstMs * 2 ** backoffs++ * (0.5 + Math.random()), signal);
        return true;
      }
      if (++asks === asksMost || waited.seconds + retry.seconds > patienceSeconds) return false;
      waited.seconds += retry.seconds;
      signs.onWait(retry.seconds, retry.warmingUp);
      await limiter.pause(retry.seconds * 1_000, signal);
      return true;
    };
  }

  /** Resolves to the picture, or to the failure with which this way is given up. */
  async function along(way: Way, order: ImageOrder, waited: Waited): Promise<Buffer | InferenceFailure> {
    const mayAskAgain = createPatience(order, waited);
    for (;;) {
      try {
        return await trials.during(way.route, order.version, () => call(way, order), order.signal);
      } catch (error) {
        if (!(error instanceof InferenceFailure)) throw error;
        const { code, cost, retry } = error;
        logger.info(
          { code, cost, retry, route: way.route, model: order.request.model, err: error.cause },
          'a call failed',
        );
        // The waits are outside the limiter: what waits for a model must not hold the place of others.
        if (!(await mayAskAgain(error))) return error;
      }
    }
  }

  /** The first picture that one of the ways gives. @throws InferenceFailure, a WayLeftAlone where all are left alone */
  async function alongAny(all: Way[], order: ImageOrder, waited: Waited): Promise<Buffer> {
    let last: InferenceFailure | undefined;
    let tried: InferenceFailure | undefined;
    for (const way of all) {
      const outcome = await along(way, order, waited);
      if (!(outcome instanceof InferenceFailure)) return outcome;
      last = outcome;
      if (!(outcome instanceof WayLeftAlone)) tried = outcome;
      // Elsewhere only after a failure that was free, and not where another provider would say the same.
      if (last.cost === 'unknown' || !(last.elsewhere || last.retry)) throw last;
    }
    throw tried ?? last ?? new UserError('not-served', said('generation.nobodyCan'));
  }

  return {
    async make(order) {
      const waited: Waited = { seconds: 0 };
      const all = order.routes.map(route => wayOf(route, order.request));
      for (;;) {
        try {
          return await alongAny(all, order, waited);
        } catch (error) {
          if (!(error instanceof WayLeftAlone)) throw error;
          const seconds = Math.min(...all.map(ways.leftAloneForSeconds));
          if (waited.seconds + seconds > leftAlonePatienceSeconds) throw error;
          waited.seconds += seconds;
          order.signs.onWait(seconds, false);
          await limiter.pause(seconds * 1_000, order.signal);
        }
      }
    },
  };
}
