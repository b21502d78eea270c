import { describe, expect, test } from 'vitest';
import type { ModelPage } from '../huggingface/hub/model-page.ts';
import { addedFrom, familyOf, modelOf, typedModelId } from './added-model.ts';

const page = (change: Partial<ModelPage> = {}): ModelPage => ({
  ...{ id: 'owner/name', private: false, gated: false, task: 'text-to-image', tags: [] },
  licence: { id: 'apache-2.0', name: undefined },
  ...change,
});

describe('what was typed', () => {
  test.each([
    'owner/name',
    ' https://huggingface.co/owner/name ',
    'https://hf.co/owner/name/',
    'https://huggingface.co/owner/name/tree/main?x=1#y',
  ])('%s', typed => expect(typedModelId(typed)).toBe('owner/name'));

  test.each(['name', 'a/b/c', '../../whoami-v2', 'owner/..', 'o w/n', '', `o/${'n'.repeat(120)}`])(
    '%s is no id',
    typed => expect(() => typedModelId(typed)).toThrow(/looks like `owner\/name`/),
  );
});

describe('the base of a model', () => {
  test.each([
    ['o/n', ['diffusers:StableDiffusionXLPipeline', 'base_model:o/other'], 'sdxl'],
    ['o/n', ['diffusers:StableDiffusionPipeline'], 'sd15'],
    ['o/n', ['diffusers:StableDiffusionPipeline', 'base_model:stabilityai/stable-diffusion-2-1'], 'sd21'],
    // The author's own words about a name are less than what the files are.
    ['o/my-xl-killer', ['diffusers:StableDiffusionPipeline'], 'sd15'],
    ['o/n', ['base_model:finetune:black-forest-labs/FLUX.1-dev'], 'flux'],
    ['o/n', ['diffusers:FluxPipeline', 'base_model:black-forest-labs/FLUX.1-Krea-dev'], 'krea'],
    ['o/n', ['base_model:stabilityai/stable-diffusion-xl-base-1.0'], 'sdxl'],
    ['o/n', ['base_model:runwayml/stable-diffusion-v1-5'], 'sd15'],
    ['o/n', ['base_model:stabilityai/stable-diffusion-3.5-large'], 'sd3'],
    ['o/Z-Image-Anime', [], 'z-image'],
    ['Qwen/Qwen-Image-2512', [], 'qwen'],
    ['o/n', [], 'other'],
  ])('%s %j', (id, tags, family) => expect(familyOf({ id, tags })).toBe(family));

  test('gives the settings', () => {
    const tuned = modelOf(addedFrom(page({ tags: ['base_model:runwayml/stable-diffusion-v1-5'] })));
    expect(tuned).toMatchObject({
      steps: 30,
      guidance: 7.5,
      tokenLimit: 75,
      sizes: { square: { width: 512 } },
    });
    const distilled = modelOf(addedFrom(page({ id: 'ByteDance/SDXL-Lightning' })));
    expect(distilled).toMatchObject({ steps: 4, guidance: 0, sizes: { square: { width: 1024 } } });
  });
});

describe('its licence', () => {
  test.each([
    [{ id: 'apache-2.0' }, 'Apache-2.0', undefined],
    [{ id: 'creativeml-openrail-m' }, 'CreativeML OpenRAIL-M', /harmful/],
    [
      { id: 'other', name: 'flux-1-dev-non-commercial-license' },
      'FLUX.1 dev, non-commercial',
      /commercial use/,
    ],
    [{ id: 'other', name: 'Our Non-Commercial @everyone' }, 'Our Non-Commercial everyone', /commercial use/],
    [{ id: 'other', name: 'house-rules' }, 'house-rules', /read it there/],
    [{}, '', /read it there/],
    [{ id: 'other', name: '@<>' }, '', /read it there/],
  ])('%j', (licence, words, forbids) => {
    const added = addedFrom(page({ licence: { id: undefined, name: undefined, ...licence } }));
    expect(added.licence).toBe(words);
    if (forbids) expect(modelOf(added).forbids?.()).toMatch(forbids);
    else expect(modelOf(added)).not.toHaveProperty('forbids');
  });
});

test.each([
  [{ task: 'text-generation' }, /it’s for text generation\. Add a text-to-image model/],
  [{ task: undefined }, /doesn’t say what it’s for/],
  [{ task: 'image-to-image' }, /starts from words/],
  [{ tags: ['lora'] }, /it is a LoRA/],
  [{ tags: ['base_model:adapter:o/base'] }, /it is a LoRA/],
])('%j is refused', (change, words) => {
  expect(() => addedFrom(page(change))).toThrow(words);
});
