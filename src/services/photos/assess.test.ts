import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Photo } from '../actors/actor.ts';
import { assess, usablePhotos } from './assess.ts';
import { descriptorOf, photoOf, sightOf } from './testing/sights.ts';

const five = [1, 2, 3, 4, 5].map(number => photoOf(number));
/** The verdict on a photo beside five flawless ones. */
const verdictOn = (change: Parameters<typeof photoOf>[1]) => assess([...five, photoOf(6, change)]).photos[5];
const codes = (change: Parameters<typeof photoOf>[1]) => verdictOn(change)?.reasons.map(({ code }) => code);
const [face] = sightOf(1).faces;
if (!face) throw new Error('no face');

/** Hashes of one scene, each some bits further from the first. */
const steps = (scene: number, count: number) =>
  ((BigInt(scene) << 40n) | ((1n << BigInt(2 * count)) - 1n)).toString(16).padStart(16, '0');

describe('one photo', () => {
  test('without fault is good', () => {
    expect(verdictOn({})).toEqual({ verdict: 'good', reasons: [] });
  });

  test.each([
    [{ face: { sharpness: 29 } }, 'bad', 'blurred'],
    [{ face: { sharpness: 89 } }, 'warn', 'soft'],
    [{ face: { brightness: 49 } }, 'bad', 'dark'],
    [{ face: { brightness: 216 } }, 'bad', 'bright'],
    [{ face: { contrast: 19 } }, 'warn', 'flat'],
    [{ face: { sidePixels: 63 } }, 'bad', 'face-small'],
    [{ face: { cutOff: true } }, 'warn', 'cut-off'],
    [{ faces: [] }, 'bad', 'no-face'],
    [{ faces: [], brightness: 30 }, 'bad', 'dark'],
    [{ faces: [], brightness: 230 }, 'bad', 'bright'],
    [{ faces: [face, face] }, 'warn', 'several-faces'],
    [{ age: 14.9 }, 'warn', 'looks-young'],
    [{ turned: 90 }, 'bad', 'sideways'],
    [{ explicit: 0.71 }, 'bad', 'nudity'],
    [{ descriptor: descriptorOf(0, 6, 0.53) }, 'warn', 'perhaps-other-person'],
    [{ descriptor: descriptorOf(7, 6) }, 'bad', 'other-person'],
    [{ phash: sightOf(2).phash }, 'bad', 'near-duplicate'],
  ] as const)('%j is %s: %s', (change, verdict, code) => {
    expect(verdictOn(change as never)?.verdict).toBe(verdict);
    expect(codes(change as never)).toContain(code);
  });

  test('a copy is named by the number of the photo that it copies: stored ones keep theirs', () => {
    const faceless = photoOf(9, { faces: [] });
    const copy = photoOf(2);
    const shortOf = (set: Photo[], stored: number) => assess(set, stored).photos.at(-1)?.reasons[0];
    expect(shortOf([faceless, ...five, copy], 0)).toMatchObject({ code: 'duplicate', short: 'same as 2' });
    expect(shortOf([faceless, ...five, copy], 6)).toMatchObject({ code: 'duplicate', short: 'same as 3' });
    expect(shortOf([photoOf(8), faceless, ...five, copy], 1)).toMatchObject({ short: 'same as 3' });
  });

  test('the sharp copy of a blurred photo is not held against it', () => {
    const blurred = photoOf(7, { face: { sharpness: 5 } });
    const sharp = photoOf(8, { phash: sightOf(7).phash });
    const [first, second] = assess([blurred, sharp, ...five]).photos;
    expect(first?.reasons.map(({ code }) => code)).toEqual(['blurred']);
    expect(second?.verdict).toBe('good');
  });

  test('a crop of another photo is told by its face, and can be accepted', () => {
    const descriptor = descriptorOf(0, 3).map((value, index) => (index === 90 ? value + 0.05 : value));
    const reasons = verdictOn({ descriptor })?.reasons;
    expect(reasons).toMatchObject([{ code: 'same-shot', verdict: 'warn', short: 'like photo 3?' }]);
  });

  test('of several faces the wrong one may have been taken: that is said', () => {
    const change = { faces: [face, face], descriptor: descriptorOf(7, 6) };
    expect(
      verdictOn(change)
        ?.reasons.map(({ words }) => words)
        .join(),
    ).toMatch(/Crop it to the right face/);
  });

  test('light that hides the face is named as the reason', () => {
    const words = (change: Parameters<typeof photoOf>[1]) =>
      verdictOn({ faces: [], ...change })?.reasons[0]?.words;
    expect(words({ brightness: 8 })).toMatch(/no clear face.*too dark/);
    expect(words({ brightness: 200 })).toMatch(/no clear face.*overexposed/);
    expect(words({ contrast: 8 })).toMatch(/no clear face.*contrast/);
    expect(words({})).toMatch(/shows no face\. Pick/);
  });

  test('stored before photos were looked at counts once its warning was accepted', () => {
    const { sight: _none, ...old } = photoOf(6);
    expect(usablePhotos([...five, old])).toHaveLength(5);
    expect(usablePhotos([...five, { ...old, accepted: true }])).toHaveLength(6);
  });
});

describe('who is shown', () => {
  test('the majority decides, wherever the others stand', () => {
    const strangers = [6, 7].map(number => photoOf(number, { descriptor: descriptorOf(9, number) }));
    for (const set of [
      [...strangers, ...five],
      [...five, ...strangers],
    ]) {
      const bad = assess(set).photos.flatMap(({ verdict }, index) => (verdict === 'bad' ? [set[index]] : []));
      expect(bad).toEqual(strangers);
    }
  });

  test('of two that disagree one stands', () => {
    const set = [photoOf(1), photoOf(2, { descriptor: descriptorOf(9, 2) })];
    expect(assess(set).photos.map(({ verdict }) => verdict)).toEqual(['good', 'bad']);
  });

  test('a blurred photo of somebody else does not make the others wrong', () => {
    const blurred = photoOf(6, { descriptor: descriptorOf(9, 6), face: { sharpness: 5 } });
    expect(
      assess([blurred, ...five])
        .photos.slice(1)
        .every(({ verdict }) => verdict === 'good'),
    ).toBe(true);
  });
});

describe('a set', () => {
  test('says how many are missing', () => {
    expect(assess(five.slice(0, 3)).advice[0]).toMatch(/Add 2 more photos/);
  });

  test('in the same light throughout asks for other days', () => {
    const session = [1, 2, 3, 4].map(number => photoOf(number, { face: { brightness: 120 } }));
    const elsewhere = photoOf(5, { brightness: 60, contrast: 80, face: { brightness: 90 } });
    expect(assess(session).advice.join()).toMatch(/All look like one session/);
    expect(assess([...session, elsewhere]).advice.join()).toMatch(/4 of 5 look like one session/);
    expect(assess(five).advice.join()).not.toMatch(/session/);
  });

  test('of close-ups asks for the whole body', () => {
    const near = [1, 2, 3, 4, 5].map(number =>
      photoOf(number, { face: { box: { x: 0.1, y: 0.1, width: 0.6, height: 0.7 } } }),
    );
    expect(assess(near).advice.join()).toMatch(/whole body/);
  });

  test('is judged the same in any order, twins and people in equal numbers included', () => {
    const one = fc.record({
      person: fc.constantFrom(0, 0, 9, 8),
      /** Photos of one scene are nearly the same picture; of scene 0, of any other. */
      scene: fc.nat(3),
      /** How far the face is from the person's mean, so that some are like others that are not like each other. */
      apart: fc.constantFrom(0.02, 0.2, 0.5),
      sharpness: fc.constantFrom(10, 60, 400),
      faces: fc.constantFrom(0, 1, 1, 2),
    });
    const set = fc.array(one, { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(set, fc.infiniteStream(fc.nat()), (photos, keys) => {
        const judged = photos.map(({ person, scene, apart, sharpness, faces }, index) =>
          photoOf(index, {
            faces: Array.from({ length: faces }, () => ({ ...face, sharpness })),
            descriptor: descriptorOf(person, index, apart),
            // A bit further with each photo: the first of a scene is near to the next, and not to the last.
            ...(scene > 0 ? { phash: steps(scene, index) } : {}),
          }),
        );
        const order = judged.map(photo => ({ photo, key: keys.next().value })).sort((a, b) => a.key - b.key);
        const codesOf = (set: Photo[]) =>
          new Map(
            assess(set).photos.map(({ verdict, reasons }, index) => [
              set[index]?.sha256,
              [verdict, ...reasons.map(({ code }) => code)],
            ]),
          );
        const shuffled = codesOf(order.map(({ photo }) => photo));
        for (const [sha256, verdict] of codesOf(judged)) expect(shuffled.get(sha256)).toEqual(verdict);
      }),
      { numRuns: 300 },
    );
  });

  test('of two pictures of one scene keeps the better one, whichever came first', () => {
    const phash = sightOf(7).phash;
    const small = photoOf(7, { face: { sidePixels: 90 } });
    const large = photoOf(8, { phash, face: { sidePixels: 400 } });
    for (const set of [
      [small, large, ...five],
      [...five, large, small],
    ]) {
      const bad = assess(set).photos.flatMap(({ verdict }, index) => (verdict === 'bad' ? [set[index]] : []));
      expect(bad).toEqual([small]);
    }
    // What is stored already is not put out by what comes later.
    expect(assess([small, ...five, large], 6).photos.map(({ verdict }) => verdict)).toEqual([
      ...Array.from({ length: 6 }, () => 'good'),
      'bad',
    ]);
  });

  test('counts as missing what training counts, and says what accepting would do', () => {
    const soft = (number: number) => photoOf(number, { face: { sharpness: 60 } });
    const adviceOf = (set: Photo[]) => assess(set).advice[0];
    expect(adviceOf([soft(1)])).toBe(
      'Add 5 more photos, or accept the one with warnings: at least 5 are needed.',
    );
    expect(adviceOf([...five.slice(0, 3), soft(6), soft(7)])).toBe(
      'Add 2 more photos, or accept the 2 with warnings: at least 5 are needed.',
    );
    expect(adviceOf([...five.slice(0, 4), { ...soft(6), accepted: true }])).not.toMatch(/needed/);
    expect(adviceOf([...five.slice(0, 4), photoOf(6, { faces: [] })])).toBe(
      'Add 1 more photo: at least 5 are needed.',
    );
  });

  test('any measurements give one verdict a photo, and never an error', () => {
    const number = fc.double({ noNaN: true, min: -1e3, max: 1e6 });
    const sight = fc.record({
      faces: fc.array(
        fc.record({
          box: fc.record({ x: number, y: number, width: number, height: number }),
          score: number,
          sidePixels: number,
          sharpness: number,
          brightness: number,
          contrast: number,
          cutOff: fc.boolean(),
          tilt: number,
        }),
        { maxLength: 3 },
      ),
      descriptor: fc.option(fc.array(number, { minLength: 128, maxLength: 128 }), { nil: undefined }),
      phash: fc.stringMatching(/^[0-9a-f]{16}$/),
      brightness: number,
      contrast: number,
      turned: fc.constantFrom(0, 90, 180, 270),
      explicit: number,
    });
    fc.assert(
      fc.property(fc.array(sight, { maxLength: 10 }), sights => {
        const photos = sights.map((seen, index) => ({ ...photoOf(index), sight: seen as never }));
        const { photos: verdicts } = assess(photos);
        expect(verdicts).toHaveLength(photos.length);
        for (const { verdict, reasons } of verdicts) {
          expect(verdict === 'good').toBe(reasons.length === 0);
          expect(verdict === 'bad').toBe(reasons.some(reason => reason.verdict === 'bad'));
        }
      }),
      { numRuns: 50 },
    );
  });
});
