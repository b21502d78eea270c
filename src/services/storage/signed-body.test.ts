import { expect, test } from 'vitest';
import { createReplayGuard } from './signed-body.ts';

test('an id is remembered for as long as its signature is good, however busy others are', () => {
  let now = 0;
  const isReplay = createReplayGuard(() => now);
  expect(isReplay('ana', 'one')).toBe(false);
  for (let nth = 0; nth < 5_000; nth++) {
    now += 60;
    isReplay(`other ${nth % 100}`, String(nth));
  }
  expect(isReplay('ana', 'one')).toBe(true);
  // The same id of somebody else is another one.
  expect(isReplay('ben', 'one')).toBe(false);
  now += 12 * 60_000;
  expect(isReplay('ana', 'one')).toBe(false);
});
