import type { ShownPicture } from '../../services/generation/archive/archive.ts';
import { type Generation, showsSomebodyReal } from '../../services/generation/generation.ts';
import { madeOf } from '../../services/generation/images/made-of.ts';
import { card, gallery, plain, text, timestamp, type View } from '../components.ts';
import { altText, castWords } from './image-words.ts';
import { likenessLine } from './likeness-words.ts';

/** What the model was shown beside the words. */
function picturesWords({ request }: Generation, count: number): string {
  if (request === 'change') return 'the picture that is changed';
  return count === 1 ? 'one photo' : `${count} photos`;
}

/** Every setting of an image, enough to make it again. */
export function detailsView(record: Generation): View {
  const { settings, actor } = record;
  const lines = [
    `**Prompt as sent** ${plain(settings.prompt, 1_000)}`,
    settings.negative ? `**Negative** ${plain(settings.negative, 500)}` : undefined,
    `**Model** \`${settings.model}\` at \`${settings.modelRevision.slice(0, 12)}\``,
    record.style ? `**Style** ${plain(record.style, 40)}` : undefined,
    actor ? `**Actor** ${castWords(record)}` : undefined,
    likenessLine(record),
    settings.lora
      ? `**LoRA** \`${settings.lora.repo}\` at \`${settings.lora.revision.slice(0, 12)}\`, strength ${settings.lora.scale}`
      : undefined,
    settings.reference ? `**Starts from a picture**, strength ${settings.reference.strength}` : undefined,
    settings.pictures ? `**Looks at** ${picturesWords(record, settings.pictures.length)}` : undefined,
    `**Seed** ${record.images.map(image => image.seed).join(', ')}`,
    `**Steps** ${settings.steps} · **Guidance** ${settings.guidance} · **Size** ${settings.width} × ${settings.height}`,
    `**Made** ${timestamp(record.createdAt, 'f')} by <@${record.memberId}>`,
    `-# Image ${record.id}. The file itself holds the same settings, as PNG text.`,
  ].filter(line => line !== undefined);
  return card('plain', text(`### Settings\n${lines.join('\n')}`));
}

/** Why a picture is not shown, as a sentence. */
export const withheldWords: Record<Extract<ShownPicture, { withheld: string }>['withheld'], string> = {
  'too-sexual': 'Not shown here: only in age-restricted channels, where admins allow it.',
  'looks-young': 'Not shown, because someone in it looks under 18. That’s an estimate and can be wrong.',
  'against-limits': 'Not shown: the person in it no longer wants pictures like this.',
  unchecked: 'Not shown, because the safety check didn’t work just now. Try again in a few minutes.',
  missing: 'The picture is no longer stored.',
};

/** Puts the pictures of the generation before the view, except those that may not be shown here. */
export function withPictures(view: View, record: Generation, pictures: ShownPicture[]): View {
  const made = madeOf(record.settings, { showsSomebodyReal: showsSomebodyReal(record) });
  const shown = pictures.flatMap((picture, at) =>
    'bytes' in picture
      ? [{ name: `image-${at + 1}.png`, bytes: picture.bytes, description: altText(record, at), made }]
      : [],
  );
  const withheld = new Set(pictures.flatMap(picture => ('withheld' in picture ? [picture.withheld] : [])));
  const reasons = [...withheld].map(why => `⚠ ${withheldWords[why]}`);
  return {
    ...view,
    components: [
      ...(shown.length > 0
        ? card('plain', gallery(shown.map(({ name, description }) => ({ name, alt: description }))))
            .components
        : []),
      ...(reasons.length > 0 ? card('warn', text(reasons.join('\n'))).components : []),
      ...view.components,
    ],
    files: shown,
  };
}
