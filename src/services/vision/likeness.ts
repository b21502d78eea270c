import { distance } from './descriptors.ts';
import type { PictureFace } from './vision.ts';

/** An actor's face, as their photos show it. */
export interface KnownFace {
  id: string;
  /** The mean of the photos' descriptors; absent where no photo has one. */
  descriptor?: number[] | undefined;
}

/** Which face of a picture is an actor's. */
export interface Likeness {
  id: string;
  /** Index of the face; absent where none is left for this actor. */
  face?: number;
  /** 1 − the distance of the face to the mean of the photos; from `likenessNeeded` on it is the same person. */
  likeness?: number;
}

export interface AssignedFaces {
  /** In the order of the actors. */
  of: Likeness[];
  /** The actors from left to right, as far as they have a face: so a swap of places is noticed. */
  leftToRight: string[];
  /**
   * `same-person`: the photos of two actors show one person, so that their faces can't be told apart.
   * `one-twice`: two faces are both like one actor, and none is like the other.
   */
  trouble?: 'same-person' | 'one-twice';
}

/** Distances up to this one may be the same person in another light; measured on some 300 photos. */
const furthestSame = 0.58;
/** Distances of one person's photos to their mean. */
const surelySame = 0.5;

/** From this likeness on a face may be the person's. */
export const likenessNeeded = Math.round((1 - furthestSame) * 100) / 100;

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
/**
 * Gives each actor the face that is theirs, no face twice, so that all likenesses together are highest. Faces are the
 * largest first: an actor without photos to compare with gets the largest that is left.
 */
export function assignLikeness(
  faces: readonly Pick<PictureFace, 'descriptor' | 'box'>[],
  actors: readonly KnownFace[],
): AssignedFaces {
  const likenessOf = ({ descriptor }: KnownFace, face: number): number | undefined => {
    const other = faces[face]?.descriptor;
    return descriptor && other ? 1 - distance(descriptor, other) : undefined;
  };
  const best = bestFaces(faces.length, actors, likenessOf);
  const of = actors.map((actor, at): Likeness => {
    const face = best[at];
    const likeness = face === undefined ? undefined : likenessOf(actor, face);
    return {
      id: actor.id,
      ...(face === undefined ? {} : { face }),
      ...(likeness === undefined ? {} : { likeness: rounded(likeness) }),
    };
  });
  const trouble = troubleOf(faces.length, actors, of, likenessOf);
  const middle = (face: number) => (faces[face]?.box.x ?? 0) + (faces[face]?.box.width ?? 0) / 2;
  const leftToRight = of
    .flatMap(({ id, face }) => (face === undefined ? [] : [{ id, at: middle(face) }]))
    .sort((one, other) => one.at - other.at)
    .map(({ id }) => id);
  return { of, leftToRight, ...(trouble ? { trouble } : {}) };
}

/** The index of each actor's face. Two actors and four faces: every way to give them out is tried. */
function bestFaces(
  count: number,
  actors: readonly KnownFace[],
  likenessOf: (actor: KnownFace, face: number) => number | undefined,
): (number | undefined)[] {
  let best: { given: (number | undefined)[]; score: number } = { given: [], score: Number.NEGATIVE_INFINITY };
  const give = (given: (number | undefined)[], score: number): void => {
    const actor = actors[given.length];
    if (!actor) {
      if (score > best.score) best = { given, score };
      return;
    }
    const free = Array.from({ length: count }, (_, face) => face).filter(face => !given.includes(face));
    // A face that can't be compared is better than none, and a larger one better than a smaller.
    for (const face of free) give([...given, face], score + 2 + (likenessOf(actor, face) ?? -1 - face / 100));
    if (free.length === 0) give([...given, undefined], score);
    else if (free.length < actors.length - given.length) give([...given, undefined], score);
  };
  give([], 0);
  return best.given;
}

function troubleOf(
  count: number,
  actors: readonly KnownFace[],
  of: Likeness[],
  likenessOf: (actor: KnownFace, face: number) => number | undefined,
): AssignedFaces['trouble'] {
  const [one, other] = actors;
  if (!one?.descriptor || !other?.descriptor) return undefined;
  if (distance(one.descriptor, other.descriptor) <= surelySame) return 'same-person';
  if (count < 2) return undefined;
  const alike = (actor: KnownFace, face: number | undefined) =>
    face !== undefined && (likenessOf(actor, face) ?? 0) >= likenessNeeded;
  const [first, second] = [of[0]?.face, of[1]?.face];
  const twice =
    (alike(one, first) && alike(one, second) && !alike(other, second)) ||
    (alike(other, second) && alike(other, first) && !alike(one, first));
  return twice ? 'one-twice' : undefined;
}
