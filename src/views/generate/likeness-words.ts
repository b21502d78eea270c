import { seenLikeness } from '../../services/generation/archive/likeness-figures.ts';
import type { Generation } from '../../services/generation/generation.ts';
import { likenessNeeded } from '../../services/vision/likeness.ts';
import { formatNumber } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { plain } from '../components.ts';

type Shown = Pick<Generation, 'actor' | 'actor2' | 'images'>;

const figure = (value: number) => formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const cast = ({ actor, actor2 }: Shown) => [actor, actor2].filter(one => one !== undefined);

/** How alike each image is to whom it is to show: a line for Details. */
export function likenessLine(record: Shown): string | undefined {
  const lines = cast(record).flatMap(({ id, name }) => {
    const seen = record.images.map(image => seenLikeness(image, id));
    if (seen.every(one => one === undefined)) return [];
    const words = seen.map(one =>
      one === undefined
        ? t('generate.notMeasured')
        : one === 'nobody'
          ? t('generate.noFace')
          : figure(one.likeness),
    );
    return [`${plain(name)} ${words.join(', ')}`];
  });
  if (lines.length === 0) return undefined;
  return t('generate.likeness', { figures: lines.join(' · '), needed: figure(likenessNeeded) });
}

/** Images that do not show whom they are to show, and what another try costs. */
export function likenessNotices(
  record: Shown & Pick<Generation, 'promptTokens' | 'tokensEach'>,
  { direct }: { direct: boolean },
): string[] {
  const { images, promptTokens, tokensEach = Math.max(1, promptTokens) } = record;
  const needed = figure(likenessNeeded);
  const marked = images.flatMap((image, index) => {
    const { trouble } = image.faces ?? {};
    const n = images.length > 1 ? index + 1 : undefined;
    if (trouble === 'one-twice') {
      return [n === undefined ? t('generate.twiceThis') : t('generate.twiceNth', { n })];
    }
    return cast(record).flatMap(({ id, name }) => {
      const seen = seenLikeness(image, id);
      if (seen === undefined || (seen !== 'nobody' && seen.isAlike)) return [];
      const actor = plain(name);
      if (seen === 'nobody') {
        return [
          n === undefined ? t('generate.nobodyThis', { actor }) : t('generate.nobodyNth', { n, actor }),
        ];
      }
      const other = { actor, needed, likeness: figure(seen.likeness) };
      return [n === undefined ? t('generate.otherThis', other) : t('generate.otherNth', { n, ...other })];
    });
  });
  const alike = images.some(({ faces }) => faces?.trouble === 'same-person');
  return [
    ...marked.map(notice => `⚠ ${notice}`),
    ...(alike ? [t('generate.lookAlike')] : []),
    ...(marked.length > 0 && !direct
      ? [t('generate.rerollCosts', { images: images.length, tokens: images.length * tokensEach })]
      : []),
  ];
}
