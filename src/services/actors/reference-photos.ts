import { usablePhotos } from '../photos/assess.ts';
import { distance, meanOf } from '../photos/descriptors.ts';
import { bitsApart } from '../photos/perceptual-hash.ts';
import type { Actor, Photo } from './actor.ts';

/** The first wordings under which one photo leaves the bot, and several: for who is shown, and for who speaks for an outsider. */
const oneSince = { shown: 3, outsider: 2 } as const;
const severalSince = { shown: 4, outsider: 3 } as const;

/** The most photos of one person that are sent for a picture: what the wording says. */
export const photosSentMost = 4;

/** How many photos may be sent to an image service under the wording agreed to. */
export function photosAgreed({ consent }: Pick<Actor, 'consent'>): number {
  if (consent.state !== 'granted') return 0;
  const who = consent.statement === undefined ? 'shown' : 'outsider';
  if (consent.textVersion >= severalSince[who]) return photosSentMost;
  return consent.textVersion >= oneSince[who] ? 1 : 0;
}

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
export function choosePhotos({ photos }: Pick<Actor, 'photos'>, most: number): Photo[] {
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
