import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankLines } from './ranked-lines.ts';

test('every line has its own rank, and what is no line has none', async () => {
  const line = fc.string({ unit: 'binary' }).map(text => Buffer.from(text.replaceAll('\n', '')).toString());
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(line, { minLength: 1, maxLength: 300 }), line, async (lines, other) => {
      const rankOf = await rankLines(Buffer.from(lines.join('\n')));
      expect(lines.map(rankOf)).toEqual(lines.map((_, rank) => rank));
      expect(rankOf(other)).toBe(lines.includes(other) ? lines.indexOf(other) : undefined);
    }),
  );
});

test('what comes while thousands of them are ranked has its turn', async () => {
  const lines = Array.from({ length: 20_000 }, (_, rank) => `line ${rank}`);
  let turns = 0;
  let ready = false;
  const count = () => {
    turns++;
    if (!ready) setImmediate(count);
  };
  setImmediate(count);
  const rankOf = await rankLines(Buffer.from(lines.join('\n')));
  ready = true;
  expect(rankOf('line 19999')).toBe(19_999);
  expect(turns).toBeGreaterThan(5);
});
