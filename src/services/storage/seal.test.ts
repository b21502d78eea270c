import { expect, test } from 'vitest';
import { createSeal, sameText } from './seal.ts';

test('what is sealed opens with the same key and context only, and unchanged only', () => {
  const seal = createSeal('token');
  const sealed = seal.seal('whsec_secret', 'job1');
  expect(sealed).not.toContain('whsec');
  expect(seal.open(sealed, 'job1')).toBe('whsec_secret');
  expect(() => seal.open(sealed, 'job2')).toThrow();
  expect(() => createSeal('another').open(sealed, 'job1')).toThrow();
  const other = sealed.at(-4) === 'A' ? 'Q' : 'A';
  expect(() => seal.open(sealed.slice(0, -4) + other + sealed.slice(-3), 'job1')).toThrow();
});

test('the same secret sealed twice looks different', () => {
  const seal = createSeal('token');
  expect(seal.seal('s', 'job')).not.toBe(seal.seal('s', 'job'));
});

test('comparing texts', () => {
  expect(sameText('abc', 'abc')).toBe(true);
  expect(sameText('abc', 'abcd')).toBe(false);
  expect(sameText('', 'a')).toBe(false);
});
