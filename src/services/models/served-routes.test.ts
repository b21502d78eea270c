import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import type { Model } from './model.ts';
import { createServedRoutes } from './served-routes.ts';

const hub = { servedBy: async () => ({ private: false, revision: 'r', providers: [] }) };
const modelOf = (id: string): Model => {
  const model = catalogue.find(one => one.id === id);
  if (!model) throw new Error(id);
  return model;
};
const bases = ['Tongyi-MAI/Z-Image-Turbo', 'black-forest-labs/FLUX.2-klein-4B'].map(modelOf);

test('the endpoint draws actors on today’s bases, and leaves their plain images to the providers', async () => {
  const routes = createServedRoutes({ hub, hasEndpoint: true });
  for (const base of bases) {
    expect(routes.onEndpoint(base)).toEqual([{ via: 'endpoint' }]);
    expect((await routes.ask(base)).routes).toEqual([]);
    expect(routes.withoutHub(base, 'models.unreachable')).toMatchObject({
      routes: [],
      reason: 'models.unreachable',
    });
  }
  expect(routes.onEndpoint(modelOf('Qwen/Qwen-Image'))).toEqual([]);
  const older = modelOf('stabilityai/stable-diffusion-xl-base-1.0');
  expect((await routes.ask(older)).routes).toEqual([{ via: 'endpoint' }]);
});

test('without an endpoint nothing is on it', () => {
  const routes = createServedRoutes({ hub, hasEndpoint: false });
  expect(bases.flatMap(routes.onEndpoint)).toEqual([]);
});
