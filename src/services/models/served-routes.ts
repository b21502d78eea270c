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

/** The ways to a model that the bot can take: its own endpoint, and the providers that the hub names. */
export interface ServedRoutes {
  /** As the hub says at this moment. Rejects where it does not answer. */
  ask(model: Model): Promise<Availability>;
  /** What can be said without the hub. */
  withoutHub(model: Model, reason: string): Availability;
  /** To a LoRA on this base. Rejects where the hub does not answer. */
  askForLora(loraRepo: string): Promise<Route[]>;
  onEndpoint(model: Model): Route[];
}

export function createServedRoutes({
  hub,
  hasEndpoint,
}: {
  hub: Pick<Hub, 'servedBy'>;
  hasEndpoint: boolean;
}): ServedRoutes {
  const onEndpoint = (model: Model): Route[] =>
    hasEndpoint && endpointModels.has(model.id) ? [{ via: 'endpoint' }] : [];
  const withoutHub = (model: Model, reason: string): Availability => {
    const routes = onEndpoint(model);
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
    const routes = [...onEndpoint(model), ...providers];
    const revision = served?.revision ?? 'unknown';
    if (routes.length > 0) return { model, routes, revision };
    return { model, routes, revision, reason: reasonOf(model, served, live.length > 0) };
  }

  return {
    ask,
    withoutHub,
    onEndpoint,
    async askForLora(loraRepo) {
      const served = await hub.servedBy(loraRepo);
      return (served?.providers ?? []).flatMap(
        ({ provider, providerId, status, task, loraWeightsPath }): Route[] =>
          loraProviders.includes(provider) && status === 'live' && task === 'text-to-image' && loraWeightsPath
            ? [{ via: 'provider', provider, providerId, weightsPath: loraWeightsPath }]
            : [],
      );
    },
  };
}

function reasonOf(model: Model, served: object | undefined, livesElsewhere: boolean): string {
  if (!served) return 'It is not on the Hugging Face hub any more.';
  if (endpointModels.has(model.id))
    return 'No provider serves it. It becomes available when an admin sets INFERENCE_ENDPOINT_URL.';
  if (livesElsewhere)
    return 'Only providers that the bot cannot speak to serve it. Another would have to take it up.';
  return 'No provider serves it at the moment. It becomes available when one takes it up.';
}
