import { Crypto } from '@trustnxt/c2pa-ts/crypto';
import { describe, expect, test } from 'vitest';
import { hashInPlace } from './hash-in-place.ts';

const own = Crypto.provider;
const inPlace = hashInPlace(own);
const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => (at * at) % 251);

describe.each(['SHA-256', 'SHA-384', 'SHA-512'] as const)(
  '%s is the same as the library’s own',
  algorithm => {
    test('of one piece', async () => {
      const part = bytes.subarray(7, 70_000);
      expect(await inPlace.digest(part, algorithm)).toEqual(await own.digest(part, algorithm));
    });

    test('of several, one of them empty', async () => {
      const [one, other] = [inPlace, own].map(provider => provider.streamingDigest(algorithm));
      for (const part of [bytes.subarray(0, 9), bytes.subarray(9, 9), bytes.subarray(50)]) {
        one?.update(part);
        other?.update(part);
      }
      expect(await one?.final()).toEqual(await other?.final());
    });
  },
);

test('everything else is left to the library', () => {
  expect(inPlace.getRandomValues(9)).toHaveLength(9);
  expect([inPlace.sign, inPlace.verifySignature]).toEqual([own.sign, own.verifySignature]);
});
