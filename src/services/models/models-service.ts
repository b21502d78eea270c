import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Hub } from '../huggingface/hub.ts';
import type { Route } from '../huggingface/text-to-image.ts';
import { catalogue, endpointModels, type Model } from './catalogue.ts';

/** How a model can be reached now, the best way first; with no route, `reason` says why not and what would help. */
export interface Availability {
  model: Model;
  routes: Route[];
  /** Commit of the model on the hub, part of what an image is known by; 'unknown' while the hub is out of reach. */
  revision: string;
  reason?: string;
}

export interface ModelsService {
  list(): Promise<Availability[]>;
  /** By id, old id or name; without one, the first that is available. @throws UserError model-unknown | model-unavailable */
  resolve(idOrName: string | undefined): Promise<Availability>;
  /** Where images with an actor's LoRA can be made on this base. @throws UserError not-served */
  resolveForLora(baseModel: string): Promise<Availability>;
  suggest(typed: string): Model[];
}

/** Providers that the bot can speak to, the preferred first. */
const knownProviders = ['hf-inference', 'fal-ai', 'together', 'nscale', 'deepinfra', 'wavespeed'];
const freshForMs = 10 * 60_000;
const retryAfterMs = 30_000;

const folded = (words: string) => words.trim().toLowerCase();

export function createModelsService({
  hub,
  hasEndpoint,
  now,
  logger,
}: {
  hub: Hub;
  hasEndpoint: boolean;
  now: () => number;
  logger: Logger;
}): ModelsService {
  const known = new Map<string, { until: number; answer: Promise<Availability> }>();

  async function ask(model: Model): Promise<Availability> {
    const endpoint: Route[] = hasEndpoint && endpointModels.has(model.id) ? [{ via: 'endpoint' }] : [];
    const served = await hub.servedBy(model.id);
    const providers = knownProviders.filter(name =>
      served?.providers.some(
        ({ provider, status, task }) => provider === name && status === 'live' && task === 'text-to-image',
      ),
    );
    const routes: Route[] = [
      ...endpoint,
      ...providers.map(provider => ({ via: 'provider' as const, provider })),
    ];
    const revision = served?.revision ?? 'unknown';
    if (routes.length > 0) return { model, routes, revision };
    const reason = !served
      ? 'It is not on the Hugging Face hub any more.'
      : endpointModels.has(model.id)
        ? 'No provider serves it. It becomes available when an admin sets INFERENCE_ENDPOINT_URL.'
        : 'No provider serves it at the moment.';
    return { model, routes, revision, reason };
  }

  function availability(model: Model): Promise<Availability> {
    const cached = known.get(model.id);
    if (cached && cached.until > now()) return cached.answer;
    const answer = ask(model).catch((error): Availability => {
      logger.warn({ err: error, model: model.id }, 'the hub did not say who serves a model');
      known.set(model.id, { until: now() + retryAfterMs, answer });
      const endpoint: Route[] = hasEndpoint && endpointModels.has(model.id) ? [{ via: 'endpoint' }] : [];
      return {
        model,
        routes: endpoint,
        revision: 'unknown',
        reason: 'The Hugging Face hub cannot be reached at the moment.',
      };
    });
    known.set(model.id, { until: now() + freshForMs, answer });
    return answer;
  }

  const list = () => Promise.all(catalogue.map(availability));

  function matching(typed: string): Model[] {
    const wanted = folded(typed);
    const rank = (model: Model) => (folded(model.name).startsWith(wanted) ? 0 : 1);
    return catalogue
      .filter(model => [model.id, model.name, ...model.aliases].some(name => folded(name).includes(wanted)))
      .sort((a, b) => rank(a) - rank(b));
  }

  return {
    list,
    suggest: typed => matching(typed).slice(0, 25),

    async resolve(idOrName) {
      if (idOrName === undefined) {
        const first = (await list()).find(({ routes }) => routes.length > 0);
        if (first) return first;
        throw new UserError(
          'model-unavailable',
          'No model is available at the moment. `/models list` says why.',
        );
      }
      const wanted = folded(idOrName);
      const model = catalogue.find(({ id, name, aliases }) =>
        [id, name, ...aliases].some(known => folded(known) === wanted),
      );
      if (!model) {
        const close = matching(idOrName.slice(0, 60))
          .slice(0, 3)
          .map(({ name }) => `**${name}**`);
        throw new UserError(
          'model-unknown',
          `I do not know a model of that name.${close.length ? ` Did you mean ${close.join(' or ')}?` : ''} \`/models list\` shows them all.`,
        );
      }
      const found = await availability(model);
      if (found.routes.length === 0) {
        const instead = (await list()).find(({ routes }) => routes.length > 0);
        throw new UserError(
          'model-unavailable',
          `**${model.name}** is not available. ${found.reason ?? ''}${instead ? ` **${instead.model.name}** is available now.` : ''}`,
        );
      }
      return found;
    },

    async resolveForLora(baseModel) {
      const model = catalogue.find(({ id }) => id === baseModel);
      if (!model)
        throw new UserError('model-unknown', 'The base that this actor was trained on is not known here.');
      const found = await availability(model);
      const routes = found.routes.filter(route => route.via === 'endpoint');
      if (routes.length === 0) {
        throw new UserError(
          'not-served',
          'This actor is trained, but nothing can serve it: its model is private, and no provider serves private ones. ' +
            'It works once an admin sets INFERENCE_ENDPOINT_URL.',
        );
      }
      return { ...found, routes };
    },
  };
}
