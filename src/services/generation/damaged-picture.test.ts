import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGenerationWorld, type GenerationWorld } from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeEach(async () => {
  world = await createGenerationWorld();
});
afterEach(() => world.close());

test('a damaged picture is no answer from the cache: it is made anew, and then it is one', async () => {
  const first = await world.ask({ prompt: 'a harbour at dawn' });
  const sha256 = first.record.images[0]?.sha256 ?? '';
  await truncate(join(world.dir, 'blobs', sha256.slice(0, 2), sha256), 500);
  const calls = () => world.huggingFace.requests.length;
  const before = calls();
  const again = await world.ask({ prompt: 'a harbour at dawn' });
  expect(calls()).toBe(before + 1);
  expect(again.images).toEqual(first.images);
  expect(again.record.cached).toBe(0);
  const third = await world.ask({ prompt: 'a harbour at dawn' });
  expect(calls()).toBe(before + 1);
  expect(third.images).toEqual(first.images);
});
