import { isTheirs, mayUse } from '../actors/access.ts';
import type { Actor } from '../actors/actor.ts';
import type { Recognised } from '../actors/recognise.ts';
import { isSameMember } from '../actors/same-face.ts';
import { everyFaceMost, type GivenFace } from '../vision/vision.ts';

/**
 * Shorter side of a face, as a share of the picture's longer one: passers-by in the background are smaller. Models are
 * sent at most 1,024 pixels, so such a face has 32 of them, too few to be anybody's.
 */
const backgroundSide = 1 / 32;

/** Faces that count. */
export const facesThatCount = (faces: readonly GivenFace[]): GivenFace[] =>
  faces.filter(({ side }) => side >= backgroundSide);

/** A picture with so many people that not all of them are looked at. */
export const isCrowd = (faces: readonly GivenFace[]): boolean =>
  facesThatCount(faces).length >= everyFaceMost;

/** Who is in a picture, for the member who gave it. */
export interface People {
  /** Actors that this member may use, each once, in the order of the faces. */
  actors: Actor[];
  /** Actors that this member may not use. */
  refusing: Actor[];
  /** Faces that are no actor's, or that can't be made out. */
  strangers: number;
}

/**
 * A face is an actor's where it is certain, and where nobody else with that face says no: of twins, one who doesn't allow
 * it is enough. A face that is perhaps an actor's who doesn't allow it counts as theirs, unless it is certainly another's.
 */
export function peopleOf(recognised: readonly Recognised[][], memberId: string): People {
  const people: People = { actors: [], refusing: [], strangers: 0 };
  const add = (list: Actor[], actor: Actor) => {
    if (!list.some(({ id }) => id === actor.id)) list.push(actor);
  };
  for (const alike of recognised) {
    const certain = alike.filter(({ certainty }) => certainty === 'same').map(({ actor }) => actor);
    const allowing = certain.filter(actor => mayUse(actor, memberId));
    const refusing = (certain.length > 0 ? certain : alike.map(({ actor }) => actor)).filter(
      actor =>
        !mayUse(actor, memberId) &&
        // Two looks of one person: what they allow with the one, they allow.
        !allowing.some(other => isSameMember(actor, other)),
    );
    const [first] = allowing;
    if (refusing[0]) for (const actor of refusing) add(people.refusing, actor);
    else if (first) add(people.actors, allowing.find(actor => isTheirs(actor, memberId)) ?? first);
    else people.strangers++;
  }
  return people;
}
