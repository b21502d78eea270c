import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Hub } from '../huggingface/hub.ts';
import type { Route } from '../huggingface/image-request.ts';
import { loraProviders, spokenProviders } from '../huggingface/provider-parameters.ts';
import { catalogue, endpointModels, type Model } from './catalogue.ts';
import { closest } from './closest.ts';

/** How a model can be reached now, the best way first; with no route, `reason` says why not and what would help. */
export interface Availability {
  model: Model;
  routes: Route[];
  /** Commit of the model on the hub, part of what an image is known by; 'unknown' while the hub is out of reach. */
  revision: string;
  reason?: string;
}

export interface Suggestion {
  model: Model;
  /** Undefined while the hub has not been heard. */
  available: boolean | undefined;
}

export interface ModelsService {
  /** Every model, as the hub said at most ten minutes ago; older answers are used while a new one is fetched. */
  list(guildId: string): Promise<Availability[]>;
  /** By id, old id or name; without one, the first that is available. @throws UserError model-unknown | model-unavailable */
  resolve(guildId: string, idOrName: string | undefined): Promise<Availability>;
  /** Where images with a LoRA on this base can be made. @throws UserError model-unknown | not-served */
  resolveForLora(guildId: string, baseModel: string, loraRepo: string): Promise<Availability>;
  /** What makes a picture from a picture. @throws UserError not-served */
  forPreview(guildId: string): Promise<Availability>;
  /** A provider said that it does not serve the model after all: the hub is asked again. Another that is available. */
  gone(guildId: string, modelId: string): Promise<Model | undefined>;
  /** Models whose name holds what was typed, those that are available first, at most 25. Never waits for the hub. */
  suggest(guildId: string, typed: string, options?: { first?: string[] }): Suggestion[];
}

const freshForMs = 10 * 60_000;
/** How soon the hub is asked again after it did not answer, or knew nothing of a LoRA that may be new. */
const askAgainAfterMs = 30_000;

const folded = (words: string) => words.trim().toLowerCase();
const namesOf = ({ id, name, aliases }: Model) => [id, name, ...aliases];

interface Known {
  answer: Availability | undefined;
  /** The answer is the hub's, and not a stopgap for one. */
  heard: boolean;
  askAgainAt: number;
  asking: Promise<Availability> | undefined;
}

export function createModelsService({
  hub,
  hasEndpoint,
  now,
  logger,
}: {
  hub: Pick<Hub, 'servedBy'>;
  hasEndpoint: boolean;
  now: () => number;
  logger: Logger;
}): ModelsService {
  const known = new Map<string, Known>();
  const knownLoras = new Map<string, { routes: Route[]; askAgainAt: number }>();

  const endpointRoutes = (model: Model): Route[] =>
    hasEndpoint && endpointModels.has(model.id) ? [{ via: 'endpoint' }] : [];

  async function ask(model: Model): Promise<Availability> {
    const served = await hub.servedBy(model.id);
    const providers = spokenProviders.flatMap(provider => {
      const listing = served?.providers.find(
        entry => entry.provider === provider && entry.status === 'live' && entry.task === 'text-to-image',
      );
      return listing ? [{ via: 'provider' as const, provider, providerId: listing.providerId }] : [];
    });
    const routes = [...endpointRoutes(model), ...providers];
    const revision = served?.revision ?? 'unknown';
    if (routes.length > 0) return { model, routes, revision };
    const reason = !served
      ? 'It is not on the Hugging Face hub any more.'
      : endpointModels.has(model.id)
        ? 'No provider serves it. It becomes available when an admin sets INFERENCE_ENDPOINT_URL.'
        : 'No provider serves it at the moment.';
    return { model, routes, revision, reason };
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
        entry.answer ??= {
          model,
          routes: endpointRoutes(model),
          revision: 'unknown',
          reason: 'The Hugging Face hub cannot be reached at the moment.',
        };
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
    };
    known.set(model.id, entry);
    return entry;
  }

  async function availability(model: Model): Promise<Availability> {
    const entry = entryOf(model);
    if (entry.answer && entry.askAgainAt > now()) return entry.answer;
    const asked = refresh(model, entry);
    return entry.answer && entry.heard ? entry.answer : asked;
  }

  /** What is known of a model without waiting; asks for next time where that is old. */
  function glance(model: Model): boolean | undefined {
    const entry = entryOf(model);
    if (entry.askAgainAt <= now()) void refresh(model, entry);
    return entry.heard && entry.answer ? entry.answer.routes.length > 0 : undefined;
  }

  const list = (_guildId: string) => Promise.all(catalogue.map(availability));

  async function loraRoutes(base: Model, loraRepo: string): Promise<Route[]> {
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
  }

  return {
    list,

    suggest(_guildId, typed) {
      const wanted = folded(typed);
      const rank = ({ model, available }: Suggestion) =>
        (available === false ? 2 : 0) + (folded(model.name).startsWith(wanted) ? 0 : 1);
      return catalogue
        .filter(model => namesOf(model).some(name => folded(name).includes(wanted)))
        .map(model => ({ model, available: glance(model) }))
        .sort((a, b) => rank(a) - rank(b))
        .slice(0, 25);
    },

    async gone(guildId, modelId) {
      const entry = known.get(modelId);
      if (entry) entry.askAgainAt = 0;
      const others = (await list(guildId)).filter(
        ({ model, routes }) => model.id !== modelId && routes.length > 0,
      );
      return others[0]?.model;
    },

    async resolve(guildId, idOrName) {
      if (idOrName === undefined) {
        const first = (await list(guildId)).find(({ routes }) => routes.length > 0);
        if (first) return first;
        throw new UserError(
          'model-unavailable',
          'No model is available at the moment. `/models list` says why.',
        );
      }
      const wanted = folded(idOrName);
      const model = catalogue.find(candidate => namesOf(candidate).some(name => folded(name) === wanted));
      if (!model) {
        const close = closest(idOrName.slice(0, 80), catalogue, namesOf).map(({ name }) => `**${name}**`);
        throw new UserError(
          'model-unknown',
          `I do not know a model of that name.${close.length ? ` Did you mean ${close.join(' or ')}?` : ''} \`/models list\` shows them all.`,
        );
      }
      const found = await availability(model);
      if (found.routes.length === 0) {
        const instead = (await list(guildId)).find(({ routes }) => routes.length > 0);
        throw new UserError(
          'model-unavailable',
          `**${model.name}** is not available. ${found.reason ?? ''}${instead ? ` **${instead.model.name}** is available now.` : ''}`,
        );
      }
      return found;
    },

    async forPreview() {
      throw new UserError('not-served', 'No model that starts from a picture is served at the moment.');
    },

    async resolveForLora(_guildId, baseModel, loraRepo) {
      const model = catalogue.find(candidate => namesOf(candidate).some(name => name === baseModel));
      if (!model) {
        throw new UserError('model-unknown', 'The base that this actor was trained on is not known here.');
      }
      const [found, routes] = await Promise.all([availability(model), loraRoutes(model, loraRepo)]);
      if (routes.length === 0) {
        throw new UserError(
          'not-served',
          `This actor is trained on **${model.name}**, but nothing can serve it now: its model is private, and no provider serves private ones. ` +
            'It works once an admin sets INFERENCE_ENDPOINT_URL. Until then, `/generate` without the actor works.',
        );
      }
      return { ...found, routes };
    },
  };
}
