import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('works of one name follow each other, past one that fails; those of another do not wait', async () => {
  const inTurn = createTurns();
  const seen: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      seen.push(`${name} begins`);
      await setImmediate();
      if (fails) throw new Error(name);
      seen.push(`${name} ends`);
      return name;
    };
  const [first, second, third] = [
    inTurn('a', work('first', true)),
    inTurn('a', work('second')),
    inTurn('b', work('third')),
  ];
  await expect(first).rejects.toThrow('first');
  expect(await Promise.all([second, third])).toEqual(['second', 'third']);
  expect(seen.indexOf('third begins')).toBeLessThan(seen.indexOf('second begins'));
  expect(seen.filter(word => word.startsWith('second') || word.startsWith('first'))).toEqual([
    'first begins',
    'second begins',
    'second ends',
  ]);
});
