import { distance, meanOf } from '../vision/descriptors.ts';
import { limits } from './faults.ts';
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

/** What a set of photos says of the face in them: all that it is compared by. */
export interface FaceSet {
  mean: Float32Array;
  /** The mean distance of the photos from each other; undefined for less than two. */
  spread?: number | undefined;
}

function spreadOf(descriptors: number[][]): number | undefined {
  const pairs = descriptors.flatMap((one, index) =>
    descriptors.slice(index + 1).map(other => distance(one, other)),
  );
  return pairs.length > 0 ? pairs.reduce((sum, apart) => sum + apart, 0) / pairs.length : undefined;
}

/** Undefined if they show none. */
export function faceSetOf(photos: readonly Pick<Photo, 'sight'>[]): FaceSet | undefined {
  const descriptors = photos.flatMap(({ sight }) => (sight?.descriptor ? [sight.descriptor] : []));
  if (descriptors.length === 0) return undefined;
  return { mean: Float32Array.from(meanOf(descriptors)), spread: spreadOf(descriptors) };
}

/** As text of some 700 letters, a fiftieth of what the photos take up in their record. */
export function packFace({ mean, spread = Number.NaN }: FaceSet): string {
  const numbers = Float32Array.of(spread, ...mean);
  return Buffer.from(numbers.buffer).toString('base64');
}

export function unpackFace(packed: string): FaceSet {
  // A copy, because the numbers have to begin at a multiple of four.
  const numbers = new Float32Array(Uint8Array.from(Buffer.from(packed, 'base64')).buffer);
  const [spread] = numbers;
  return { mean: numbers.subarray(1), spread: Number.isNaN(spread) ? undefined : spread };
}

/** Whether two sets of photos show one face; undefined if they don't. */
export function sameFace(one: FaceSet, other: FaceSet): Certainty | undefined {
  const apart = distance(one.mean, other.mean);
  if (apart > faceLimits.perhaps) return undefined;
  const spreads = [one.spread, other.spread].filter(spread => spread !== undefined);
  if (spreads.length === 2 && apart > faceLimits.spread * Math.max(...spreads)) return undefined;
  return apart <= faceLimits.same ? 'same' : 'perhaps';
}

/**
 * Whether one face is that of a set of photos, and by how much they differ; undefined if it is not. The bounds are those
 * that the photos of a set are judged by: up to the lower one all of 29 photos are of the person, and none of 8,776 others.
 */
export function faceOfSet(
  { mean }: FaceSet,
  descriptor: ArrayLike<number>,
): { certainty: Certainty; apart: number } | undefined {
  const apart = distance(mean, descriptor);
  if (apart > limits.perhapsSamePerson) return undefined;
  return { certainty: apart <= limits.samePerson ? 'same' : 'perhaps', apart };
}
