import { expect, test } from 'vitest';
import type { Actor } from './actor.ts';
import { digestDueAt, digestWindow, periodStart } from './digest-times.ts';

const day = (date: number, hour = 0) => Date.UTC(2026, 2, date, hour);
const consent: Actor['consent'] = {
  state: 'granted',
  memberId: 'm',
  textVersion: 1,
  text: '',
  at: day(3, 15),
};
const actorWith = (digest?: Actor['digest']) => ({ digest, consent, createdAt: day(3) });

test('a week begins on Monday, a day at midnight, in UTC', () => {
  // 2 and 9 March 2026 were Mondays.
  expect(periodStart('weekly', day(8, 23))).toBe(day(2));
  expect(periodStart('weekly', day(9))).toBe(day(9));
  expect(periodStart('daily', day(8, 23))).toBe(day(8));
});

test('weekly where nobody chose, from the first Monday after the consent', () => {
  expect(digestDueAt(actorWith())).toBe(day(9));
  expect(digestWindow(actorWith(), day(8, 23))).toBeUndefined();
  expect(digestWindow(actorWith(), day(9, 1))).toEqual({ from: day(2), to: day(9) });
});

test('an actor of an earlier version gets its last week, not its whole past', () => {
  expect(digestWindow(actorWith(), day(31))).toEqual({ from: day(23), to: day(30) });
});

test('after a downtime there is one, of all that was not told', () => {
  const daily = actorWith({ every: 'daily', until: day(10) });
  expect(digestWindow(daily, day(10, 23))).toBeUndefined();
  expect(digestWindow(daily, day(17, 5))).toEqual({ from: day(10), to: day(17) });
});

test('closed messages are tried again with the next one, which has what was missed', () => {
  const closed = actorWith({ until: day(2), triedAt: day(9) });
  expect(digestWindow(closed, day(10))).toBeUndefined();
  expect(digestWindow(closed, day(16))).toEqual({ from: day(2), to: day(16) });
});

test('never, and without consent, there is none', () => {
  expect(digestDueAt(actorWith({ every: 'never', until: day(2) }))).toBeUndefined();
  expect(digestDueAt({ ...actorWith(), consent: { ...consent, state: 'pending' } })).toBeUndefined();
});
