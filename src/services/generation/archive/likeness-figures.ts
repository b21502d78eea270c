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

/** What one record says of the likeness of an actor: small enough to stand in the index. */
export interface Judged extends Pick<LikenessFigures, 'source' | 'version' | 'modelName'> {
  /** Of each image in which somebody looked; null where nobody was seen. */
  seen: (number | null)[];
}

/** Undefined where nobody looked. */
export function judgedIn(record: Shown, actorId: string): Judged | undefined {
  const { actor, modelName, images } = record;
  const source = sourceOf(record);
  const seen = images.flatMap(image => seenLikeness(image, actorId) ?? []);
  if (!source || seen.length === 0) return undefined;
  return {
    ...{ source, version: actor?.version ?? 0, modelName },
    seen: seen.map(one => (one === 'nobody' ? null : one.likeness)),
  };
}

/** By way and model, the one with most images first. */
export function figuresOf(judged: readonly Judged[]): LikenessFigures[] {
  const groups = new Map<string, Judged>();
  for (const { source, version, modelName, seen } of judged) {
    const key = [source, version, modelName].join('/');
    const before = groups.get(key)?.seen ?? [];
    groups.set(key, { source, version, modelName, seen: [...before, ...seen] });
  }
  return [...groups.values()]
    .map(({ seen, ...about }): LikenessFigures => {
      const likenesses = seen.filter(one => one !== null);
      return {
        ...{ ...about, images: seen.length },
        ...(likenesses.length > 0 ? { likeness: meanOf(likenesses) } : {}),
        somebodyElse: likenesses.filter(likeness => likeness < likenessNeeded).length,
        nobody: seen.length - likenesses.length,
      };
    })
    .sort((one, other) => other.images - one.images);
}
