import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankLines } from './ranked-lines.ts';

test('every line has its own rank, and what is no line has none', () => {
  const line = fc.string({ unit: 'binary' }).map(text => Buffer.from(text.replaceAll('\n', '')).toString());
  fc.assert(
    fc.property(fc.uniqueArray(line, { minLength: 1, maxLength: 300 }), line, (lines, other) => {
      const rankOf = rankLines(Buffer.from(lines.join('\n')));
      expect(lines.map(rankOf)).toEqual(lines.map((_, rank) => rank));
      expect(rankOf(other)).toBe(lines.includes(other) ? lines.indexOf(other) : undefined);
    }),
  );
});
