import { describe, expect, test } from 'vitest';
import { type FaceSet, faceLimits, faceSetOf, packFace, sameFace, unpackFace } from './same-face.ts';
import { descriptorOf, photoOf } from './testing/sights.ts';

const faceIn = (photos: Parameters<typeof faceSetOf>[0]) => faceSetOf(photos) as FaceSet;

/** Five photos of a face at this distance from another one's, both a little different in each photo. */
const photosAt = (apart: number, varying = 0.25) =>
  [1, 2, 3, 4, 5].map(photo => {
    const descriptor = descriptorOf(0, photo, varying);
    descriptor[19] = apart;
    return photoOf(photo, { descriptor });
  });
const setOf = (apart: number, varying?: number) => faceIn(photosAt(apart, varying));

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
    expect(faceSetOf([photoOf(1, { faces: [], descriptor: undefined as never })])).toBeUndefined();
    expect(faceSetOf([])).toBeUndefined();
  });

  test('of one photo each are compared too', () => {
    const [one, other] = [photosAt(0).slice(0, 1), photosAt(0.3).slice(0, 1)];
    expect(sameFace(faceIn(one), faceIn(other))).toBe('same');
  });

  test('are judged alike when they were packed meanwhile, with a spread and without', () => {
    for (const set of [setOf(0.2), faceIn(photosAt(0.2).slice(0, 1))]) {
      const again = unpackFace(packFace(set));
      expect(again.mean).toEqual(set.mean);
      if (set.spread === undefined) expect(again.spread).toBeUndefined();
      else expect(again.spread).toBeCloseTo(set.spread, 6);
    }
    expect(sameFace(unpackFace(packFace(setOf(0, 0.1))), setOf(0.4, 0.1))).toBeUndefined();
  });
});
