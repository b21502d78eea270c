import type { LikenessFigures } from '../../services/generation/archive/likeness-figures.ts';
import { t } from '../../words/words.ts';
import { fitting, plain } from '../components.ts';
import { fixed } from './version-words.ts';

const wayWords = ({ source, version, modelName }: LikenessFigures): string => {
  const model = plain(modelName, 80);
  if (source === 'photos') return t('actor.likenessPhotos', { model });
  return source === 'trained' && version !== undefined
    ? t('actor.likenessTrained', { model, version })
    : t('actor.likenessEarlier', { model });
};

/** How alike images of the actor have been, by way and model. */
export function likenessFiguresWords(figures: readonly LikenessFigures[]): string | undefined {
  if (figures.length === 0) return undefined;
  const lines = figures.map(one => {
    const { images, likeness, somebodyElse, nobody } = one;
    const misses = [
      somebodyElse > 0 ? t('actor.ofSomebodyElse', { images: somebodyElse }) : undefined,
      // Of those that all show none it is said already.
      nobody > 0 && likeness !== undefined ? t('actor.withoutFace', { images: nobody }) : undefined,
    ].filter(word => word !== undefined);
    const way = wayWords(one);
    const found =
      likeness === undefined
        ? t('actor.likenessNoFace', { way, images })
        : t('actor.likenessIn', { way, images, likeness: fixed(likeness) });
    return misses.length > 0 ? `${found} (${misses.join(', ')})` : found;
  });
  return `${t('actor.imagesLikeness')}\n${fitting(lines, 800).join('\n')}`;
}
