import type { Generation } from '../../services/generation/generation.ts';
import { plain } from '../components.ts';

/** The actor's name and version. */
export const actorName = ({ name, version, preview }: NonNullable<Generation['actor']>): string =>
  `**${plain(name)}**${preview ? ' (preview)' : version > 0 ? ` v${version}` : ''}`;

/** Alt text of a picture. */
export function altText({ prompt, actor, images }: Generation, index: number): string {
  const which = images.length > 1 ? `Image ${index + 1} of ${images.length}` : 'Image';
  return `${which}${actor ? ` of ${actor.name}` : ''} made from the prompt: ${prompt}`.slice(0, 1_000);
}
