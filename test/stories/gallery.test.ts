import { ids, type Member } from '@ai-actor/playground/discord';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hasCredentials } from '../../src/services/credentials/has-credentials.ts';
import { ask, press } from '../acting.ts';
import { everythingKept, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
beforeAll(async () => {
  world = await startWorld();
  [mara, jonas] = await Promise.all([world.member('mara'), world.member('jonas')]);
}, 60_000);
afterAll(() => world.close());

const model = 'runwayml/stable-diffusion-v1-5';

test('favourites are found again, one’s own images are saved with their credentials, and better words are read first', async () => {
  const heron = await ask(mara, '/generate', { prompt: 'a heron at dawn', model });
  await ask(mara, '/generate', { prompt: 'a fox at dusk', model, count: 2 });
  await ask(jonas, '/generate', { prompt: 'an owl at night', model });
  await press(jonas, heron, 'Favourite', words => /a favourite of yours now/.test(words));
  await world.restartBot();
  const found = await ask(jonas, '/gallery', { favourites: true });
  expect(wordsOf(found)).toMatch(/Your favourites[\s\S]*a heron at dawn/);
  expect(wordsOf(found)).not.toMatch(/fox|owl/);
  expect(wordsOf(await ask(mara, '/gallery', { favourites: true }))).toMatch(/You have no favourites/);
  expect((await jonas.autocomplete('/gallery', 'model', { model: 'diffusion' })).length).toBeGreaterThan(0);
  const large = await press(jonas, await ask(jonas, '/gallery', { model }), 'Large pictures', words =>
    /Small pictures/.test(words),
  );
  expect(picturesOf(large)).toHaveLength(3);

  const saved = await press(mara, await ask(mara, '/gallery'), 'Save my images…', words =>
    /Your images/.test(words),
  );
  expect(saved.ephemeral).toBe(true);
  const zip = saved.attachments.find(({ filename }) => filename.endsWith('.zip'));
  const files = unzipSync(new Uint8Array(await (await fetch(zip?.url ?? '')).arrayBuffer()));
  const pictures = Object.entries(files).filter(([path]) => path.endsWith('.png'));
  expect(pictures).toHaveLength(3);
  for (const [, bytes] of pictures) expect(hasCredentials(bytes)).toBe(true);

  // Other words are read first, and made only then.
  const calls = world.huggingFace.requests.length;
  const idea = await press(jonas, heron, 'Improve', words => /How about this/.test(words));
  expect(idea.ephemeral).toBe(true);
  expect(wordsOf(idea)).toMatch(/> a heron at dawn, soft directional light[\s\S]*You wrote: a heron at dawn/);
  await world.restartBot();
  expect(world.huggingFace.requests.length).toBe(calls);
  const better = await press(jonas, idea, 'Make it', words =>
    /soft directional light[\s\S]*seed/.test(words),
  );
  expect(picturesOf(better)).toHaveLength(1);
  expect(world.huggingFace.requests.length).toBe(calls + 1);

  // What was a favourite of somebody who goes is nobody's.
  const sure = await ask(jonas, '/privacy delete');
  await press(jonas, sure, 'Delete all of it', words => /Receipt/.test(words));
  await vi.waitUntil(async () => !(await everythingKept(world)).includes(ids.members.jonas), {
    ...{ timeout: 60_000, interval: 500 },
  });
  expect(wordsOf(await ask(mara, '/gallery'))).toMatch(/a heron at dawn/);
});
