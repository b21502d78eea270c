import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFewATurn } from './few-a-turn.ts';

test('of what comes at once so many begin in each turn of the loop, in their order', async () => {
  const begin = createFewATurn(3);
  const begun: number[] = [];
  for (let nth = 0; nth < 8; nth++) begin(() => begun.push(nth));
  expect(begun).toEqual([0, 1, 2]);
  await setImmediate();
  // Behind those that wait.
  begin(() => begun.push(8));
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  await setImmediate();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  await setImmediate();
  begin(() => begun.push(9));
  expect(begun.at(-1)).toBe(9);
});
