import { expect, test } from 'vitest';
import { z } from 'zod';
import { formOf } from './form.ts';

const albums = { schema: z.object({ id: z.string(), name: z.string() }), indexes: { version: 1 } };
const days = { schema: z.object({ day: z.string() }) };

test('a form has one number, and another one as soon as anything of it is different', () => {
  const form = formOf({ albums, days });
  expect(formOf({ days, albums })).toBe(form);
  expect(form).toBeGreaterThanOrEqual(0);
  expect(form).toBeLessThan(2 ** 31);
  const others = [
    { albums },
    { albums: { ...albums, indexes: { version: 2 } }, days },
    // An older version would drop the new field, and not know the new state.
    { albums, days: { schema: days.schema.extend({ limit: z.number().optional() }) } },
    { albums: { ...albums, schema: albums.schema.extend({ name: z.enum(['one', 'two']) }) }, days },
  ];
  expect(new Set([form, ...others.map(formOf)]).size).toBe(1 + others.length);
});
