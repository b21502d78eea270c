import type { Improved } from '../../services/generation/making/improve-prompt.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

/** Shows other words for a prompt, beside those that the member wrote. Nothing is made before they press a button. */
export const improvedView = ({ id, before, after }: Improved): View =>
  card(
    'plain',
    text('### How about this?'),
    text(`> ${plain(after, 1_500)}`),
    text(`-# You wrote: ${plain(before, 600)}`),
    row(
      button('improve-use', id, { label: 'Make it', style: 'primary', emoji: '✨' }),
      button('improve-edit', id, { label: 'Edit it first', emoji: '✏️' }),
      button('pay-not', id, { label: 'No, thanks' }),
    ),
    text('-# A chat model wrote it, without seeing the image or any name. I’ll keep it for a day.'),
  );
