import { describe, expect, test } from 'vitest';
import { choosePhotos } from './choose-photos.ts';
import { descriptorOf, photoOf } from './testing/sights.ts';

const hashes = (photos: ReturnType<typeof choosePhotos>) => photos.map(({ sha256 }) => sha256);
const six = [1, 2, 3, 4, 5, 6].map(number => photoOf(number));

describe('the photos that a model is shown', () => {
  test('are as many as were asked for, or as there are, each once, whatever their order', () => {
    expect(choosePhotos({ photos: six }, 4)).toHaveLength(4);
    expect(new Set(hashes(choosePhotos({ photos: six }, 9)))).toHaveLength(6);
    expect(choosePhotos({ photos: [] }, 4)).toEqual([]);
    expect(choosePhotos({ photos: six }, 0)).toEqual([]);
    expect(hashes(choosePhotos({ photos: six.toReversed() }, 3))).toEqual(
      hashes(choosePhotos({ photos: six }, 3)),
    );
  });

  test('are none that the report refused', () => {
    const blurred = photoOf(7, { face: { sharpness: 5 } });
    expect(hashes(choosePhotos({ photos: [...six, blurred] }, 9))).not.toContain(blurred.sha256);
  });

  test('begin with the sharpest of those that are like the rest', () => {
    const soft = [1, 2, 3, 4, 5].map(number => photoOf(number, { face: { sharpness: 100 } }));
    const sharp = photoOf(8, { face: { sharpness: 400 } });
    expect(hashes(choosePhotos({ photos: [...soft, sharp] }, 1))).toEqual([sharp.sha256]);
    const unlike = photoOf(9, { face: { sharpness: 400 }, descriptor: descriptorOf(0, 9, 0.5) });
    expect(hashes(choosePhotos({ photos: [...soft, unlike, sharp] }, 1))).toEqual([sharp.sha256]);
  });

  test('are different from each other: another light before a twin', () => {
    const [first, , ...rest] = six.map(photo => ({ ...photo, accepted: true as const }));
    if (!first) throw new Error('no photo');
    const dark = photoOf(9, { brightness: 60, phash: 'ffffffff00000000' });
    const chosen = hashes(choosePhotos({ photos: [first, ...rest, dark] }, 2));
    expect(chosen).toContain(dark.sha256);
  });
});
