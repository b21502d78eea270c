import type { Member } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
beforeAll(async () => {
  world = await startWorld({
    UPSCALE_MODEL: 'Qwen/Qwen-Image-Edit-2511',
    FIX_FACE_MODEL: 'black-forest-labs/FLUX.1-Kontext-dev',
  });
  [mara, jonas] = await Promise.all([world.member('mara'), world.member('jonas')]);
}, 60_000);
afterAll(() => world.close());

const sizeOf = async (url: string) => {
  const { width, height } = await sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata();
  return { width, height };
};
const lastRequest = () => world.huggingFace.requests.at(-1);

test('an image is upscaled by the model that the operator named, once its price was said', async () => {
  const image = await ask(jonas, '/generate', { prompt: 'a photo of a fox', count: 2 });
  const before = world.huggingFace.requests.length;
  const offer = await press(jonas, image, 'Upscale', words => words.includes('Upscale this image?'));
  expect(offer.ephemeral).toBe(true);
  expect(wordsOf(offer)).toMatch(/2511\*\* redraws it at 2048 × 2048/);
  expect(wordsOf(offer)).toMatch(/It costs \d+ tokens of today’s budget, about \$\d/);
  expect(world.huggingFace.requests).toHaveLength(before);

  // The second of the two.
  const upscaled = await press(jonas, offer, 'Image 2', words => words.includes('A larger copy'));
  expect(upscaled.ephemeral).toBe(false);
  const [picture, another] = picturesOf(upscaled);
  expect(another).toBeUndefined();
  expect(await sizeOf(picture?.url ?? '')).toEqual({ width: 2048, height: 2048 });
  expect(lastRequest()).toMatchObject({ model: 'Qwen/Qwen-Image-Edit-2511', status: 200 });
  expect(JSON.stringify(lastRequest())).toContain('larger and sharper');
  expect(wordsOf(upscaled)).toContain('a photo of a fox');

  // It grows no further, and says so before anything is asked for.
  const after = world.huggingFace.requests.length;
  await press(jonas, upscaled, 'Upscale', words => words.includes('as large as I can make one'));
  expect(world.huggingFace.requests).toHaveLength(after);

  // The same once more is free; a re-roll of it is upscaled too.
  const again = await press(jonas, offer, 'Image 2', words => words.includes('From the cache'));
  expect(await sizeOf(picturesOf(again)[0]?.url ?? '')).toEqual({ width: 2048, height: 2048 });
  const rerolled = await press(jonas, upscaled, 'Re-roll', words => words.includes('A larger copy'));
  expect(await sizeOf(picturesOf(rerolled)[0]?.url ?? '')).toEqual({ width: 2048, height: 2048 });
});

test('other words for a touched-up image make a new one of these words', async () => {
  const image = await ask(jonas, '/generate', { prompt: 'a photo of a heron' });
  const offer = await press(jonas, image, 'Fix face', words => words.includes('Fix the face'));
  expect(wordsOf(offer)).toContain('FLUX.1 Kontext dev');
  const from = jonas.events.length;
  await jonas.click(offer, 'Fix face');
  const fixed = await jonas.waitForMessage(
    message => isAnswer(message) && wordsOf(message).includes('faces repaired'),
    patienceMs,
    from,
  );
  await jonas.click(fixed, 'Edit prompt');
  const modal = await jonas.waitForModal();
  expect(JSON.stringify(modal)).toContain('a photo of a heron');
  const { interactionId } = await jonas.submit(modal, { prompt: 'a photo of a stork' });
  const made = await jonas.waitForMessage(
    message => message.interaction_metadata?.id === interactionId && isAnswer(message),
    patienceMs,
  );
  expect(wordsOf(made)).not.toContain('repaired');
  expect(wordsOf(made)).toContain('a photo of a stork');
});

test('the person shown decides over touched-up pictures of them too', async () => {
  const report = await ask(jonas, '/actor register', {
    name: 'Bruno',
    ...attached(await photos('bruno', 5)),
  });
  await press(jonas, report, 'These photos show me, and I agree', words => /agreed/.test(words));
  const image = await ask(jonas, '/generate', { prompt: 'Bruno by the sea', actor: 'Bruno' });
  // Bruno is only for himself.
  const from = mara.events.length;
  await mara.click(image, 'Fix face');
  const refused = await mara.waitForMessage(
    message => isAnswer(message) && message.ephemeral,
    patienceMs,
    from,
  );
  expect(wordsOf(refused)).not.toContain('Fix the face');
  const offer = await press(jonas, image, 'Fix face', words => words.includes('Fix the face'));
  await press(jonas, offer, 'Fix face', words => words.includes('faces repaired'));
  const last = lastRequest();
  await ask(jonas, '/actor delete', { actor: 'Bruno' });
  expect(last?.status).toBe(200);
});

test('a server that hides the model is not offered what it does', async () => {
  await ask(mara, '/models hide', { model: 'Qwen/Qwen-Image-Edit-2511' });
  const image = await ask(jonas, '/generate', { prompt: 'a photo of an owl' });
  expect(wordsOf(image)).toContain('Fix face');
  expect(wordsOf(image)).not.toContain('Upscale');
});
