import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttleLatest } from './throttle-latest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const everyMs = 3_000;
/** Notes what is delivered; each delivery ends when the test lets it. */
function recorder() {
  const delivered: number[] = [];
  const open: { end(): void; fail(): void }[] = [];
  let most = 0;
  let now = 0;
  const deliver = (value: number) => {
    delivered.push(value);
    most = Math.max(most, ++now);
    return new Promise<void>((resolve, reject) => {
      open.push({ end: resolve, fail: () => reject(new Error('lost')) });
    }).finally(() => {
      now--;
    });
  };
  return { delivered, deliver, open, most: () => most };
}
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test('the first goes at once; of those that follow too soon only the latest, when its time has come', async () => {
  const { delivered, deliver, open } = recorder();
  const queue = throttleLatest(deliver, everyMs);
  queue.push(1);
  await pass();
  expect(delivered).toEqual([1]);
  open[0]?.end();
  for (const value of [2, 3, 4]) queue.push(value);
  await pass(everyMs - 1);
  expect(delivered).toEqual([1]);
  await pass(1);
  expect(delivered).toEqual([1, 4]);
});

test('values pushed in the same turn are one delivery', async () => {
  const { delivered, deliver } = recorder();
  const queue = throttleLatest(deliver, everyMs);
  for (const value of [1, 2, 3]) queue.push(value);
  await pass();
  expect(delivered).toEqual([3]);
});

test('one at a time, however slow; the one that waits is sent as soon as the slow one is through', async () => {
  const { delivered, deliver, open, most } = recorder();
  const queue = throttleLatest(deliver, everyMs);
  queue.push(1);
  await pass();
  queue.push(2);
  await pass(10 * everyMs);
  queue.push(3);
  await pass(10 * everyMs);
  expect(delivered).toEqual([1]);
  open[0]?.end();
  await pass();
  expect(delivered).toEqual([1, 3]);
  expect(most()).toBe(1);
});

test('after a pause the next goes at once again', async () => {
  const { delivered, deliver, open } = recorder();
  const queue = throttleLatest(deliver, everyMs);
  queue.push(1);
  await pass();
  open[0]?.end();
  await pass(everyMs + 1);
  queue.push(2);
  await pass();
  expect(delivered).toEqual([1, 2]);
});

test('a delivery that fails does not hold up the next', async () => {
  const { delivered, deliver, open } = recorder();
  const queue = throttleLatest(deliver, everyMs);
  queue.push(1);
  await pass();
  queue.push(2);
  open[0]?.fail();
  await pass(everyMs);
  expect(delivered).toEqual([1, 2]);
});

test('stopping waits for what is under way, drops what waits and takes nothing more', async () => {
  const { delivered, deliver, open } = recorder();
  const queue = throttleLatest(deliver, everyMs);
  queue.push(1);
  await pass();
  queue.push(2);
  let stopped = false;
  const stop = queue.stop().then(() => {
    stopped = true;
  });
  await pass(everyMs);
  expect(stopped).toBe(false);
  open[0]?.end();
  await stop;
  queue.push(3);
  await pass(2 * everyMs);
  expect(delivered).toEqual([1]);
  await queue.stop();
});

test('stopping before the first delivery sends nothing', async () => {
  const { delivered, deliver } = recorder();
  const queue = throttleLatest(deliver, everyMs);
  queue.push(1);
  await queue.stop();
  await pass(everyMs);
  expect(delivered).toEqual([]);
});
