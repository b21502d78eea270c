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
  imageView({
    record: { ...record, ...changes },
    images: [bytes, bytes],
    missing: missing.map(why => () => why),
  });

describe('a posted image', () => {
  test('shows what it was made with, what it cost and for whom, and pings nobody', () => {
    const view = show();
    const words = wordsOf(view);
    expect(words).toContain(
      'Stable Diffusion 1.5 · seed 5 and up · 30 steps · guidance 7.5 · 512\u00a0×\u00a0768',
    );
    expect(words).toContain('4 tokens of today’s budget');
    expect(words).toContain('<@900000000000000011>');
    expect(view.pings).toBeUndefined();
    expect(wordsOf(show({ cached: 2, tokens: 0 }))).toContain('From the cache: free');
  });

  test('that shows somebody else or nobody is marked, with what another try costs', () => {
    const actor = { id: 'n', name: 'Nova', version: 2, standIn: false, from: 'trained' as const };
    const seen = (one: { face?: number; likeness?: number }, trouble?: 'one-twice') => ({
      ages: [30],
      actors: [{ id: 'n', ...one }],
      ...(trouble ? { trouble } : {}),
    });
    const of = (...faces: ReturnType<typeof seen>[]) => ({
      actor,
      images: faces.map((one, at) => ({ sha256: 'x', seed: 5 + at, faces: one })),
    });
    const alike = seen({ face: 0, likeness: 0.77 });
    const marked = wordsOf(show(of(alike, seen({ face: 0, likeness: 0.31 }))));
    expect(marked).toContain('Image 2 shows somebody else, not Nova: likeness 0.31 (needs 0.42).');
    expect(marked).not.toContain('Image 1 shows');
    expect(marked).toMatch(/Re-roll makes all 2 again and costs 4 tokens/);
    expect(wordsOf(show(of(alike, seen({}))))).toContain('Image 2 shows no face that could be Nova’s.');
    expect(wordsOf(show(of(alike, alike)))).not.toMatch(/⚠|costs/);
    // Of an earlier time, and of an actor whose photos were never measured: nobody knows.
    expect(wordsOf(show({ actor }))).not.toMatch(/⚠|costs/);
    expect(wordsOf(show(of(seen({ face: 0 }), alike)))).not.toMatch(/⚠|costs/);
    const twice = {
      ...of(alike, seen({ face: 0, likeness: 0.6 }, 'one-twice')),
      actor2: { id: 'b', name: 'Bo' },
    };
    expect(wordsOf(show(twice))).toContain('Image 2 seems to show one of the two people twice.');
    // In direct messages there is no button to press.
    const direct = imageView(
      { record: { ...record, ...of(seen({})) }, images: [bytes], missing: [] },
      { direct: true },
    );
    expect(wordsOf(direct)).toContain('This image shows no face');
    expect(wordsOf(direct)).not.toContain('Re-roll');
  });

  test('has all its seeds where they do not follow one another', () => {
    const images = [7, 5].map(seed => ({ sha256: 'x', seed }));
    expect(wordsOf(show({ images }))).toContain('seeds 7, 5');
  });

  test('says in its details how alike each picture is', () => {
    const actor = { id: 'n', name: 'Nova', version: 2, standIn: false };
    const images = [0.77, undefined].map(likeness => ({
      ...{ sha256: 'x', seed: 5 },
      faces: { ages: [], actors: [{ id: 'n', ...(likeness ? { face: 0, likeness } : {}) }] },
    }));
    expect(wordsOf(detailsView({ ...record, actor, images }))).toContain('**Likeness** Nova 0.77, no face');
    expect(wordsOf(detailsView({ ...record, actor }))).not.toContain('Likeness');
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
      'improve:abc234',
      'details:abc234',
      'favourite:abc234',
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
