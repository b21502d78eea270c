import { describe, expect, test } from 'vitest';
import { faceLimits, sameFace } from './same-face.ts';
import { descriptorOf, photoOf } from './testing/sights.ts';

/** Five photos of a face at this distance from another one's, both a little different in each photo. */
const setOf = (apart: number, varying = 0.25) =>
  [1, 2, 3, 4, 5].map(photo => {
    const descriptor = descriptorOf(0, photo, varying);
    descriptor[19] = apart;
    return photoOf(photo, { descriptor });
  });

describe('two sets of photos', () => {
  test('are of one face up to the threshold, perhaps a little beyond it, and of two above that', () => {
    expect(sameFace(setOf(0), setOf(faceLimits.same - 0.01))).toBe('same');
    expect(sameFace(setOf(0), setOf(faceLimits.same + 0.01))).toBe('perhaps');
    expect(sameFace(setOf(0), setOf(faceLimits.perhaps + 0.01))).toBeUndefined();
  });

  test('that hardly vary, as drawings do, are of one face only if they hardly differ', () => {
    expect(sameFace(setOf(0, 0.1), setOf(0.4, 0.1))).toBeUndefined();
    expect(sameFace(setOf(0, 0.1), setOf(0.15, 0.1))).toBe('same');
  });

  test('say nothing without a face', () => {
    const faceless = [photoOf(1, { faces: [], descriptor: undefined as never })];
    expect(sameFace(setOf(0), faceless)).toBeUndefined();
    expect(sameFace([], setOf(0))).toBeUndefined();
  });

  test('of one photo each are compared too', () => {
    expect(sameFace(setOf(0).slice(0, 1), setOf(0.3).slice(0, 1))).toBe('same');
  });
});
