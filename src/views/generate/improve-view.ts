import type { Improved } from '../../services/generation/making/improve-prompt.ts';
import { t } from '../../words/words.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

/** Shows other words for a prompt, beside those that the member wrote. Nothing is made before they press a button. */
export const improvedView = ({ id, before, after }: Improved): View =>
  card(
    'plain',
    text(`### ${t('generate.improveTitle')}`),
    text(`> ${plain(after, 1_500)}`),
    text(`-# ${t('generate.youWrote', { prompt: plain(before, 600) })}`),
    row(
      button('improve-use', id, { label: t('generate.makeIt'), style: 'primary', emoji: '✨' }),
      button('improve-edit', id, { label: t('generate.editFirst'), emoji: '✏️' }),
      button('pay-not', id, { label: t('generate.noThanks') }),
    ),
    text(`-# ${t('generate.improvedBy')}`),
  );
