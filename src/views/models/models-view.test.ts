import { ComponentType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../services/models/catalogue.ts';
import type { Model } from '../../services/models/model.ts';
import type { Availability } from '../../services/models/models-service.ts';
import type { View } from '../components.ts';
import { addedModelView, modelsView, recommendationsView } from './models-view.ts';

const size = { width: 8, height: 8 };
const model: Model = {
  ...{
    kind: 'text-to-image',
    id: 'a/b',
    aliases: [],
    name: 'B',
    goodFor: () => 'boats',
    styles: [],
    quality: 3,
  },
  ...{
    type: 'a transformer',
    billions: 1,
    recommendedFor: () => 'harbours',
    freeTier: () => 'cheap',
    licence: 'MIT',
  },
  ...{ steps: 4, guidance: 0, sizes: { square: size, portrait: size, landscape: size }, loraBase: false },
};
const routes = [{ via: 'provider' as const, provider: 'fal-ai', providerId: 'x' }];
const served: Availability = { model, revision: 'r', routes };
const not: Availability = {
  ...{ model: { ...model, name: 'C' }, revision: 'r', routes: [], reason: 'models.notServed' },
};

const textsOf = (view: View): string[] =>
  view.components
    .flatMap(component => (component.type === ComponentType.Container ? component.components : []))
    .flatMap(component => (component.type === ComponentType.TextDisplay ? [component.content] : []));
const wordsOf = (view: View) => textsOf(view).join('\n');
const buttonsOf = (view: View) => JSON.stringify(view.components).match(/models:-?\d+/g) ?? [];

describe('a list', () => {
  test('says what is available, through whom, and why others are not', () => {
    const preview: Availability = { ...served, model: { ...model, name: 'P', kind: 'image-to-image' } };
    const words = wordsOf(modelsView([not, preview, served]));
    expect(words).toMatch(
      /Available now \(1\)\n✓ \*\*B\*\* boats\n-# For harbours · fal-ai · a transformer\n-# MIT · cheap/,
    );
    expect(words).toMatch(/changes and variations \(1\)\n✓ \*\*P\*\*/);
    expect(words).toMatch(
      /Not available \(1\)\n✕ \*\*C\*\* boats\n-# No provider serves it right now\.\n-# MIT/,
    );
    expect(wordsOf(modelsView([not]))).toContain('None right now');
    expect(words).not.toContain('hidden');
    expect(buttonsOf(modelsView([served]))).toEqual([]);
  });

  test('tells admins what is hidden, however much that is', () => {
    const hidden = Array.from({ length: 90 }, (_, n) => ({ ...model, name: `hidden ${n}` }));
    expect(wordsOf(modelsView([served], { hidden: hidden.slice(0, 2) }))).toContain(
      '2 hidden (only admins see this)',
    );
    expect(wordsOf(modelsView([served], { hidden }))).toMatch(/90 hidden.* and \d+ more\./);
  });

  test('of 500 has pages that fit into a message, and shows each model once', () => {
    const added = Array.from({ length: 500 }, (_, n): Availability => {
      const name = `model_${n}_${'*x'.repeat(30)}`;
      return { ...(n % 3 === 0 ? not : served), model: { ...model, name, forbids: () => 'use '.repeat(60) } };
    });
    const all = [...catalogue.map(one => ({ ...served, model: one })), ...added];
    const last = Number(/of (\d+)/.exec(wordsOf(modelsView(all)))?.[1]) - 1;
    const pages = Array.from({ length: last + 1 }, (_, page) => modelsView(all, { page, hidden: [model] }));
    for (const page of pages) expect(wordsOf(page).length).toBeLessThanOrEqual(4_000);
    const shown = pages.map(wordsOf).join('\n');
    expect(shown.match(/^[✓✕] /gmu)).toHaveLength(all.length);
    expect(shown.match(/^### Available now \(/gm)?.length).toBeGreaterThan(1);
    expect(buttonsOf(modelsView(all, { page: 1 }))).toEqual(['models:0', 'models:2']);
    expect(wordsOf(modelsView(all, { page: 99_999 }))).toBe(wordsOf(modelsView(all, { page: last })));
  });
});

test('recommendations say why, what speaks against, and why one cannot be used', () => {
  const shown = wordsOf(
    recommendationsView([
      { availability: served, reasons: ['very good'], caveats: ['its licence is not for spam'] },
      { availability: not, reasons: [], caveats: [] },
    ]),
  );
  expect(shown).toMatch(
    /\*\*1\.\*\* \*\*B\*\* boats · very good\n-# ✓ fal-ai · MIT\n-# ⚠ its licence is not for spam/,
  );
  expect(shown).toMatch(/\*\*2\.\*\* \*\*C\*\* boats\n-# ✕ No provider serves it right now\./);
  expect(wordsOf(recommendationsView([]))).toContain('no model to recommend');
});

test('a model that was added is shown with its settings, its terms, and whether it can be used', () => {
  const words = wordsOf(addedModelView({ ...not, model: { ...model, gated: true, forbids: () => 'spam' } }));
  expect(words).toMatch(
    /4 steps · guidance 0 · 8\u00a0×\u00a08 pixels\n-# MIT: not for spam\n-# ⚠ .*terms accepted.*\n✕ Not available now\. No provider/,
  );
  expect(wordsOf(addedModelView(served))).toMatch(/✓ Available now through fal-ai/);
});
