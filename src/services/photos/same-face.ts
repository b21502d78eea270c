import { distance, meanOf } from '../vision/descriptors.ts';
import type { Photo } from './photo.ts';

/** How sure it is that two sets of photos show one face; `perhaps` is near the threshold. */
export type Certainty = 'same' | 'perhaps';

/**
 * Distances between the means of two sets. Measured on 37 people: 1,949 pairs of single photos of different people were
 * at least 0.53 apart and their sets at least 0.51; twelve people years apart, one photo each, 0.39 to 0.51; sets of
 * three or more of one person at most 0.31. Twins are 0.41 apart: no distance tells them from one person.
 */
export const faceLimits = {
  same: 0.45,
  perhaps: 0.52,
  /**
   * Sets of one person are not much further apart than the photos in them. Drawn faces all look alike to the face
   * model, but the pictures of one drawing differ by less than half of what two drawings differ by.
   */
  spread: 1.4,
} as const;

type Seen = Pick<Photo, 'sight'>;

const descriptorsOf = (photos: Seen[]) =>
  photos.flatMap(({ sight }) => (sight?.descriptor ? [sight.descriptor] : []));

/** The mean distance of the photos of a set from each other; undefined for less than two. */
function spreadOf(descriptors: number[][]): number | undefined {
  const pairs = descriptors.flatMap((one, index) =>
    descriptors.slice(index + 1).map(other => distance(one, other)),
  );
  return pairs.length > 0 ? pairs.reduce((sum, apart) => sum + apart, 0) / pairs.length : undefined;
}

/** Whether two sets of photos show one face; undefined if they don't, or one shows none. */
export function sameFace(one: Seen[], other: Seen[]): Certainty | undefined {
  const [these, those] = [descriptorsOf(one), descriptorsOf(other)];
  if (these.length === 0 || those.length === 0) return undefined;
  const apart = distance(meanOf(these), meanOf(those));
  if (apart > faceLimits.perhaps) return undefined;
  const spreads = [spreadOf(these), spreadOf(those)].filter(spread => spread !== undefined);
  if (spreads.length === 2 && apart > faceLimits.spread * Math.max(...spreads)) return undefined;
  return apart <= faceLimits.same ? 'same' : 'perhaps';
}
