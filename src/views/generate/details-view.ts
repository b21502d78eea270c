import type { ShownPicture } from '../../services/generation/archive/archive.ts';
import { type Generation, showsSomebodyReal } from '../../services/generation/generation.ts';
import { madeOf } from '../../services/generation/images/made-of.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { card, gallery, plain, plainWithin, text, timestamp, type View } from '../components.ts';
import { altText, castWords } from './image-words.ts';
import { likenessLine } from './likeness-words.ts';

/** What the model was shown beside the words. */
const picturesWords = ({ request }: Generation, photos: number): string =>
  request === 'change' ? t('generate.looksAtPicture') : t('generate.looksAtPhotos', { photos });

/** A repository at a commit. */
const pinned = (repo: string, revision: string) => ({
  repo: `\`${repo}\``,
  revision: `\`${revision.slice(0, 12)}\``,
});

/** Every setting of an image, enough to make it again. */
export function detailsView(record: Generation): View {
  const { settings, actor } = record;
  const lines = [
    t('generate.promptSent', { prompt: plainWithin(settings.prompt, 1_400) }),
    settings.negative ? t('generate.negative', { prompt: plainWithin(settings.negative, 700) }) : undefined,
    t('generate.model', pinned(settings.model, settings.modelRevision)),
    record.style ? t('generate.styleUsed', { style: plain(record.style, 40) }) : undefined,
    actor ? t('generate.actor', { actor: castWords(record) ?? '' }) : undefined,
    likenessLine(record),
    settings.lora
      ? t('generate.lora', {
          ...pinned(settings.lora.repo, settings.lora.revision),
          strength: settings.lora.scale,
        })
      : undefined,
    settings.reference ? t('generate.startsFrom', { strength: settings.reference.strength }) : undefined,
    settings.pictures ? picturesWords(record, settings.pictures.length) : undefined,
    t('generate.seedUsed', { seeds: record.images.map(image => image.seed).join(', ') }),
    [
      t('generate.stepsUsed', { steps: settings.steps }),
      t('generate.guidanceUsed', { guidance: settings.guidance }),
      t('generate.size', { size: `${settings.width} × ${settings.height}` }),
    ].join(' · '),
    t('generate.madeBy', { time: timestamp(record.createdAt, 'f'), member: `<@${record.memberId}>` }),
    `-# ${t('generate.fileSays', { id: record.id })}`,
  ].filter(line => line !== undefined);
  return card('plain', text(`### ${t('generate.settings')}\n${lines.join('\n')}`));
}

/** Why a picture is not shown, as a sentence. */
export const withheldWords = (why: keyof typeof withheldKeys): string => t(withheldKeys[why]);

const withheldKeys = {
  'too-sexual': 'generate.tooSexual',
  'looks-young': 'generate.looksYoung',
  'against-limits': 'generate.againstLimits',
  unchecked: 'generate.unchecked',
  missing: 'generate.pictureGone',
} as const satisfies Record<Extract<ShownPicture, { withheld: string }>['withheld'], PlainKey>;

/** Puts the pictures of the generation before the view, except those that may not be shown here. */
export function withPictures(view: View, record: Generation, pictures: ShownPicture[]): View {
  const made = madeOf(record.settings, { showsSomebodyReal: showsSomebodyReal(record) });
  const shown = pictures.flatMap((picture, at) =>
    'bytes' in picture
      ? [{ name: `image-${at + 1}.png`, bytes: picture.bytes, description: altText(record, at), made }]
      : [],
  );
  const withheld = new Set(pictures.flatMap(picture => ('withheld' in picture ? [picture.withheld] : [])));
  const reasons = [...withheld].map(why => `⚠ ${withheldWords(why)}`);
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
