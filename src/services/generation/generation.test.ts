import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cacheKey, derivedSeed, maxSeed, type Settings } from './generation.ts';

const settings: Settings = {
  model: 'a/b',
  modelRevision: 'c0ffee',
  prompt: 'a cat',
  width: 512,
  height: 512,
  steps: 30,
  guidance: 7.5,
  seed: 1,
};
const lora = { repo: 'x/y', revision: 'r1', scale: 0.9 };

describe('what a picture is known by', () => {
  test('does not depend on the order in which it was written', () => {
    const turned = Object.fromEntries(Object.entries({ ...settings, lora }).reverse()) as Settings;
    turned.lora = { scale: 0.9, revision: 'r1', repo: 'x/y' };
    expect(cacheKey(turned)).toBe(cacheKey({ ...settings, lora }));
  });

  test.each([
    ['model', { model: 'a/c' }],
    ['model revision', { modelRevision: 'c0ffef' }],
    ['prompt', { prompt: 'a cat.' }],
    ['negative', { negative: 'dog' }],
    ['shape', { width: 768 }],
    ['steps', { steps: 31 }],
    ['guidance', { guidance: 7 }],
    ['seed', { seed: 2 }],
    ['LoRA', { lora }],
    ['LoRA revision', { lora: { ...lora, revision: 'r2' } }],
    ['LoRA strength', { lora: { ...lora, scale: 1 } }],
  ])('changes with the %s', (_what, change) => {
    const before = 'lora' in change && change.lora !== lora ? { ...settings, lora } : settings;
    expect(cacheKey({ ...settings, ...change })).not.toBe(cacheKey(before));
  });

  test('a derived seed is one that every tool reads, and the same for the same request', () => {
    fc.assert(
      fc.property(fc.string(), prompt => {
        const { seed: _seed, ...unseeded } = { ...settings, prompt };
        const seed = derivedSeed(unseeded);
        expect(seed).toBe(derivedSeed({ ...unseeded }));
        expect(Number.isInteger(seed) && seed >= 0 && seed <= maxSeed).toBe(true);
      }),
    );
  });
});
