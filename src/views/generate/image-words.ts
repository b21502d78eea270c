import { altTextMost, cutText } from '../../cut-text.ts';
import { type Generation, sourceOf } from '../../services/generation/generation.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { plain } from '../components.ts';

/** Who is shown, and where the likeness comes from. */
export function castWords(record: Pick<Generation, 'actor' | 'actor2'>): string | undefined {
  const { actor, actor2 } = record;
  if (!actor) return undefined;
  const names = list([actor, ...(actor2 ? [actor2] : [])].map(({ name }) => `**${plain(name)}**`));
  const source = sourceOf(record);
  if (source === 'photos') return t('generate.castPhotos', { names });
  return source === 'trained' ? t('generate.castTrained', { names, version: actor.version }) : names;
}

/** Alt text of a picture. */
export function altText({ prompt, actor, actor2, images }: Generation, index: number): string {
  const names = list([actor, actor2].flatMap(one => one?.name ?? []));
  const nth = { n: index + 1, images: images.length };
  const many = images.length > 1;
  const alt = actor
    ? many
      ? t('generate.altNthOf', { ...nth, names, prompt })
      : t('generate.altOf', { names, prompt })
    : many
      ? t('generate.altNth', { ...nth, prompt })
      : t('generate.alt', { prompt });
  return cutText(alt, altTextMost, { end: '' });
}
