import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createNews, type News } from './outbox.ts';

function reading<T>(news: News<T>) {
  const read: T[] = [];
  const done = (async () => {
    for await (const one of news) read.push(one);
  })();
  return { read, done };
}

test('news waits for its reader, comes in order, and nothing of it is lost by closing', async () => {
  const news = createNews<number>();
  news.put(1);
  news.put(2);
  const { read, done } = reading(news);
  await setImmediate();
  expect(read).toEqual([1, 2]);
  news.put(3);
  await setImmediate();
  expect(read).toEqual([1, 2, 3]);
  news.put(4);
  news.close();
  await done;
  expect(read).toEqual([1, 2, 3, 4]);
});

test('a slow reader misses nothing', async () => {
  const news = createNews<number>();
  const read: number[] = [];
  const done = (async () => {
    for await (const one of news) {
      await setImmediate();
      read.push(one);
    }
  })();
  for (let n = 1; n <= 20; n++) {
    news.put(n);
    if (n % 3 === 0) await setImmediate();
  }
  news.close();
  await done;
  expect(read).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
});
