import { type APIComponentInContainer, ComponentType } from 'discord-api-types/v10';
import { principalOf } from '../../services/actors/access.ts';
import type { Actor, Every } from '../../services/actors/actor.ts';
import { everyOf } from '../../services/actors/digest-times.ts';
import { type DigestRecord, digestDays } from '../../services/digest/digest-record.ts';
import type { Digest } from '../../services/digest/digest-service.ts';
import type { ShownPicture } from '../../services/generation/archive/archive.ts';
import type { Generation } from '../../services/generation/generation.ts';
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

const choices: { every: Every; label: string }[] = [
  { every: 'daily', label: 'Daily' },
  { every: 'weekly', label: 'Weekly' },
  { every: 'never', label: 'Never' },
];

/** How often it comes. `period` makes the buttons of one digest those of no other. */
export const digestChoices = (actor: Pick<Actor, 'id' | 'digest'>, period?: number) =>
  row(
    ...choices.map(({ every, label }) =>
      button('digest', [actor.id, every, ...(period === undefined ? [] : [period])].join('/'), {
        label,
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
  const where = record.private
    ? '🔒 shown only to them'
    : link
      ? `[posted](${link}) in <#${channelId}>`
      : `in <#${channelId}>`;
  const words = [
    `**${number}** <@${memberId}>: ${plain(prompt, 120)}`,
    `-# ${images.length > 1 ? `${images.length} pictures · ` : ''}${where} · ${timestamp(createdAt, 'f')}`,
    ...(withheld ? [`⚠ ${withheldWords(withheld)}`] : []),
  ].join('\n');
  return {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content: words }],
    accessory: button('delete-image', id, { label: 'Delete', emoji: '🗑️' }),
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
    return note('plain', `Everything in this digest of **${name}** has been deleted.`);
  }
  const alt = `Images of ${actor.name}, numbered`;
  const count = total === 1 ? 'One request' : `${total} requests`;
  const place = guildName ? ` in **${plain(guildName)}**` : '';
  const more = total - images.length;
  return {
    ...card(
      'plain',
      text(
        `### Images others made of ${name}\n${count}${place}, ${timestamp(from, 'D')} to ${timestamp(to - 1, 'D')}.`,
      ),
      ...(sheet ? [gallery([{ name: 'digest.jpg', alt }])] : []),
      ...images.map((image, at) => entryOf(image, at + 1)),
      divider(),
      text(
        `${more > 0 ? `and ${more} more, in the gallery.\n` : ''}-# What you delete is gone for everyone, and I tell the member who made it. How often do you want this digest?`,
      ),
      digestChoices(actor, to),
      row(
        button('gallery', galleryRefs.of({ page: 0, actorId: actor.id }), {
          label: `All images of ${actor.name}`,
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
      `This digest of images of you, ${timestamp(from, 'D')} to ${timestamp(to - 1, 'D')}, is more than ${digestDays} days old, so I took its pictures out. Those that were not deleted are in the gallery.`,
    ),
    row(button('gallery', galleryRefs.of({ page: 0, actorId }), { label: 'All images of you', emoji: '🖼️' })),
  );

const everyWords = {
  daily: 'every day',
  weekly: 'every Monday',
  never: 'never',
} as const;

export const digestChosenView = (actor: Actor): View =>
  card(
    'good',
    text(
      everyOf(actor) === 'never'
        ? `You won’t get digests of **${plain(actor.name)}** anymore. \`/gallery\` still shows every image of you.`
        : `You’ll get a digest of the images others made of **${plain(actor.name)}** ${everyWords[everyOf(actor)]}, if there are any.`,
    ),
  );

/** On `/actor show`, for the member who decides. */
export function digestParts(actor: Actor, memberId: string): APIComponentInContainer[] {
  if (principalOf(actor) !== memberId || actor.consent.state !== 'granted') return [];
  const { closedAt } = actor.digest ?? {};
  const closed = closedAt
    ? `\n⚠ The last one couldn’t reach you (${timestamp(closedAt, 'f')}): you don’t accept direct messages from me. The next one will include what it had.`
    : '';
  return [
    text(`**Digest of images others make** ${everyWords[everyOf(actor)]}, by direct message${closed}`),
    digestChoices(actor),
  ];
}
