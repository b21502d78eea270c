import { seenLikeness } from '../../services/generation/archive/likeness-figures.ts';
import type { Generation } from '../../services/generation/generation.ts';
import { likenessNeeded } from '../../services/vision/likeness.ts';
import { plain } from '../components.ts';

type Shown = Pick<Generation, 'actor' | 'actor2' | 'images'>;

const figure = (value: number) => value.toFixed(2);
const cast = ({ actor, actor2 }: Shown) => [actor, actor2].filter(one => one !== undefined);

/** How alike each image is to whom it is to show: a line for Details. */
export function likenessLine(record: Shown): string | undefined {
  const lines = cast(record).flatMap(({ id, name }) => {
    const seen = record.images.map(image => seenLikeness(image, id));
    if (seen.every(one => one === undefined)) return [];
    const words = seen.map(one =>
      one === undefined ? 'not measured' : one === 'nobody' ? 'no face' : figure(one.likeness),
    );
    return [`${plain(name)} ${words.join(', ')}`];
  });
  if (lines.length === 0) return undefined;
  return `**Likeness** ${lines.join(' · ')} (my own measure; ${figure(likenessNeeded)} or more means the same person)`;
}

/** Images that do not show whom they are to show, and what another try costs. */
export function likenessNotices(
  record: Shown & Pick<Generation, 'promptTokens' | 'tokensEach'>,
  { direct }: { direct: boolean },
): string[] {
  const { images, promptTokens, tokensEach = Math.max(1, promptTokens) } = record;
  const which = (index: number) => (images.length > 1 ? `Image ${index + 1}` : 'This image');
  const notices = images.flatMap((image, index) => {
    const { trouble } = image.faces ?? {};
    if (trouble === 'one-twice') return [`⚠ ${which(index)} seems to show one of the two people twice.`];
    return cast(record).flatMap(({ id, name }) => {
      const seen = seenLikeness(image, id);
      if (seen === undefined || (seen !== 'nobody' && seen.isAlike)) return [];
      return [
        seen === 'nobody'
          ? `⚠ ${which(index)} shows no face that could be ${plain(name)}’s.`
          : `⚠ ${which(index)} shows somebody else, not ${plain(name)}: likeness ${figure(seen.likeness)} (needs ${figure(likenessNeeded)}).`,
      ];
    });
  });
  if (images.some(({ faces }) => faces?.trouble === 'same-person')) {
    notices.push('The two people look alike in their photos, so I can’t tell which is which.');
  }
  const isMarked = notices.some(notice => notice.startsWith('⚠'));
  if (!isMarked || direct) return notices;
  const tokens = images.length * tokensEach;
  return [
    ...notices,
    `I don’t remake images on my own. Re-roll makes ${images.length > 1 ? `all ${images.length}` : 'it'} again and costs ${tokens} ${tokens === 1 ? 'token' : 'tokens'} of today’s budget.`,
  ];
}
