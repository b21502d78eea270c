import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import type { Style } from './model.ts';
import { type Goal, recommend } from './recommend.ts';
import type { Availability } from './served-routes.ts';

const fal = { via: 'provider' as const, provider: 'fal-ai', providerId: 'x' };
/** Served are those with a name that is not in `not`; the small ones by the endpoint where there is one. */
const listed = ({ hasEndpoint }: { hasEndpoint: boolean }): Availability[] =>
  catalogue.map(model => {
    const small = model.billions < 1;
    const routes = small ? (hasEndpoint ? [{ via: 'endpoint' as const }] : []) : [fal];
    const own = hasEndpoint && model.tokenLimit ? [{ via: 'endpoint' as const }] : [];
    return {
      model,
      revision: 'r',
      routes: small ? routes : [...own, ...routes],
      reason: 'models.notServed',
    };
  });
const names = (goal: Goal, style?: Style, hasEndpoint = true) =>
  recommend(listed({ hasEndpoint }), goal, style).map(({ availability }) => availability.model.name);

test('what can be used now first, then the style, then the goal', () => {
  expect(names('quality')[0]).toBe('FLUX.1 dev');
  expect(names('speed')[0]).toBe('FLUX.1 schnell');
  expect(names('speed', 'animation')[0]).toBe('Nitro Diffusion');
  expect(names('quality', 'lettering')[0]).toBe('Qwen-Image');
  expect(names('cost', undefined, false)[0]).toBe('Z-Image Turbo');
  expect(names('likeness')).toEqual(['Stable Diffusion XL', 'Stable Diffusion 1.5', 'Stable Diffusion 2.1']);
  expect(names('likeness', 'lettering')[0]).toBe('Stable Diffusion XL');
});

test('one that would suit better and cannot be used is named last', () => {
  const found = recommend(listed({ hasEndpoint: false }), 'quality', 'animation');
  expect(found.map(({ availability }) => availability.routes.length > 0)).toEqual([true, true, true, false]);
  expect(found[3]?.availability.model.name).toBe('Nitro Diffusion');
  expect(names('quality', 'photo', false)).toHaveLength(3);
});

test('never a model that starts from a picture', () => {
  for (const goal of ['quality', 'speed', 'cost', 'likeness'] as const) {
    const only = listed({ hasEndpoint: true }).filter(({ model }) => model.kind === 'image-to-image');
    expect(recommend(only, goal, undefined)).toEqual([]);
  }
});

test('why, and what speaks against it', () => {
  const of = (name: string, goal: Goal, hasEndpoint = true, style?: Style) => {
    const only = listed({ hasEndpoint }).filter(({ model }) => model.name === name);
    return recommend(only, goal, style)[0];
  };
  expect(of('Stable Diffusion 1.5', 'likeness', true, 'photo')).toMatchObject({
    reasons: ['good at photographs', 'actors can be trained on it'],
    caveats: [expect.stringMatching(/licence is not for/)],
  });
  expect(of('Stable Diffusion XL', 'likeness', false)?.caveats).toContainEqual(
    expect.stringMatching(/loads private models, or INFERENCE_ENDPOINT_URL/),
  );
  expect(of('FLUX.1 dev', 'quality')).toMatchObject({
    reasons: ['the best quality here'],
    caveats: [/commercial use/, /terms have to be accepted/, /free credit/].map(words =>
      expect.stringMatching(words),
    ),
  });
  expect(of('FLUX.1 schnell', 'likeness')?.caveats).toEqual([
    expect.stringMatching(/no actor can be trained/),
  ]);
  expect(of('Z-Image Turbo', 'likeness')?.reasons).toEqual([expect.stringMatching(/nobody has on a GPU/)]);
  expect(of('Z-Image Turbo', 'speed')).toMatchObject({ reasons: ['8 steps at 1024 pixels'], caveats: [] });
  expect(of('Openjourney', 'cost')?.reasons).toEqual([expect.stringMatching(/own endpoint/)]);
});
