import fc from 'fast-check';
import Keyv from 'keyv';
import { expect, test } from 'vitest';
import { deserialize, serialize } from './serializing.ts';

const keyv = new Keyv();
/** Texts in which colons, quotation marks and the signs of JSON meet. */
const text = fc.oneof(
  fc.string(),
  fc
    .array(fc.constantFrom(':', '"', '\\', ',', '[', '{', 'a', ':base64:', '\u2028'), { maxLength: 6 })
    .map(parts => parts.join('')),
);
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));

test('what is written is what Keyv itself would write, and reads back the same', async () => {
  await fc.assert(
    fc.asyncProperty(value, async record => {
      const stored = await serialize({ value: record, expires: undefined });
      expect(stored).toBe(await keyv.serialize?.({ value: record, expires: undefined }));
      expect(await deserialize(stored)).toEqual(await keyv.deserialize?.(stored));
    }),
    { numRuns: 2_000 },
  );
});

test.each(['', '{', 'nothing'])('%j is not JSON', words => {
  expect(() => deserialize(words)).toThrow(SyntaxError);
});
