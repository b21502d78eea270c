import { expect, test } from 'vitest';
import { createCallLog } from './call-log.ts';

test('counts the calls of an hour by provider, with the errors and how long they usually took', () => {
  const clock = { now: 0 };
  const log = createCallLog(() => clock.now);
  log.note('fal-ai', { ms: 9_999, failed: false });
  clock.now = 30 * 60_000;
  for (const ms of [300, 100, 200]) log.note('fal-ai', { ms, failed: false });
  log.note('fal-ai', { ms: 60_000, failed: true });
  log.note('endpoint', { ms: 5, failed: true });
  clock.now = 60 * 60_000;
  expect(log.lastHour()).toEqual([
    { provider: 'fal-ai', calls: 4, failed: 1, medianMs: 200 },
    { provider: 'endpoint', calls: 1, failed: 1, medianMs: undefined },
  ]);
  clock.now += 60 * 60_000;
  expect(log.lastHour()).toEqual([]);
});
