import type { Post } from '../../services/actors/actor.ts';
import { type Generation, showsSomebodyReal } from '../../services/generation/generation.ts';
import type { GenerationResult } from '../../services/generation/generation-service.ts';
import { madeOf } from '../../services/generation/images/made-of.ts';
import { wasDrawn } from '../../services/generation/requests/limited-request.ts';
import { button, card, gallery, note, plain, row, text, type View } from '../components.ts';
import { altText, castWords } from './image-words.ts';
import { likenessNotices } from './likeness-words.ts';

/** Posted in the channel when a private result could not reach its member in any other way. */
export const privateImageReadyView = ({ id }: Generation): View =>
  card(
    'plain',
    text('Your private images are ready.'),
    row(button('gallery-image', id, { label: 'Show them to me', style: 'primary' })),
  );

/** Stands where images were asked for that are shown in another channel. */
export const shownElsewhereView = (guildId: string, { channelId, messageId }: Post): View =>
  note(
    'plain',
    `The images are in <#${channelId}>: https://discord.com/channels/${guildId}/${channelId}/${messageId}`,
  );

/** Stands in for images that Discord refused, however small. */
export const keptImagesView = ({ id }: Generation): View =>
  card(
    'warn',
    text(
      `Your images are made and stored, but Discord didn’t take them here. \`/show id:${id}\` shows them.`,
    ),
    row(
      button('gallery-image', id, { label: 'Show them to me', style: 'primary' }),
      button('details', id, { label: 'Details' }),
    ),
  );

/** The buttons below an image. Direct messages have none that make new images: those need a server. */
export const imageActions = ({ id }: Generation, { direct }: { direct: boolean }) => [
  ...(direct
    ? []
    : [
        row(
          button('reroll', id, { label: 'Re-roll', emoji: '🎲' }),
          button('variations', id, { label: 'Variations', emoji: '🎨' }),
          button('change', id, { label: 'Change…', emoji: '🪄' }),
          button('edit-prompt', id, { label: 'Edit prompt', emoji: '✏️' }),
        ),
      ]),
  row(
    ...(direct ? [] : [button('improve', id, { label: 'Improve', emoji: '✨' })]),
    button('details', id, { label: 'Details' }),
    button('favourite', id, { label: 'Favourite', emoji: '⭐' }),
    button('delete-image', id, { label: 'Delete', emoji: '🗑️' }),
  ),
];

/** Images of an actor come in the order of their likeness, so that their seeds need not follow one another. */
function seedWords({ settings, images }: Generation): string {
  const [first = { seed: settings.seed }] = images;
  const follow = images.every(({ seed }, nth) => seed === first.seed + nth);
  if (!follow) return `seeds ${images.map(({ seed }) => seed).join(', ')}`;
  return `seed ${first.seed}${images.length > 1 ? ' and up' : ''}`;
}

/** A posted answer: the pictures, what they were made with, and what can be done next. */
export function imageView(
  { record, images, missing, named, unkept }: GenerationResult,
  { direct = false }: { direct?: boolean } = {},
): View {
  const { settings, actor } = record;
  const facts = [
    castWords(record),
    record.modelName,
    record.style ? `style ${plain(record.style, 40)}` : undefined,
    seedWords(record),
    `${settings.steps} steps`,
    // Distilled models run without.
    settings.guidance > 0 ? `guidance ${settings.guidance}` : undefined,
    `${settings.width} × ${settings.height}`,
  ].filter(fact => fact !== undefined);
  const price =
    record.tokens === 0
      ? 'From the cache: free'
      : `${record.tokens} ${record.tokens === 1 ? 'token' : 'tokens'} of today’s budget`;
  const notices = [
    record.tokenLimit !== undefined && record.promptTokens > record.tokenLimit
      ? `⚠ This model reads ${record.tokenLimit} tokens of a prompt; yours has ${record.promptTokens}. The end was cut off.`
      : undefined,
    actor?.standIn
      ? `⚠ ${plain(actor.name)} was trained by a stand-in: nothing was actually learned.`
      : undefined,
    ...likenessNotices(record, { direct }),
    record.request === 'change'
      ? record.fromPhoto
        ? `Made from a picture that <@${record.memberId}> brought.`
        : 'A changed copy of an earlier image, which stays as it was.'
      : undefined,
    wasDrawn(record)
      ? 'Made as a drawing, because the person shown doesn’t want realistic pictures.'
      : undefined,
    record.request === 'variations' && settings.reference ? 'Variations of an earlier image.' : undefined,
    record.request === 'variations' && !settings.reference
      ? 'No model that starts from a picture is available right now, so these are made from the same words.'
      : undefined,
    named
      ? `**${plain(named)}** is an actor here. To have them in the image, choose them as \`actor\`.`
      : undefined,
    unkept
      ? '✕ I couldn’t store this: my disk is full. Save the image now; its buttons won’t work.'
      : undefined,
    ...missing.map(reason => `✕ One image is missing: ${reason}`),
  ].filter(notice => notice !== undefined);
  const names = images.map((_, index) => `image-${index + 1}.png`);
  return {
    ...card(
      'plain',
      text(`> ${plain(record.prompt, 400)}`),
      gallery(names.map((name, index) => ({ name, alt: altText(record, index) }))),
      text([facts.join(' · '), ...notices, `-# ${price} · for <@${record.memberId}>`].join('\n')),
      ...imageActions(record, { direct }),
    ),
    files: images.map((bytes, index) => ({
      name: names[index] as string,
      bytes,
      description: altText(record, index),
      made: madeOf(settings, { showsSomebodyReal: showsSomebodyReal(record) }),
    })),
  };
}
