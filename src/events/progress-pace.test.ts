import { expect, test } from 'vitest';
import { progressPace } from './progress-pace.ts';

test('one alone says after three seconds where it stands, and then every three', () => {
  expect(progressPace(1)).toEqual({ everyMs: 3_000, firstAfterMs: 3_000 });
});

test('two hundred edit twenty times a second at most, and the last of them is told within eight seconds', () => {
  const first = Array.from({ length: 200 }, (_, before) => progressPace(before + 1).firstAfterMs);
  const busiest = Math.max(
    ...first
      .slice(0, -1)
      .map(from => first.filter(at => at >= from && at < from + 1_000 && at > 3_000 && at < 8_000).length),
  );
  expect(busiest).toBeLessThanOrEqual(20);
  expect(Math.max(...first)).toBe(8_000);
  expect(progressPace(200).everyMs).toBe(10_000);
});
