import { distance, meanOf } from '../vision/descriptors.ts';
import { usablePhotos } from './assess.ts';
import { bitsApart } from './perceptual-hash.ts';
import type { Photo } from './photo.ts';

/** What one photo adds to those that are chosen already, 0 to 1: a model learns more from another light than from a twin. */
function variety({ sight }: Photo, chosen: Photo[]): number {
  const apart = chosen.map(({ sight: other }) => {
    if (!sight || !other) return 0;
    const [face, otherFace] = [sight.faces[0], other.faces[0]];
    const light = Math.abs(sight.brightness - other.brightness) / 128;
    const framing = face && otherFace ? Math.abs(Math.log2(face.box.height / otherFace.box.height)) / 2 : 0;
    const angle = sight.descriptor && other.descriptor ? distance(sight.descriptor, other.descriptor) : 0;
    return (bitsApart(sight.phash, other.phash) / 32 + light + framing + angle) / 4;
  });
  return Math.min(1, ...apart);
}

/**
 * The photos that a model is shown for a picture, the best first: sharp, of a large face, like the rest of the set, and
 * different from each other in angle, light and framing.
 */
export function choosePhotos({ photos }: { photos: Photo[] }, most: number): Photo[] {
  const usable = usablePhotos(photos);
  const known = usable.flatMap(({ sight }) => (sight?.descriptor ? [sight.descriptor] : []));
  const centre = meanOf(known);
  const quality = ({ sight }: Photo): number => {
    const face = sight?.faces[0];
    if (!sight?.descriptor || !face) return 0;
    const like = 1 - Math.min(1, distance(sight.descriptor, centre));
    const sharp = Math.min(1, face.sharpness / 300);
    const large = Math.min(1, face.sidePixels / 400);
    return (2 * like + sharp + large) / 4;
  };
  const chosen: Photo[] = [];
  while (chosen.length < Math.min(most, usable.length)) {
    const worth = (photo: Photo) => quality(photo) + (chosen.length > 0 ? variety(photo, chosen) : 0);
    const [best] = usable
      .filter(photo => !chosen.includes(photo))
      .sort((a, b) => worth(b) - worth(a) || (a.sha256 < b.sha256 ? -1 : 1));
    if (!best) break;
    chosen.push(best);
  }
  return chosen;
}
