import { expect, test } from 'vitest';
import { waitingView } from './waiting-view.ts';

const now = { id: 'abc', total: 1, done: 0, started: false, waiting: true };
test.each([
  [{ ...now, ahead: 0 }, /Next in the queue\./],
  [{ ...now, ahead: 1, etaSeconds: 12 }, /1 image ahead; starts in about 12\ss/],
  [{ ...now, total: 4, ahead: 7 }, /your 4 images.*7 images ahead\./],
  [{ ...now, started: true, total: 4, done: 2 }, /2 of 4/],
  [{ ...now, started: true, wait: { seconds: 11.2, warmingUp: true } }, /warming up: about 12\ss/],
  [{ ...now, started: true, wait: { seconds: 3, warmingUp: false } }, /asks me to wait 3\ss/],
])('%j', (progress, words) => {
  expect(JSON.stringify(waitingView(progress))).toMatch(words);
});
