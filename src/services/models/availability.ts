import type { Logger } from '../../logger.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { Route } from '../huggingface/inference/image-request.ts';
import {
  loraProviders,
  referenceProviders,
  spokenProviders,
} from '../huggingface/inference/provider-parameters.ts';
import { endpointModels } from './catalogue.ts';
import type { Model } from './model.ts';

/** How a model can be reached now, the best way first; with no route, `reason` says why not and what would help. */
export interface Availability {
  model: Model;
  routes: Route[];
  /** Commit of the model on the hub, part of what an image is known by; 'unknown' while the hub is out of reach. */
  revision: string;
  reason?: string;
}

const freshForMs = 10 * 60_000;
/** How soon the hub is asked again after it did not answer, or knew nothing of a LoRA that may be new. */
const askAgainAfterMs = 30_000;
const askedAtOnce = 6;
/** Many servers' own models come together here: what nobody looked at for longest is forgotten first. */
const rememberedMost = 5_000;

const unreachable =
  'The Hugging Face hub cannot be reached at the moment. The bot asks again every half minute.';
const notYet = 'The Hugging Face hub has not said yet who serves it. Look again in a moment.';

interface Known {
  answer: Availability | undefined;
  /** The answer is the hub's, and not a stopgap for one. */
  heard: boolean;
  askAgainAt: number;
  asking: Promise<Availability> | undefined;
  /** For its turn to be asked about. */
  waiting: Promise<void> | undefined;
}

/** Lets so many run at a time; the others wait in the order that they came. */
function createTurns(atOnce: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** Who serves a model now, as the hub says. Kept for ten minutes, and asked for by a few at a time. */
export function createAvailabilities({
  hub,
  hasEndpoint,
  patienceMs,
  now,
  logger,
}: {
  hub: Pick<Hub, 'servedBy'>;
  hasEndpoint: boolean;
  /** How long a list waits for models that nothing is known of. */
  patienceMs: number;
  now: () => number;
  logger: Logger;
}) {
  const known = new Map<string, Known>();
  const knownLoras = new Map<string, { routes: Route[]; askAgainAt: number }>();
  const inTurn = createTurns(askedAtOnce);

  const endpointRoutes = (model: Model): Route[] =>
    hasEndpoint && endpointModels.has(model.id) ? [{ via: 'endpoint' }] : [];
  const stopgap = (model: Model, reason: string): Availability => {
    const routes = endpointRoutes(model);
    return { model, routes, revision: 'unknown', ...(routes.length > 0 ? {} : { reason }) };
  };

  async function ask(model: Model): Promise<Availability> {
    const { kind: task } = model;
    const served = await hub.servedBy(model.id);
    const usable = task === 'image-to-image' ? referenceProviders : spokenProviders;
    const live = (served?.providers ?? []).filter(entry => entry.status === 'live' && entry.task === task);
    const providers = usable.flatMap((provider): Route[] => {
      const listing = live.find(entry => entry.provider === provider);
      if (!listing) return [];
      const { providerId } = listing;
      return [{ via: 'provider', provider, providerId, ...(task === 'image-to-image' ? { task } : {}) }];
    });
    const routes = [...endpointRoutes(model), ...providers];
    const revision = served?.revision ?? 'unknown';
    if (routes.length > 0) return { model, routes, revision };
    return { model, routes, revision, reason: reasonOf(model, served, live.length > 0) };
  }

  function reasonOf(model: Model, served: object | undefined, livesElsewhere: boolean): string {
    if (!served) return 'It is not on the Hugging Face hub any more.';
    if (endpointModels.has(model.id))
      return 'No provider serves it. It becomes available when an admin sets INFERENCE_ENDPOINT_URL.';
    if (livesElsewhere)
      return 'Only providers that the bot cannot speak to serve it. Another would have to take it up.';
    return 'No provider serves it at the moment. It becomes available when one takes it up.';
  }

  /** Asks the hub, and keeps what was known where it does not answer. */
  function refresh(model: Model, entry: Known): Promise<Availability> {
    entry.asking ??= ask(model)
      .then(answer => {
        entry.answer = answer;
        entry.heard = true;
        entry.askAgainAt = now() + freshForMs;
        return answer;
      })
      .catch((error): Availability => {
        logger.warn({ err: error, model: model.id }, 'the hub did not say who serves a model');
        entry.askAgainAt = now() + askAgainAfterMs;
        entry.answer ??= stopgap(model, unreachable);
        return entry.answer;
      })
      .finally(() => {
        entry.asking = undefined;
      });
    return entry.asking;
  }

  function entryOf(model: Model): Known {
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

  /** With the model as it is known here: another server may have added it with other words. */
  const withModel = (answer: Availability, model: Model): Availability =>
    answer.model === model ? answer : { ...answer, model };

  /** What the hub said at most ten minutes ago; an older answer is given while a new one is fetched. */
  async function of(model: Model): Promise<Availability> {
    const entry = entryOf(model);
    if (entry.answer && entry.askAgainAt > now()) return withModel(entry.answer, model);
    const asked = refresh(model, entry);
    return withModel(entry.answer && entry.heard ? entry.answer : await asked, model);
  }

  /** Asks about what is old when its turn comes, unless it is too late for that then. */
  async function askInTurn(model: Model, isLate: () => boolean): Promise<void> {
    const entry = entryOf(model);
    if (entry.askAgainAt > now() || entry.waiting) return entry.waiting;
    entry.waiting = inTurn(async () => {
      if (entry.askAgainAt <= now() && !isLate()) await refresh(model, entry);
    }).finally(() => {
      entry.waiting = undefined;
    });
    return entry.waiting;
  }
  const prepare = (model: Model) => void askInTurn(model, () => false);

  /** What is known at once, however old; asks for the next time. */
  function atHand(model: Model): Availability | undefined {
    const { heard, answer, askAgainAt } = entryOf(model);
    if (!answer || !(heard || askAgainAt > now())) return undefined;
    prepare(model);
    return withModel(answer, model);
  }

  /** Runs `work` with a promise that resolves when its patience is over. */
  async function patiently<T>(work: (patience: { over: boolean; end: Promise<void> }) => Promise<T>) {
    let timer: NodeJS.Timeout | undefined;
    const end = new Promise<void>(resolve => {
      timer = setTimeout(resolve, patienceMs);
    });
    const patience = { over: false, end };
    void end.then(() => {
      patience.over = true;
    });
    try {
      return await work(patience);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    of,
    prepare,

    /** Of all of them. Those that the hub does not answer about in time are given without. */
    all: (models: Model[]): Promise<Availability[]> =>
      patiently(patience =>
        Promise.all(
          models.map(async model => {
            const known = atHand(model);
            if (known) return known;
            await Promise.race([askInTurn(model, () => patience.over), patience.end]);
            return atHand(model) ?? stopgap(model, notYet);
          }),
        ),
      ),

    /** The first that is available. A few are asked about at a time, the first first. */
    first: (models: Model[]): Promise<Availability | undefined> =>
      patiently(async patience => {
        for (let from = 0; from < models.length; from += askedAtOnce) {
          const asked = models.slice(from, from + askedAtOnce).map(async model => {
            const known = atHand(model);
            if (known || patience.over) return known ?? stopgap(model, notYet);
            return (await Promise.race([of(model), patience.end])) ?? stopgap(model, notYet);
          });
          for (const one of asked) {
            const found = await one;
            if (found.routes.length > 0) return found;
          }
        }
        return undefined;
      }),

    /** What is known without asking; undefined while the hub has not been heard. */
    peek(model: Model): boolean | undefined {
      const entry = known.get(model.id);
      return entry?.heard && entry.answer ? entry.answer.routes.length > 0 : undefined;
    },

    /** What is known of it is not believed any more. */
    doubt(modelId: string): void {
      const entry = known.get(modelId);
      if (entry) entry.askAgainAt = 0;
    },

    /** Where images with a LoRA on this base can be made. */
    async loraRoutes(base: Model, loraRepo: string): Promise<Route[]> {
      const endpoint = endpointRoutes(base);
      if (endpoint.length > 0) return endpoint;
      const cached = knownLoras.get(loraRepo);
      if (cached && cached.askAgainAt > now()) return cached.routes;
      const served = await hub.servedBy(loraRepo).catch(error => {
        logger.warn({ err: error }, 'the hub did not say who serves a LoRA');
        return undefined;
      });
      const routes = (served?.providers ?? []).flatMap(
        ({ provider, providerId, status, task, loraWeightsPath }): Route[] =>
          loraProviders.includes(provider) && status === 'live' && task === 'text-to-image' && loraWeightsPath
            ? [{ via: 'provider', provider, providerId, weightsPath: loraWeightsPath }]
            : [],
      );
      knownLoras.set(loraRepo, {
        routes,
        askAgainAt: now() + (routes.length > 0 ? freshForMs : askAgainAfterMs),
      });
      return routes;
    },
  };
}
