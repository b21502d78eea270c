import type { PlainKey } from '../../words/words.ts';
import type { Hub, ProviderListing } from '../huggingface/hub/hub.ts';
import type { Route } from '../huggingface/inference/image-request.ts';
import {
  loraProviders,
  picturesMostVia,
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
  reason?: PlainKey;
}

export interface LoraRoutes {
  /** It can be fetched by anybody, so that providers need no link. */
  open: boolean;
  /** Providers that are listed for it. */
  routes: ProviderRoute[];
}

export type ProviderRoute = Extract<Route, { via: 'provider' }>;

/** What a trainer calls the weights in an actor's repo. */
export const weightsPath = 'pytorch_lora_weights.safetensors';

/** The ways to a model that the bot can take: its own endpoint, and the providers that the hub names. */
export interface ServedRoutes {
  /** As the hub says at this moment. Rejects where it does not answer. */
  ask(model: Model): Promise<Availability>;
  /** What can be said without the hub. */
  withoutHub(model: Model, reason: PlainKey): Availability;
  /** To a LoRA, as its own page says. Rejects where the hub does not answer. */
  askForLora(loraRepo: string): Promise<LoraRoutes>;
  /** To any private LoRA on this base: what serves public ones. Rejects where the hub does not answer. */
  askForLorasOn(baseModel: string): Promise<ProviderRoute[]>;
  /** To LoRAs on this base. */
  onEndpoint(model: Model): Route[];
}

export type ServingHub = Pick<Hub, 'servedBy'> & Partial<Pick<Hub, 'lorasServedBy'>>;

const routeToLora = ({ provider, providerId, loraWeightsPath }: ProviderListing): ProviderRoute => ({
  ...{ via: 'provider', provider, providerId },
  weightsPath: loraWeightsPath ?? weightsPath,
});
const isLiveForLoras = ({ provider, status, task, loraWeightsPath }: ProviderListing) =>
  loraProviders.includes(provider) && status === 'live' && task === 'text-to-image' && loraWeightsPath;

export function createServedRoutes({
  hub,
  hasEndpoint,
}: {
  hub: ServingHub;
  hasEndpoint: boolean;
}): ServedRoutes {
  const plainOnEndpoint = (model: Model): Route[] =>
    hasEndpoint && endpointModels.has(model.id) ? [{ via: 'endpoint' }] : [];
  /** Every base of actors: `actor-lora serve` has them all, also those whose plain images are left to providers. */
  const onEndpoint = (model: Model): Route[] =>
    hasEndpoint && model.loraBase ? [{ via: 'endpoint' }] : plainOnEndpoint(model);
  const withoutHub = (model: Model, reason: PlainKey): Availability => {
    const routes = plainOnEndpoint(model);
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
      // One that takes fewer would leave pictures out without a word.
      if (task === 'image-to-image' && picturesMostVia(provider, providerId) < (model.picturesMost ?? 1))
        return [];
      return [{ via: 'provider', provider, providerId, ...(task === 'image-to-image' ? { task } : {}) }];
    });
    const routes = [...plainOnEndpoint(model), ...providers];
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
      const listings = (served?.providers ?? []).filter(isLiveForLoras);
      return { open: served?.private === false, routes: listings.map(routeToLora) };
    },
    async askForLorasOn(baseModel) {
      const asked = loraProviders.map(provider => hub.lorasServedBy?.(baseModel, provider) ?? []);
      const listings = (await Promise.all(asked)).flat().filter(isLiveForLoras);
      const ids = new Set(listings.map(({ provider, providerId }) => `${provider} ${providerId}`));
      return [...ids].map((id): ProviderRoute => {
        const [provider = '', providerId = ''] = id.split(' ');
        // Named as a trainer names them, whatever the public one calls its own.
        return { via: 'provider', provider, providerId, weightsPath };
      });
    },
  };
}

function reasonOf(model: Model, served: object | undefined, livesElsewhere: boolean): PlainKey {
  if (!served) return 'models.notOnHub';
  if (endpointModels.has(model.id)) return 'models.needsEndpoint';
  if (livesElsewhere) return 'models.servedElsewhere';
  return 'models.notServed';
}
