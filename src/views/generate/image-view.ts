import type { Post } from '../../services/actors/actor.ts';
import { type Generation, showsSomebodyReal } from '../../services/generation/generation.ts';
import type { GenerationResult } from '../../services/generation/generation-service.ts';
import { madeOf } from '../../services/generation/images/made-of.ts';
import { wasDrawn } from '../../services/generation/requests/limited-request.ts';
import type { TouchUpKind } from '../../services/generation/requests/touch-ups.ts';
import { type Said, t } from '../../words/words.ts';
import { button, card, gallery, note, plain, row, text, type View } from '../components.ts';
import { altText, castWords } from './image-words.ts';
import { likenessNotices } from './likeness-words.ts';

/** Posted in the channel when a private result could not reach its member in any other way. */
export const privateImageReadyView = ({ id }: Generation): View =>
  card(
    'plain',
    text(t('generate.privateReady')),
    row(button('gallery-image', id, { label: t('generate.showMe'), style: 'primary' })),
  );

/** Stands where images were asked for that are shown in another channel. */
export const shownElsewhereView = (guildId: string, { channelId, messageId }: Post): View =>
  note(
    'plain',
    t('generate.elsewhere', {
      channel: `<#${channelId}>`,
      link: `https://discord.com/channels/${guildId}/${channelId}/${messageId}`,
    }),
  );

/** Stands in for images that Discord refused, however small. */
export const keptImagesView = ({ id }: Generation): View =>
  card(
    'warn',
    text(t('generate.notTaken', { id })),
    row(
      button('gallery-image', id, { label: t('generate.showMe'), style: 'primary' }),
      button('details', id, { label: t('generate.details') }),
    ),
  );

/** The buttons below an image. Of a server's image, direct messages have none that make new ones: those need the server. */
export const imageActions = (
  { id, guildId }: Generation,
  {
    direct,
    elsewhere = false,
    touchUps = [],
  }: { direct: boolean; elsewhere?: boolean | undefined; touchUps?: readonly TouchUpKind[] },
) => [
  ...(direct && guildId !== '@me'
    ? []
    : [
        row(
          button('reroll', id, { label: t('generate.reroll'), emoji: '🎲' }),
          button('variations', id, { label: t('generate.variations'), emoji: '🎨' }),
          button('change', id, { label: t('generate.change'), emoji: '🪄' }),
          button('edit-prompt', id, { label: t('generate.editPrompt'), emoji: '✏️' }),
        ),
      ]),
  row(
    ...(direct && guildId !== '@me'
      ? []
      : [button('improve', id, { label: t('generate.improve'), emoji: '✨' })]),
    button('details', id, { label: t('generate.details') }),
    button('favourite', id, { label: t('generate.favourite'), emoji: '⭐' }),
    // Where the bot is not, only the press of a button on it lets it take a message back.
    button(elsewhere ? 'delete-here' : 'delete-image', id, { label: t('generate.delete'), emoji: '🗑️' }),
  ),
  ...(touchUps.length > 0 && (!direct || guildId === '@me')
    ? [
        row(
          ...touchUps.map(kind =>
            button(kind === 'upscale' ? 'upscale' : 'fix-face', id, touchUpLabel(kind)),
          ),
        ),
      ]
    : []),
];

const changedWords = {
  words: 'generate.changedCopy',
  upscale: 'generate.upscaledCopy',
  face: 'generate.fixedCopy',
} as const;

const touchUpLabel = (kind: TouchUpKind) =>
  kind === 'upscale'
    ? { label: t('generate.upscale'), emoji: '🔍' }
    : { label: t('generate.fixFace'), emoji: '🙂' };

/** Images of an actor come in the order of their likeness, so that their seeds need not follow one another. */
function seedWords({ settings, images }: Generation): string {
  const [first = { seed: settings.seed }] = images;
  const follow = images.every(({ seed }, nth) => seed === first.seed + nth);
  if (!follow) return t('generate.seeds', { seeds: images.map(({ seed }) => seed).join(', ') });
  return t(images.length > 1 ? 'generate.seedsFrom' : 'generate.seed', first);
}

/** The same reason once, with how many images it is about. */
export function missingLines(missing: readonly Said[]): string[] {
  const counts = new Map<string, number>();
  for (const say of missing) counts.set(say(), (counts.get(say()) ?? 0) + 1);
  return [...counts].map(([why, images]) => `✕ ${t('generate.missing', { images, why })}`);
}

/** Where everybody reads it: the reason may be a limit, a block or a budget of the member’s. */
export const missingHere = (images: number, memberId: string): string[] =>
  images === 0 ? [] : [`✕ ${t('generate.missingHere', { images, member: `<@${memberId}>` })}`];

/** Why images are missing, for the member alone. */
export const missingView = (missing: readonly Said[]): View => note('warn', missingLines(missing).join('\n'));

/** A posted answer: the pictures, what they were made with, and what can be done next. */
export function imageView(
  { record, images, missing, named, unkept }: GenerationResult,
  {
    direct = false,
    elsewhere = false,
    seenByAll = false,
    touchUps = [],
  }: {
    direct?: boolean;
    elsewhere?: boolean | undefined;
    /** Others read it: why an image is missing is said in `missingView` instead. */
    seenByAll?: boolean;
    touchUps?: readonly TouchUpKind[];
  } = {},
): View {
  const { settings, actor } = record;
  const facts = [
    castWords(record),
    record.modelName,
    record.style ? t('generate.style', { style: plain(record.style, 40) }) : undefined,
    seedWords(record),
    t('generate.steps', { steps: settings.steps }),
    // Distilled models run without.
    settings.guidance > 0 ? t('generate.guidance', { guidance: settings.guidance }) : undefined,
    `${settings.width} × ${settings.height}`,
  ].filter(fact => fact !== undefined);
  const price =
    record.tokens === 0 ? t('generate.fromCache') : t('generate.tokens', { tokens: record.tokens });
  const member = `<@${record.memberId}>`;
  const notices = [
    record.tokenLimit !== undefined && record.promptTokens > record.tokenLimit
      ? `⚠ ${t('generate.cutOff', { most: record.tokenLimit, tokens: record.promptTokens })}`
      : undefined,
    actor?.standIn ? `⚠ ${t('generate.standIn', { actor: plain(actor.name) })}` : undefined,
    ...likenessNotices(record, { direct }),
    record.request === 'change'
      ? record.fromPhoto
        ? t('generate.fromBrought', { member })
        : t(changedWords[record.touchUp ?? 'words'])
      : undefined,
    wasDrawn(record) ? t('generate.drawn') : undefined,
    record.request === 'variations' && settings.reference ? t('generate.variationsOf') : undefined,
    record.request === 'variations' && !settings.reference ? t('generate.variationsFromWords') : undefined,
    named ? t('generate.isActor', { name: plain(named) }) : undefined,
    unkept ? `✕ ${t('generate.unkept')}` : undefined,
    ...(seenByAll ? missingHere(missing.length, record.memberId) : missingLines(missing)),
  ].filter(notice => notice !== undefined);
  const names = images.map((_, index) => `image-${index + 1}.png`);
  return {
    ...card(
      'plain',
      text(`> ${plain(record.prompt, 400)}`),
      gallery(names.map((name, index) => ({ name, alt: altText(record, index) }))),
      text(
        [facts.join(' · '), ...notices, `-# ${price} · ${t('generate.forMember', { member })}`].join('\n'),
      ),
      ...imageActions(record, { direct, elsewhere, touchUps }),
    ),
    files: images.map((bytes, index) => ({
      name: names[index] as string,
      bytes,
      description: altText(record, index),
      made: madeOf(settings, { showsSomebodyReal: showsSomebodyReal(record) }),
    })),
  };
}
