import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

const rowOf = (value: string) =>
  csvOf(['a', 'b'], [[value, 'x']])
    .toString()
    .split('\r\n')
    .slice(1)
    .join('\r\n');

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])('%j stays text', value => {
  expect(rowOf(value)).toMatch(/^"?'/);
});

test('commas, quotes and line breaks stay in their cell, and other words stay as they are', () => {
  expect(rowOf('say "a, b"\nplease')).toBe('"say ""a, b""\nplease",x\r\n');
  expect(rowOf('a = b')).toBe('a = b,x\r\n');
  expect(csvOf(['ä'], []).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});
