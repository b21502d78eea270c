import { likenessNeeded } from '../../vision/likeness.ts';
import { type Generation, type LikenessSource, sourceOf } from '../generation.ts';

/** How alike the images of an actor have been, made in one way by one model. */
export interface LikenessFigures {
  source: LikenessSource;
  /** The version that was used; 0 without one. */
  version: number;
  modelName: string;
  /** Images whose faces were compared with the photos; those of earlier versions of the bot were not. */
  images: number;
  /** Of the images that show a face. Absent where none does. */
  likeness?: number;
  /** Images with a face that is somebody else's, and images without a face. */
  somebodyElse: number;
  nobody: number;
}

type Shown = Pick<Generation, 'actor' | 'actor2' | 'modelName' | 'images'>;
type Image = Generation['images'][number];

/** What was seen of one actor in an image; undefined where nobody looked. */
export type SeenLikeness = { likeness: number; isAlike: boolean } | 'nobody';

export function seenLikeness({ faces }: Pick<Image, 'faces'>, actorId: string): SeenLikeness | undefined {
  const seen = faces?.actors.find(({ id }) => id === actorId);
  if (!seen) return undefined;
  if (seen.face === undefined) return 'nobody';
  if (seen.likeness === undefined) return undefined;
  return { likeness: seen.likeness, isAlike: seen.likeness >= likenessNeeded };
}

/** The lowest likeness of the actors that it is to show, for comparing images of one request: higher is better. */
export function likenessRank(image: Pick<Image, 'faces'>, actorIds: readonly string[]): number {
  const seen = actorIds.map(id => seenLikeness(image, id));
  return Math.min(...seen.map(one => (one === undefined || one === 'nobody' ? -1 : one.likeness)));
}

/** Fewer images than this say little about a way. */
const tellingImages = 3;

/** The way that has shown the better likeness of the actor; the trained version where that is not known of both. */
export function betterWay(figures: readonly LikenessFigures[], version: number): 'photos' | 'trained' {
  const shown = (which: (one: LikenessFigures) => boolean): number | undefined => {
    const of = figures.filter(which);
    const images = of.reduce((sum, one) => sum + one.images, 0);
    if (images < tellingImages) return undefined;
    // An image without a face has no likeness at all.
    return of.reduce((sum, one) => sum + (one.likeness ?? 0) * (one.images - one.nobody), 0) / images;
  };
  const photos = shown(({ source }) => source === 'photos');
  const trained = shown(one => one.source === 'trained' && one.version === version);
  return photos !== undefined && trained !== undefined && photos > trained ? 'photos' : 'trained';
}

const meanOf = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** By way and model, the one with most images first. */
export function likenessFigures(records: readonly Shown[], actorId: string): LikenessFigures[] {
  const groups = new Map<string, { about: Shown; seen: SeenLikeness[] }>();
  for (const about of records) {
    const { actor, modelName, images } = about;
    const seen = images.flatMap(image => seenLikeness(image, actorId) ?? []);
    const key = [sourceOf(about), actor?.version, modelName].join('/');
    const group = groups.get(key) ?? { about, seen: [] };
    group.seen.push(...seen);
    groups.set(key, group);
  }
  return [...groups.values()]
    .flatMap(({ about, seen }): LikenessFigures[] => {
      const source = sourceOf(about);
      if (!source || seen.length === 0) return [];
      const faces = seen.flatMap(one => (one === 'nobody' ? [] : [one]));
      return [
        {
          ...{ source, version: about.actor?.version ?? 0, modelName: about.modelName, images: seen.length },
          ...(faces.length > 0 ? { likeness: meanOf(faces.map(({ likeness }) => likeness)) } : {}),
          somebodyElse: faces.filter(({ isAlike }) => !isAlike).length,
          nobody: seen.length - faces.length,
        },
      ];
    })
    .sort((one, other) => other.images - one.images);
}
