import type { Member } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, patienceMs } from './acting.ts';
import { picturesOf, startWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let mara: Member;
beforeAll(async () => {
  world = await startWorld();
  mara = await world.member('mara');
}, patienceMs);
afterAll(() => world.close());

/** As JSON writes half of a character that takes two units. Discord refuses whatever holds one. */
const half = /\\ud[89a-f]/;

test('a prompt full of emoji is posted, suggested, listed and shown, wherever it has to be cut', async () => {
  const prompts = ['', 'x', 'xx'].map(before => `${before}${'🦊👩‍👩‍👧‍👦'.repeat(110)}`);
  for (const prompt of prompts) {
    const image = await ask(mara, '/generate', { prompt });
    expect(picturesOf(image)[0]?.alt).toMatch(/prompt: x*(🦊👩‍👩‍👧‍👦)+🦊?$/u);
    expect(JSON.stringify(image)).not.toMatch(half);
  }
  const suggested = await mara.autocomplete('/show', 'id', { id: '🦊' });
  expect(suggested).toHaveLength(prompts.length);
  for (const { name } of suggested) {
    expect(name).toMatch(/^\w+ · x*(🦊👩‍👩‍👧‍👦)+🦊?…$/u);
    expect(name.length).toBeLessThanOrEqual(100);
  }
  const listed = await ask(mara, '/gallery');
  expect(picturesOf(listed)).toHaveLength(prompts.length);
  const shown = await ask(mara, '/show', { id: String(suggested[0]?.value) });
  expect(JSON.stringify([listed, shown])).not.toMatch(half);
}, 180_000);
