import { expect, test, vi } from 'vitest';
import { createLeaderWatch } from './leader-watch.ts';

test('a restart is waited for, and nobody for longer than that', async () => {
  let at = 0;
  let isThere: boolean | undefined = true;
  const watch = createLeaderWatch(
    async () => {
      if (isThere === undefined) throw new Error('the database is away');
      return isThere;
    },
    () => at,
  );
  const looks = async (minutes: number) => {
    at += minutes * 60_000;
    return watch.look();
  };
  expect(await looks(0)).toBe(false);
  isThere = false;
  expect([await looks(1), await looks(1), await looks(0.5)]).toEqual([false, false, false]);
  isThere = undefined;
  // What nobody can tell changes nothing.
  expect(await looks(0.5)).toBe(true);
  isThere = false;
  expect(await looks(0.5)).toBe(true);
  expect(watch.isAway()).toBe(true);
  isThere = true;
  expect(await looks(0.5)).toBe(false);
  // Away in two moments that are far apart.
  isThere = false;
  await looks(0.5);
  expect(await looks(60)).toBe(false);
  watch.stop();
});

test('whoever asks for the first time minutes later is told so, too', async () => {
  vi.useFakeTimers();
  const watch = createLeaderWatch(async () => false);
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  expect(await watch.look()).toBe(true);
  watch.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
