import type { Generation } from '../../services/generation/generation.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

interface Choice {
  /** The name of the button's declaration, and what it carries. */
  name: string;
  ref: string;
}

/** Asks once before an image is deleted. */
export function deleteImageView({ prompt, images }: Generation, confirm: Choice, keep: Choice): View {
  return card(
    'warn',
    text(
      `### ${t('generate.deleteTitle', { images: images.length })}\n> ${plain(prompt, 160)}\n` +
        t('generate.deleteWhat', { images: images.length }),
    ),
    row(
      button(confirm.name, confirm.ref, { label: t('generate.deleteNow'), style: 'danger', emoji: '🗑️' }),
      button(keep.name, keep.ref, { label: t('generate.keep') }),
    ),
  );
}

export const deletedView = (): View => card('plain', text(t('generate.deleted')));

export const imageKeptView = (id: string): View =>
  card(
    'plain',
    text(t('generate.notDeleted')),
    row(button('gallery-image', id, { label: t('generate.showImage') })),
  );

/**
 * For the member who made them: the person shown deleted images. In a channel, where the member is pinged, it says neither
 * whom they show nor what they were.
 */
export function imagesGoneView(
  { actor, actor2, prompt, memberId, tell }: Generation,
  inChannel: boolean,
): View {
  const images = tell?.images ?? 1;
  const names = list([actor, actor2].flatMap(shown => (shown ? [`**${plain(shown.name)}**`] : [])));
  return {
    ...card(
      'plain',
      text(
        inChannel
          ? t('generate.goneHere', { images, member: `<@${memberId}>` })
          : `${t('generate.gone', { images, names })}\n> ${plain(prompt, 160)}`,
      ),
    ),
    pings: inChannel ? [memberId] : [],
  };
}
