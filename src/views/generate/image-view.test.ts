import { describe, expect, test } from 'vitest';
import type { Generation } from '../../services/generation/generation.ts';
import { detailsView } from './details-view.ts';
import { imageView } from './image-view.ts';

const record: Generation = {
  id: 'abc234',
  guildId: 'g',
  channelId: 'c',
  memberId: '900000000000000011',
  prompt: 'a cat',
  shape: 'square',
  modelName: 'Stable Diffusion 1.5',
  settings: {
    model: 'a/b',
    modelRevision: 'c'.repeat(40),
    prompt: 'a cat',
    width: 512,
    height: 768,
    steps: 30,
    guidance: 7.5,
    seed: 5,
  },
  private: false,
  images: [
    { sha256: 'x', seed: 5 },
    { sha256: 'y', seed: 6 },
  ],
  posts: [],
  stalePosts: [],
  cached: 0,
  tokens: 4,
  promptTokens: 2,
  createdAt: 0,
  deleted: false,
};
const bytes = Buffer.from('png');
const wordsOf = (view: object) => JSON.stringify(view);
const show = (changes: Partial<Generation> = {}, missing: string[] = []) =>
  imageView({ record: { ...record, ...changes }, images: [bytes, bytes], missing });

describe('a posted image', () => {
  test('shows what it was made with, what it cost and for whom, and pings nobody', () => {
    const view = show();
    const words = wordsOf(view);
    expect(words).toContain('Stable Diffusion 1.5 · seed 5 and on · 30 steps · guidance 7.5 · 512 × 768');
    expect(words).toContain('4 tokens of today’s budget');
    expect(words).toContain('<@900000000000000011>');
    expect(view.pings).toBeUndefined();
    expect(wordsOf(show({ cached: 2, tokens: 0 }))).toContain('From the cache: free');
  });

  test('every picture has a file and its own alt text', () => {
    const { files } = show({ prompt: 'p'.repeat(1_500) });
    expect(files?.map(({ name }) => name)).toEqual(['image-1.png', 'image-2.png']);
    expect(files?.[0]?.description).toMatch(/^Image 1 of 2 made from the prompt: p+$/);
    for (const { description } of files ?? []) expect(description?.length).toBeLessThanOrEqual(1_024);
  });

  test('alt texts are cut between characters, wherever the emoji lie', () => {
    for (let before = 900; before < 1_024; before++) {
      const { files } = show({ prompt: `${'x'.repeat(before)}${'👩‍👩‍👧‍👦'.repeat(20)}` });
      expect(files?.[0]?.description).toMatch(/x(👩‍👩‍👧‍👦)*$/);
      expect(files?.[0]?.description).not.toMatch(/\p{Surrogate}/u);
    }
  });

  test('members’ words never break the layout or mention anybody', () => {
    const rendered = (view: object) =>
      [...wordsOf(view).matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(match => match[1]).join('\n');
    const words = rendered(show({ prompt: '@everyone\n# loud **bold** ```code``` <@1>' }));
    expect(words).not.toContain('@everyone');
    expect(words).not.toContain('<@1>');
    expect(words).not.toMatch(/[^\\]\*\*bold/);
  });

  test('what a model did not read, a stand-in trainer and missing images are said', () => {
    expect(wordsOf(show({ tokenLimit: 75, promptTokens: 90 }))).toMatch(/reads 75 tokens.*yours has 90/);
    expect(wordsOf(show({ tokenLimit: 75, promptTokens: 75 }))).not.toMatch(/reads 75/);
    expect(wordsOf(show({ actor: { id: 'i', name: 'Nova', version: 2, standIn: true } }))).toMatch(
      /\*\*Nova\*\* trained v2.*stand-in/,
    );
    expect(wordsOf(show({}, ['It was black.']))).toContain('One image is missing: It was black.');
  });

  test('the buttons name the image that they are about', () => {
    const ids = (view: object) =>
      [...wordsOf(view).matchAll(/"custom_id":"([^"]+)"/g)].map(match => match[1]);
    expect(ids(show())).toEqual([
      'reroll:abc234',
      'variations:abc234',
      'change:abc234',
      'edit-prompt:abc234',
      'details:abc234',
      'delete-image:abc234',
    ]);
  });

  test('the details name the LoRA by its commit', () => {
    const lora = { repo: 'x/y', revision: 'f'.repeat(40), scale: 0.9 };
    const words = wordsOf(detailsView({ ...record, settings: { ...record.settings, lora } }));
    expect(words).toMatch(/x\/y` at `ffffffffffff`, strength 0\.9/);
    expect(words).toMatch(/5, 6/);
  });
});
