import type { LikenessFigures } from '../../services/generation/archive/likeness-figures.ts';
import { fitting, plain } from '../components.ts';

const wayWords = ({ source, version }: LikenessFigures): string => {
  if (source === 'photos') return 'from photos';
  return source === 'trained' ? `trained v${version}` : 'from an earlier image';
};

/** How alike images of the actor have been, by way and model. */
export function likenessFiguresWords(figures: readonly LikenessFigures[]): string | undefined {
  if (figures.length === 0) return undefined;
  const lines = figures.map(one => {
    const { modelName, images, likeness, somebodyElse, nobody } = one;
    const misses = [
      somebodyElse > 0 ? `${somebodyElse} of somebody else` : undefined,
      // Of those that all show none it is said already.
      nobody > 0 && likeness !== undefined ? `${nobody} without a face` : undefined,
    ].filter(word => word !== undefined);
    return (
      `${wayWords(one)}, ${plain(modelName, 80)}: ` +
      `${likeness === undefined ? 'no face' : `**${likeness.toFixed(2)}**`} in ${images} ${images === 1 ? 'image' : 'images'}` +
      `${misses.length > 0 ? ` (${misses.join(', ')})` : ''}`
    );
  });
  return `**Likeness of its images**, by my own measure\n${fitting(lines, 800).join('\n')}`;
}
