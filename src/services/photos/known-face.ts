import { meanOf } from '../vision/descriptors.ts';
import { usablePhotos } from './assess.ts';
import type { Photo } from './photo.ts';

/** What photos of one person say about their face. */
export interface PhotographedFace {
  /** The mean of the usable photos' descriptors. */
  descriptor?: number[];
  /** How old they look in the middle one of their photos, in years. */
  age?: number;
}

export function faceOf(photos: Photo[]): PhotographedFace {
  const sights = usablePhotos(photos).flatMap(({ sight }) => (sight ? [sight] : []));
  const descriptors = sights.flatMap(({ descriptor }) => (descriptor ? [descriptor] : []));
  const ages = sights.flatMap(({ age }) => (age === undefined ? [] : [age])).sort((a, b) => a - b);
  const age = ages[Math.floor(ages.length / 2)];
  return {
    ...(descriptors.length > 0 ? { descriptor: meanOf(descriptors) } : {}),
    ...(age === undefined ? {} : { age }),
  };
}
