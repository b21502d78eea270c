import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clipMerges } from './merges.ts';

test('the merges that prompts are counted with are those of the package', () => {
  const kept = readFileSync(new URL('../../src/services/quota/clip/merges.txt', import.meta.url), 'utf8');
  expect(kept === clipMerges()).toBe(true);
});
