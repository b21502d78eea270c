import { describe, expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { styledPrompt } from './model.ts';

const of = (name: string) => {
  const model = catalogue.find(one => one.name === name);
  if (!model) throw new Error(`${name} is not in the catalogue`);
  return model;
};

describe('style words', () => {
  test.each([
    ['Openjourney', 'a fox', 'mdjrny-v4 style, a fox'],
    ['Openjourney', 'a fox, MDJRNY-v4  Style', 'a fox, MDJRNY-v4  Style'],
    ['Nitro Diffusion', 'a fox', 'modern disney style, a fox'],
    ['Nitro Diffusion', 'a fox in Arcane style', 'a fox in Arcane style'],
    ['Dreamlike Photoreal 2.0', 'a fox', 'photo, a fox'],
    ['Dreamlike Photoreal 2.0', 'a photograph of a fox', 'a photograph of a fox'],
    ['Dreamlike Photoreal 2.0', 'telephotos of a fox', 'photo, telephotos of a fox'],
    ['FLUX.1 dev', 'a fox', 'a fox'],
  ])('%s: %s', (name, prompt, styled) => {
    expect(styledPrompt(of(name), prompt)).toBe(styled);
    expect(styledPrompt(of(name), styled)).toBe(styled);
  });
});

test('every model says what it is, what it is for, what it costs and what its licence is', () => {
  for (const model of catalogue) {
    for (const words of [
      model.type,
      model.goodFor(),
      model.recommendedFor(),
      model.freeTier(),
      model.licence,
    ])
      expect(words, model.name).toMatch(/\w{3}/);
    expect(model.id, model.name).toMatch(/^[\w.-]+\/[\w.-]+$/);
    expect(model.licence !== 'Apache-2.0', model.name).toBe(model.forbids !== undefined);
  }
});
