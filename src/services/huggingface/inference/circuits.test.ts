import { beforeEach, expect, test } from 'vitest';
import { type Circuits, createCircuits } from './circuits.ts';

const way = 'fal-ai/flux';
let clock: number;
let circuits: Circuits;
beforeEach(() => {
  clock = 0;
  circuits = createCircuits({ now: () => clock, failuresToOpen: 3, pauseMs: 1_000, longestPauseMs: 3_000 });
});
const fail = (times: number) => {
  for (let time = 0; time < times; time++) circuits.failed(way);
};

test('failures that are not in a row open nothing', () => {
  fail(2);
  circuits.succeeded(way);
  fail(2);
  expect(circuits.allows(way)).toBe(true);
});

test('three in a row open the circuit of that way, and of no other', () => {
  fail(3);
  expect(circuits.allows(way)).toBe(false);
  expect(circuits.msUntilProbe(way)).toBe(1_000);
  expect(circuits.allows('together/flux')).toBe(true);
});

test('after the pause one caller probes it, and success closes the circuit for everybody', () => {
  fail(3);
  clock = 1_000;
  expect([circuits.allows(way), circuits.allows(way)]).toEqual([true, false]);
  circuits.succeeded(way);
  expect([circuits.allows(way), circuits.allows(way)]).toEqual([true, true]);
});

test('each failed probe doubles the pause, up to the longest', () => {
  fail(3);
  const pauses = [];
  for (let probe = 0; probe < 4; probe++) {
    pauses.push(circuits.msUntilProbe(way));
    clock += circuits.msUntilProbe(way);
    expect(circuits.allows(way)).toBe(true);
    circuits.failed(way);
  }
  expect(pauses).toEqual([1_000, 2_000, 3_000, 3_000]);
});

test('calls that were under way when it opened do not lengthen the pause', () => {
  fail(10);
  expect(circuits.msUntilProbe(way)).toBe(1_000);
});

test('a probe that was called off lets another one through', () => {
  fail(3);
  clock = 1_000;
  expect(circuits.allows(way)).toBe(true);
  circuits.undecided(way);
  expect(circuits.allows(way)).toBe(true);
});
