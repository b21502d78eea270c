import type { Generation } from '../../services/generation/generation.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

interface Choice {
  /** The name of the button's declaration, and what it carries. */
  name: string;
  ref: string;
}

/** Asks once before an image is deleted. */
export function deleteImageView({ prompt, images }: Generation, confirm: Choice, keep: Choice): View {
  const what = images.length > 1 ? `these ${images.length} pictures` : 'this image';
  return card(
    'warn',
    text(
      `### Delete ${what}?\n> ${plain(prompt, 160)}\n` +
        'It leaves the gallery, and the message that shows it is deleted. This can’t be undone.',
    ),
    row(
      button(confirm.name, confirm.ref, { label: 'Delete for good', style: 'danger', emoji: '🗑️' }),
      button(keep.name, keep.ref, { label: 'Keep it' }),
    ),
  );
}

export const deletedView = (): View => card('plain', text('Deleted.'));

export const imageKeptView = (id: string): View =>
  card('plain', text('Nothing was deleted.'), row(button('gallery-image', id, { label: 'Show the image' })));
