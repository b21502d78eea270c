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

/**
 * For the member who made them: the person shown deleted images. In a channel, where the member is pinged, it says neither
 * whom they show nor what they were.
 */
export function imagesGoneView(
  { actor, actor2, prompt, memberId, tell }: Generation,
  inChannel: boolean,
): View {
  const many = (tell?.images ?? 1) > 1;
  const names = [actor, actor2].flatMap(shown => (shown ? [`**${plain(shown.name)}**`] : [])).join(' and ');
  const what = many ? `${tell?.images} images` : 'An image';
  const have = many ? 'have' : 'has';
  return {
    ...card(
      'plain',
      text(
        inChannel
          ? `<@${memberId}>, ${many ? 'images' : 'an image'} that you made ${have} been deleted.`
          : `${what} of ${names} that you made ${have} been deleted: the person shown decides what stays. You don’t need to do anything.\n> ${plain(prompt, 160)}`,
      ),
    ),
    pings: inChannel ? [memberId] : [],
  };
}
