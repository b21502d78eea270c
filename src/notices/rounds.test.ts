import { expect, test } from 'vitest';
import { createRounds } from './rounds.ts';

function openRounds() {
  const ends: { resolve(): void; reject(error: Error): void }[] = [];
  let atOnce = 0;
  const rounds = createRounds(async () => {
    expect(++atOnce).toBe(1);
    await new Promise<void>((resolve, reject) => ends.push({ resolve, reject })).finally(() => atOnce--);
  });
  return { rounds, ends };
}
const moment = () => new Promise(resolve => setImmediate(resolve));

test('what comes in during a round is seen to by another one, however often it comes', async () => {
  const { rounds, ends } = openRounds();
  const all = Promise.all([rounds.begin(), rounds.begin(), rounds.begin()]);
  expect(ends).toHaveLength(1);
  ends[0]?.resolve();
  await moment();
  expect(ends).toHaveLength(2);
  ends[1]?.resolve();
  await all;
  await rounds.idle();
  expect(ends).toHaveLength(2);
});

test.each(Array.from({ length: 12 }, (_, nth) => nth))(
  'what comes in %i turns after the end of a round is not forgotten',
  async turns => {
    const { rounds, ends } = openRounds();
    void rounds.begin();
    ends[0]?.resolve();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    const before = ends.length;
    void rounds.begin();
    await moment();
    expect(ends.length).toBeGreaterThan(before);
    ends.at(-1)?.resolve();
    await rounds.idle();
  },
);

test('a round that fails says so, and the next one runs', async () => {
  const { rounds, ends } = openRounds();
  const failing = rounds.begin();
  ends[0]?.reject(new Error('store closed'));
  await expect(failing).rejects.toThrow('store closed');
  const next = rounds.begin();
  ends[1]?.resolve();
  await next;
});
