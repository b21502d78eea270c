import { expect, test } from 'vitest';
import { openMemoryStore } from '../../storage/store.ts';
import { accountPauseSchema, createAccountPause } from './account-pause.ts';

async function world() {
  const collection = await openMemoryStore().collection('account', accountPauseSchema);
  const state = { time: 0, told: [] as string[] };
  const open = () =>
    createAccountPause({ collection, now: () => state.time, onPaused: reason => state.told.push(reason) });
  return { state, open, pause: await open() };
}
const stops = (check: () => void) => {
  try {
    check();
    return false;
  } catch {
    return true;
  }
};
const hour = 60 * 60_000;

test('is told once, and stops calls over a restart, but for one an hour that tries', async () => {
  const { state, open, pause } = await world();
  expect(stops(pause.check)).toBe(false);
  await pause.refused('used up');
  await pause.refused('used up');
  expect(state.told).toEqual(['used up']);
  expect(stops(pause.check)).toBe(true);
  const later = await open();
  expect(later.paused()).toEqual({ since: 0, reason: 'used up' });
  state.time = hour - 1;
  expect(stops(later.check)).toBe(true);
  state.time = hour;
  expect([stops(later.check), stops(later.check)]).toEqual([false, true]);
});

test('ends with the first call that is paid for, or when an admin says so', async () => {
  const { state, open, pause } = await world();
  await pause.refused('used up');
  await pause.accepted();
  expect(pause.paused()).toBeUndefined();
  expect((await open()).paused()).toBeUndefined();
  await pause.refused('again');
  expect(state.told).toEqual(['used up', 'again']);
  await pause.resume();
  expect(stops(pause.check)).toBe(false);
});
