import { setTimeout } from 'node:timers/promises';
import type { Logger } from '../../logger.ts';
import { askedAtOnce, createKnownAvailability } from './known-availability.ts';
import { createLoraWays, type LoraWays } from './lora-ways.ts';
import type { Model } from './model.ts';
import { type Availability, createServedRoutes, type ServingHub } from './served-routes.ts';

const notYet = 'models.notYet';

interface Patience {
  over: boolean;
  /** Resolves when it is over. */
  end: Promise<void>;
}

/** Which models can be used now, as the hub says. */
export function createAvailabilities({
  hub,
  hasEndpoint,
  patienceMs,
  now,
  logger,
}: {
  hub: ServingHub;
  hasEndpoint: boolean;
  /** How long a list waits for models that nothing is known of. */
  patienceMs: number;
  now: () => number;
  logger: Logger;
}) {
  const routes = createServedRoutes({ hub, hasEndpoint });
  const known = createKnownAvailability({ routes, now, logger });
  const loras = createLoraWays({ routes, now, logger });

  async function patiently<T>(work: (patience: Patience) => Promise<T>): Promise<T> {
    const done = new AbortController();
    const patience: Patience = { over: false, end: Promise.resolve() };
    patience.end = setTimeout(patienceMs, undefined, { signal: done.signal }).then(
      () => {
        patience.over = true;
      },
      () => {},
    );
    try {
      return await work(patience);
    } finally {
      done.abort();
    }
  }

  /** Of all of them. Those that the hub does not answer about in time are given without. */
  const all = (models: Model[]): Promise<Availability[]> =>
    patiently(patience =>
      Promise.all(
        models.map(async model => {
          const atHand = known.atHand(model);
          if (atHand) return atHand;
          await Promise.race([known.askInTurn(model, () => patience.over), patience.end]);
          return known.atHand(model) ?? routes.withoutHub(model, notYet);
        }),
      ),
    );

  /** The first that is available. A few are asked about at a time, the first first. */
  const first = (models: Model[]): Promise<Availability | undefined> =>
    patiently(async patience => {
      for (let from = 0; from < models.length; from += askedAtOnce) {
        const asked = models.slice(from, from + askedAtOnce).map(async model => {
          const atHand = known.atHand(model);
          if (atHand || patience.over) return atHand ?? routes.withoutHub(model, notYet);
          return (await Promise.race([known.of(model), patience.end])) ?? routes.withoutHub(model, notYet);
        });
        for (const one of asked) {
          const found = await one;
          if (found.routes.length > 0) return found;
        }
      }
      return undefined;
    });

  return {
    all,
    first,
    of: known.of,
    peek: known.peek,
    doubt(modelId: string) {
      known.doubt(modelId);
      loras.doubt(modelId);
    },
    prepare: (model: Model) => void known.askInTurn(model),

    /** Where images with a LoRA on this base can be made; `repo` is absent before there is one. */
    loraWays: (base: Model, repo?: string): Promise<LoraWays> => loras.of(base, repo),
  };
}

export type Availabilities = ReturnType<typeof createAvailabilities>;
