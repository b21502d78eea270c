import { people } from './people.ts';
import { drawPortrait } from './portrait.ts';

export interface CastEntry {
  id: string;
  name: string;
  about: string;
  photoCount: number;
}

/** The drawn people that can be cast without photos of one's own. */
export function listCast(): CastEntry[] {
  return people.map(({ id, name, about, shots }) => ({ id, name, about, photoCount: shots.length }));
}

const photos = new Map<string, Promise<Buffer>>();

/**
 * Photo `n` (from 0) of a drawn person, as a JPEG of 900 × 1100 pixels. Always the same bytes; drawn once.
 * @throws Error with a sentence when there is no such person or photo.
 */
export async function renderCastPhoto(id: string, n: number): Promise<Buffer> {
  const person = people.find(candidate => candidate.id === id);
  if (!person) {
    const known = people.map(candidate => candidate.id).join(', ');
    throw new Error(`There is nobody called “${id}” in the sample cast. It has: ${known}.`);
  }
  const shot = person.shots[n];
  if (!shot) {
    throw new Error(
      `${person.name} has ${person.shots.length} photos, numbered from 0; there is no photo ${n}.`,
    );
  }
  const key = `${id}/${n}`;
  let photo = photos.get(key);
  if (!photo) {
    photo = drawPortrait(person, shot, n);
    photos.set(key, photo);
    // A failed drawing is tried again the next time.
    photo.catch(() => photos.delete(key));
  }
  return photo;
}
