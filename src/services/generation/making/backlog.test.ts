import { expect, test } from 'vitest';
import { createBacklog } from './backlog.ts';

test('so many pictures between call and post, of all requests together', () => {
  const backlog = createBacklog(4);
  let told = 0;
  backlog.onRoom(() => told++);
  const first = backlog.ticket('key 1', { id: 'a', pictures: 3 });
  expect(first.mayBegin()).toBe(true);
  first.begin();
  expect(backlog.ticket('key 2', { id: 'b', pictures: 2 }).mayBegin()).toBe(false);
  expect(backlog.ticket('key 3', { id: 'c', pictures: 1 }).mayBegin()).toBe(true);
  expect(told).toBe(0);
  backlog.release('a');
  expect(told).toBe(1);
  expect(backlog.ticket('key 2', { id: 'b', pictures: 2 }).mayBegin()).toBe(true);
  backlog.release('a');
  expect(told).toBe(1);
});

test('a request that has begun may go on, however full it is', () => {
  const backlog = createBacklog(2);
  const a = { id: 'a', pictures: 2 };
  backlog.ticket('key 1', a).begin();
  expect(backlog.ticket('key 2', a).mayBegin()).toBe(true);
  expect(backlog.ticket('key 3', { id: 'c', pictures: 1 }).mayBegin()).toBe(false);
});

test('one that is larger than all the room may begin when it is empty', () => {
  const backlog = createBacklog(2);
  expect(backlog.ticket('key', { id: 'a', pictures: 4 }).mayBegin()).toBe(true);
});

test('what a request that has begun waits for may begin, whoever has it made', () => {
  const backlog = createBacklog(2);
  backlog.need('shared', 'a');
  const hasIt = backlog.need('shared', 'late');
  const shared = backlog.ticket('shared', { id: 'b', pictures: 1 });
  backlog.ticket('key 1', { id: 'z', pictures: 2 }).begin();
  expect(shared.mayBegin()).toBe(false);
  backlog.ticket('key 2', { id: 'late', pictures: 2 }).begin();
  expect(shared.mayBegin()).toBe(true);
  hasIt();
  expect(shared.mayBegin()).toBe(false);
});
