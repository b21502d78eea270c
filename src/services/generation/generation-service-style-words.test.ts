import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGenerationWorld } from './testing/generation-fixture.ts';

let world: Awaited<ReturnType<typeof createGenerationWorld>>;
beforeAll(async () => {
  world = await createGenerationWorld();
});
afterAll(() => world.close());

test('a tuned model is sent the words of its style once; the member sees what they wrote', async () => {
  for (const prompt of ['a fox', 'a fox, mdjrny-v4 style']) {
    const { record } = await world.ask({ prompt, model: 'Openjourney' });
    expect(record.prompt).toBe(prompt);
  }
  expect(world.huggingFace.requests.map(({ via, model, prompt }) => [via, model, prompt])).toEqual([
    ['endpoint', 'prompthero/openjourney', 'mdjrny-v4 style, a fox'],
    ['endpoint', 'prompthero/openjourney', 'a fox, mdjrny-v4 style'],
  ]);
});
