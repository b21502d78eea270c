import { z } from 'zod';
import { assignLikeness, type KnownFace, likenessNeeded } from '../vision/likeness.ts';
import type { Nudity, PictureFace } from '../vision/vision.ts';
import type { Limits } from './limits/limits.ts';

/** What was seen of the faces in a picture, so that it can be judged again where it is shown next. */
export const seenFacesSchema = z.object({
  /** How old each face looks, in years, the largest face first. Empty where none was found. */
  ages: z.array(z.number()),
  /** Which of them are the actors that the picture was made of, and how alike they are. */
  actors: z.array(
    z.object({
      id: z.string(),
      /** Index in `ages`; absent where there is no face for this actor. */
      face: z.number().int().optional(),
      /** 1 − the distance to the actor's photos; absent where they were never measured. */
      likeness: z.number().optional(),
    }),
  ),
  /** Ids of two actors who are both there and can be told apart, from left to right. */
  leftToRight: z.array(z.string()).optional(),
  /** Of two actors: why their faces can't be told apart, or are not both there. */
  trouble: z.enum(['same-person', 'one-twice']).optional(),
});
export type SeenFaces = z.infer<typeof seenFacesSchema>;

/** All that a picture is judged by. `faces` is absent until a place asked for it. */
export interface Figures {
  nudity: Nudity;
  faces?: SeenFaces | undefined;
}

/** An actor in a picture: what their photos say about their face. */
export interface JudgedActor extends KnownFace {
  /** How old they look in their own photos, in years. */
  age?: number | undefined;
  name?: string | undefined;
  /** What they have ruled out; absent for nothing. */
  limits?: Limits | undefined;
}

/** Where a picture is to be shown, and of whom it is. */
export interface Place {
  /** Sexual content may be shown there. */
  mayBeAdult: boolean;
  /** Discord restricts the channel to adults. */
  adultChannel: boolean;
  actors: readonly JudgedActor[];
  /** Somebody real may be in it who is no actor. */
  fromPhoto?: boolean;
}

export type BrokenByFigures = 'explicit-image' | 'young-image' | 'faceless-image';

/** Classifier shares at which a picture is stopped. A real person is protected earlier. */
const actorExplicit = 0.5;
const actorSuggestive = 0.9;
const anyExplicit = 0.7;
/** From either share on a picture has something sexual in it. Of 149 harmless photos one came to that, by 0.015. */
const tingedExplicit = 0.15;
const tingedSuggestive = 0.3;

/**
 * Estimates below these ages stop a picture, in years. Measured: 112 faces of adults came to 16.3 and more, two of
 * children of some 12 years to 10 and 14. So the first is for pictures where a wrong yes does harm, with the room of
 * several years that estimates are off; the last lets everybody pass who may be grown up.
 */
const tingedInAdultChannel = 25;
const tinged = 18;
const everyday = 15;
/** An actor who looks young in their own photos may look so in pictures; no lower than this. */
const ownRoom = 3;
const everydayLeast = 12;

const isTinged = ({ explicit, suggestive }: Nudity) =>
  explicit >= tingedExplicit || suggestive >= tingedSuggestive;

/** Whether a picture is judged by its faces, too. */
export const needsFaces = (
  nudity: Nudity,
  { adultChannel, actors }: Pick<Place, 'adultChannel' | 'actors'>,
) => adultChannel || actors.length > 0 || isTinged(nudity);

/** Whether the faces were looked at, and compared with these actors. */
export const knowsFaces = (faces: SeenFaces | undefined, actors: readonly { id: string }[]): boolean =>
  faces !== undefined && actors.every(({ id }) => faces.actors.some(one => one.id === id));

export function seenFaces(found: readonly PictureFace[], actors: readonly KnownFace[]): SeenFaces {
  const { of, leftToRight, trouble } = assignLikeness(found, actors);
  const areSure = of.length === 2 && of.every(({ likeness = 0 }) => likeness >= likenessNeeded) && !trouble;
  return {
    ages: found.map(({ age }) => Math.round(age * 10) / 10),
    actors: of,
    ...(areSure ? { leftToRight } : {}),
    ...(trouble ? { trouble } : {}),
  };
}

/** Why a picture with these figures may not be shown there, by all that is known of it. */
export function brokenByFigures({ nudity, faces }: Figures, place: Place): BrokenByFigures | undefined {
  const { explicit, suggestive } = nudity;
  const allowed =
    place.actors.length > 0 || place.fromPhoto
      ? explicit < actorExplicit && suggestive < actorSuggestive
      : explicit <= anyExplicit || place.mayBeAdult;
  if (!allowed) return 'explicit-image';
  if (!faces || !needsFaces(nudity, place)) return undefined;
  if (faces.ages.length === 0) return explicit > anyExplicit ? 'faceless-image' : undefined;
  const young = isTinged(nudity)
    ? Math.min(...faces.ages) < (place.adultChannel ? tingedInAdultChannel : tinged)
    : looksYoungEveryday(faces, place);
  return young ? 'young-image' : undefined;
}

/**
 * In an everyday picture an actor must look grown up, and in a channel for adults everybody. Children beside an actor
 * are nothing bad anywhere else, unless it is not sure which face is the actor's.
 */
function looksYoungEveryday({ ages, actors: seen }: SeenFaces, { actors, adultChannel }: Place): boolean {
  const sure = new Map<number, number>();
  for (const actor of actors) {
    const { face, likeness } = seen.find(({ id }) => id === actor.id) ?? {};
    if (face === undefined) continue;
    if (ages.length > 1 && (likeness ?? 0) < likenessNeeded) continue;
    sure.set(face, Math.min(everyday, Math.max(everydayLeast, (actor.age ?? everyday + ownRoom) - ownRoom)));
  }
  const everybody = adultChannel || sure.size < actors.length;
  return ages.some((age, face) => {
    const least = sure.get(face) ?? (everybody ? everyday : 0);
    return age < least;
  });
}
