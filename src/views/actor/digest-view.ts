import { type APIComponentInContainer, ComponentType } from 'discord-api-types/v10';
import { principalOf } from '../../services/actors/access.ts';
import type { Actor, Every } from '../../services/actors/actor.ts';
import { everyOf } from '../../services/actors/digest-times.ts';
import { type DigestRecord, digestDays } from '../../services/digest/digest-record.ts';
import type { Digest } from '../../services/digest/digest-service.ts';
import type { ShownPicture } from '../../services/generation/archive/archive.ts';
import type { Generation } from '../../services/generation/generation.ts';
import { type PlainKey, t } from '../../words/words.ts';
import {
  button,
  card,
  divider,
  gallery,
  note,
  plain,
  row,
  text,
  timestamp,
  type View,
} from '../components.ts';
import { galleryRefs } from '../gallery/gallery-view.ts';
import { withheldWords } from '../generate/details-view.ts';

/** An image of a digest as it may be shown to the person. */
export interface DigestImage {
  record: Generation;
  withheld: Extract<ShownPicture, { withheld: string }>['withheld'] | undefined;
}

const choiceKeys = {
  daily: 'actorDigest.daily',
  weekly: 'actorDigest.weekly',
  never: 'actorDigest.never',
} as const satisfies Record<Every, PlainKey>;
const choices = Object.keys(choiceKeys) as Every[];

/** How often it comes. `period` makes the buttons of one digest those of no other. */
export const digestChoices = (actor: Pick<Actor, 'id' | 'digest'>, period?: number) =>
  row(
    ...choices.map(every =>
      button('digest', [actor.id, every, ...(period === undefined ? [] : [period])].join('/'), {
        label: t(choiceKeys[every]),
        disabled: period === undefined && everyOf(actor) === every,
      }),
    ),
  );

/** A component by which this digest is found again in the direct messages. */
export const digestMark = ({ actor, to }: Pick<Digest, 'actor' | 'to'>) => `digest:${actor.id}/never/${to}`;

const linkOf = ({ guildId, posts }: Generation) => {
  const [post] = posts;
  return post && `https://discord.com/channels/${guildId}/${post.channelId}/${post.messageId}`;
};

function entryOf({ record, withheld }: DigestImage, number: number): APIComponentInContainer {
  const { id, memberId, prompt, images, createdAt, channelId } = record;
  const link = linkOf(record);
  const channel = `<#${channelId}>`;
  const where = record.private
    ? `🔒 ${t('actorDigest.private')}`
    : link
      ? t('actorDigest.posted', { link, channel })
      : t('actorDigest.inChannel', { channel });
  const facts = [
    ...(images.length > 1 ? [t('actorDigest.pictures', { pictures: images.length })] : []),
    where,
    timestamp(createdAt, 'f'),
  ];
  const words = [
    t('actorDigest.made', { number, member: `<@${memberId}>`, prompt: plain(prompt, 120) }),
    `-# ${facts.join(' · ')}`,
    ...(withheld ? [`⚠ ${withheldWords(withheld)}`] : []),
  ].join('\n');
  return {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content: words }],
    accessory: button('delete-image', id, { label: t('actorDigest.delete'), emoji: '🗑️' }),
  };
}

/** The images others made of a person, for them alone. `sheet` shows the images with their numbers. */
export function digestView(
  { actor, from, to, total }: Digest,
  images: DigestImage[],
  { sheet, guildName }: { sheet: Buffer | undefined; guildName: string | undefined },
): View {
  const name = plain(actor.name);
  if (images.length === 0) {
    return note('plain', t('actorDigest.empty', { actor: name }));
  }
  const alt = t('actorDigest.alt', { actor: actor.name });
  const span = { requests: total, from: timestamp(from, 'D'), to: timestamp(to - 1, 'D') };
  const more = total - images.length;
  return {
    ...card(
      'plain',
      text(
        `### ${t('actorDigest.title', { actor: name })}\n` +
          (guildName
            ? t('actorDigest.spanServer', { ...span, server: plain(guildName) })
            : t('actorDigest.span', span)),
      ),
      ...(sheet ? [gallery([{ name: 'digest.jpg', alt }])] : []),
      ...images.map((image, at) => entryOf(image, at + 1)),
      divider(),
      text(`${more > 0 ? `${t('actorDigest.more', { count: more })}\n` : ''}-# ${t('actorDigest.howOften')}`),
      digestChoices(actor, to),
      row(
        button('gallery', galleryRefs.of({ page: 0, actorId: actor.id }), {
          label: t('actorDigest.allImages', { actor: actor.name }),
          emoji: '🖼️',
        }),
      ),
    ),
    files: sheet ? [{ name: 'digest.jpg', bytes: sheet, description: alt, made: { from: 'several' } }] : [],
  };
}

/** In place of a digest whose images have been shown for long enough. */
export const oldDigestView = ({ actorId, from, to }: Pick<DigestRecord, 'actorId' | 'from' | 'to'>): View =>
  card(
    'plain',
    text(
      t('actorDigest.old', {
        from: timestamp(from, 'D'),
        to: timestamp(to - 1, 'D'),
        days: digestDays,
      }),
    ),
    row(
      button('gallery', galleryRefs.of({ page: 0, actorId }), {
        label: t('actorDigest.allOfYou'),
        emoji: '🖼️',
      }),
    ),
  );

const chosenKeys = {
  daily: 'actorDigest.chosenDaily',
  weekly: 'actorDigest.chosenWeekly',
  never: 'actorDigest.chosenNever',
} as const;
const currentKeys = {
  daily: 'actorDigest.isDaily',
  weekly: 'actorDigest.isWeekly',
  never: 'actorDigest.isNever',
} as const;

export const digestChosenView = (actor: Actor): View =>
  card('good', text(t(chosenKeys[everyOf(actor)], { actor: plain(actor.name) })));

/** On `/actor show`, for the member who decides. */
export function digestParts(actor: Actor, memberId: string): APIComponentInContainer[] {
  if (principalOf(actor) !== memberId || actor.consent.state !== 'granted') return [];
  const { closedAt } = actor.digest ?? {};
  const closed = closedAt ? `\n⚠ ${t('actorDigest.closed', { time: timestamp(closedAt, 'f') })}` : '';
  return [text(t(currentKeys[everyOf(actor)]) + closed), digestChoices(actor)];
}
