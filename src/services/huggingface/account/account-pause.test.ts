import { expect, test } from 'vitest';
import { openMemoryStore } from '../../storage/store.ts';
import { accountPauseSchema, createAccountPause } from './account-pause.ts';

async function world() {
  const collection = await openMemoryStore().collection('account', accountPauseSchema);
  const state = { time: 0, told: 0 };
  const open = () => createAccountPause({ collection, now: () => state.time, onPaused: () => state.told++ });
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
  await pause.refused();
  await pause.refused();
  expect(state.told).toBe(1);
  expect(stops(pause.check)).toBe(true);
  const later = await open();
  expect(later.paused()).toMatchObject({ since: 0 });
  state.time = hour - 1;
  expect(stops(later.check)).toBe(true);
  state.time = hour;
  expect([stops(later.check), stops(later.check)]).toEqual([false, true]);
});

test('ends with the first call that is paid for, or when an admin says so', async () => {
  const { state, open, pause } = await world();
  await pause.refused();
  await pause.accepted();
  expect(pause.paused()).toBeUndefined();
  expect((await open()).paused()).toBeUndefined();
  await pause.refused();
  expect(state.told).toBe(2);
  await pause.resume();
  expect(stops(pause.check)).toBe(false);
});
