import pLimit from 'p-limit';
import type { Logger } from '../../logger.ts';
import { HubAnswerError } from '../huggingface/hub/hub-access.ts';
import type { Model } from './model.ts';
import type { Availability, ServedRoutes } from './served-routes.ts';

export const freshForMs = 10 * 60_000;
/** How soon the hub is asked again after it did not answer, or knew nothing of a LoRA that may be new. */
export const askAgainAfterMs = 30_000;
export const askedAtOnce = 6;
/** The models of many servers come together here: those that have not been looked at for longest are forgotten first. */
const rememberedMost = 5_000;

const unreachable = 'models.unreachable';

interface Entry {
  answer: Availability | undefined;
  /** The answer came from the hub, and is not a stopgap for one. */
  heard: boolean;
  askAgainAt: number;
  asking: Promise<Availability> | undefined;
  /** For its turn to be asked about. */
  waiting: Promise<void> | undefined;
}

/** What the hub said of each model at most ten minutes ago; an older answer is given while a new one is fetched. */
export interface KnownAvailability {
  /** Waits for the hub only where it has said nothing of the model yet. */
  of(model: Model): Promise<Availability>;
  /** What is known at once, however old; asks for the next time. */
  atHand(model: Model): Availability | undefined;
  /** Asks about what is old when its turn comes, unless `isLate` says then that it is too late. */
  askInTurn(model: Model, isLate?: () => boolean): Promise<void>;
  /** What is known without asking; undefined while the hub has not been heard. */
  peek(model: Model): boolean | undefined;
  /** What is known of it is not believed any more. */
  doubt(modelId: string): void;
}

export function createKnownAvailability({
  routes,
  now,
  logger,
}: {
  routes: Pick<ServedRoutes, 'ask' | 'withoutHub'>;
  now: () => number;
  logger: Logger;
}): KnownAvailability {
  const known = new Map<string, Entry>();
  const inTurn = pLimit(askedAtOnce);

  function entryOf(model: Model): Entry {
    const entry = known.get(model.id) ?? {
      answer: undefined,
      heard: false,
      askAgainAt: 0,
      asking: undefined,
      waiting: undefined,
    };
    known.delete(model.id);
    known.set(model.id, entry);
    const [oldest] = known.keys();
    if (known.size > rememberedMost && oldest !== undefined) known.delete(oldest);
    return entry;
  }

  /** Asks the hub, and keeps what was known where it does not answer. */
  function refresh(model: Model, entry: Entry): Promise<Availability> {
    entry.asking ??= routes
      .ask(model)
      .then(answer => {
        entry.answer = answer;
        entry.heard = true;
        entry.askAgainAt = now() + freshForMs;
        return answer;
      })
      .catch((error): Availability => {
        logger.warn({ err: error, model: model.id }, 'the hub did not say who serves a model');
        // Asked sooner than it allows, the hub would only go on refusing.
        const waitMs = error instanceof HubAnswerError ? (error.retryAfterMs ?? 0) : 0;
        entry.askAgainAt = now() + Math.max(askAgainAfterMs, Math.min(waitMs, freshForMs));
        entry.answer ??= routes.withoutHub(model, unreachable);
        return entry.answer;
      })
      .finally(() => {
        entry.asking = undefined;
      });
    return entry.asking;
  }

  /** With the model as it is known here: another server may have added it with other words. */
  const withModel = (answer: Availability, model: Model): Availability =>
    answer.model === model ? answer : { ...answer, model };

  async function askInTurn(model: Model, isLate: () => boolean = () => false): Promise<void> {
    const entry = entryOf(model);
    if (entry.askAgainAt > now() || entry.waiting) return entry.waiting;
    entry.waiting = inTurn(async () => {
      if (entry.askAgainAt <= now() && !isLate()) await refresh(model, entry);
    }).finally(() => {
      entry.waiting = undefined;
    });
    return entry.waiting;
  }

  return {
    askInTurn,

    async of(model) {
      const entry = entryOf(model);
      if (entry.answer && entry.askAgainAt > now()) return withModel(entry.answer, model);
      const asked = refresh(model, entry);
      return withModel(entry.answer && entry.heard ? entry.answer : await asked, model);
    },

    atHand(model) {
      const { heard, answer, askAgainAt } = entryOf(model);
      if (!answer || !(heard || askAgainAt > now())) return undefined;
      void askInTurn(model);
      return withModel(answer, model);
    },

    peek(model) {
      const entry = known.get(model.id);
      return entry?.heard && entry.answer ? entry.answer.routes.length > 0 : undefined;
    },

    doubt(modelId) {
      const entry = known.get(modelId);
      if (entry) entry.askAgainAt = 0;
    },
  };
}
