import { altTextMost, cutText } from '../../cut-text.ts';
import { type Generation, sourceOf } from '../../services/generation/generation.ts';
import { plain } from '../components.ts';

/** Who is shown, and where the likeness comes from. */
export function castWords(record: Pick<Generation, 'actor' | 'actor2'>): string | undefined {
  const { actor, actor2 } = record;
  if (!actor) return undefined;
  const names = `**${plain(actor.name)}**${actor2 ? ` and **${plain(actor2.name)}**` : ''}`;
  const source = sourceOf(record);
  if (source === 'photos') return `${names} from photos`;
  return source === 'trained' ? `${names} trained v${actor.version}` : names;
}

/** Alt text of a picture. */
export function altText({ prompt, actor, actor2, images }: Generation, index: number): string {
  const which = images.length > 1 ? `Image ${index + 1} of ${images.length}` : 'Image';
  return cutText(
    `${which}${actor ? ` of ${[actor, actor2].flatMap(one => one?.name ?? []).join(' and ')}` : ''} made from the prompt: ${prompt}`,
    altTextMost,
    {
      end: '',
    },
  );
}
