import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess, usablePhotos } from './assess.ts';
import { descriptorOf, photoOf, sightOf } from './testing/sights.ts';

const five = [1, 2, 3, 4, 5].map(number => photoOf(number));
/** The verdict on a photo beside five flawless ones. */
const verdictOn = (change: Parameters<typeof photoOf>[1]) => assess([...five, photoOf(6, change)]).photos[5];
const codes = (change: Parameters<typeof photoOf>[1]) => verdictOn(change)?.reasons.map(({ code }) => code);
const [face] = sightOf(1).faces;
if (!face) throw new Error('no face');

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
    [{ turned: 90 }, 'bad', 'sideways'],
    [{ explicit: 0.71 }, 'bad', 'nudity'],
    [{ descriptor: descriptorOf(0, 6, 0.53) }, 'warn', 'perhaps-other-person'],
    [{ descriptor: descriptorOf(7, 6) }, 'bad', 'other-person'],
    [{ phash: sightOf(2).phash }, 'bad', 'near-duplicate'],
  ] as const)('%j is %s: %s', (change, verdict, code) => {
    expect(verdictOn(change as never)?.verdict).toBe(verdict);
    expect(codes(change as never)).toContain(code);
  });

  test('the same bytes are named by the number of the photo that is kept', () => {
    const [first, second] = five;
    const faceless = photoOf(9, { faces: [] });
    const { photos } = assess([faceless, ...five, { ...first, ...second } as never]);
    expect(photos.at(-1)?.reasons[0]).toMatchObject({ code: 'duplicate', short: 'same as 2' });
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

  test('of two that disagree the first stands', () => {
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

  test('of one session asks for other days', () => {
    const session = [1, 2, 3, 4, 5].map(number =>
      photoOf(number, { descriptor: descriptorOf(0, number, 0.05), face: { brightness: 120 } }),
    );
    expect(assess(session).advice.join()).toMatch(/one session/);
    expect(assess(five).advice.join()).not.toMatch(/one session/);
  });

  test('of close-ups asks for the whole body', () => {
    const near = [1, 2, 3, 4, 5].map(number =>
      photoOf(number, { face: { box: { x: 0.1, y: 0.1, width: 0.6, height: 0.7 } } }),
    );
    expect(assess(near).advice.join()).toMatch(/whole body/);
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
