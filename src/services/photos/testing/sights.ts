import { createHash } from 'node:crypto';
import type { Photo } from '../../actors/actor.ts';
import type { Face, Sight } from '../../vision/vision.ts';

const face: Face = {
  box: { x: 0.3, y: 0.2, width: 0.2, height: 0.25 },
  score: 0.99,
  sidePixels: 220,
  sharpness: 400,
  brightness: 130,
  contrast: 45,
  cutOff: false,
  tilt: 0,
};

/** A descriptor `at` that distance from the person's own, in a direction of its own for each photo. */
export function descriptorOf(person: number, photo: number, at = 0.2): number[] {
  const vector = Array.from({ length: 128 }, () => 0);
  vector[person] = 1;
  vector[20 + photo] = at;
  return vector;
}

/** What is seen in a flawless photo, with changes. Photos of different numbers are different pictures. */
export function sightOf(
  photo: number,
  {
    face: faceChange = {},
    ...change
  }: Partial<Omit<Sight, 'faces'>> & { face?: Partial<Face>; faces?: Face[] } = {},
): Sight {
  // Any two of these differ in 16 bits or more.
  const word = (((photo * 0x9e37) ^ (photo << 9)) & 0xffff).toString(16).padStart(4, '0');
  return {
    faces: [{ ...face, brightness: 100 + (photo % 5) * 15, ...faceChange }],
    descriptor: descriptorOf(0, photo),
    phash: word.repeat(4),
    brightness: 120,
    contrast: 50,
    turned: 0,
    explicit: 0.01,
    ...change,
  };
}

export const photoOf = (photo: number, change: Parameters<typeof sightOf>[1] = {}): Photo => ({
  sha256: createHash('sha256').update(String(photo)).digest('hex'),
  width: 1_000,
  height: 1_200,
  addedAt: 0,
  accepted: false,
  sight: sightOf(photo, change),
});
