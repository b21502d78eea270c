import { type APIComponentInContainer, ComponentType } from 'discord-api-types/v10';
import type { Made } from '../../services/credentials/made.ts';
import type { GalleryPage, ShownPicture } from '../../services/generation/archive/archive.ts';
import type { GalleryFilter as ImageFilter } from '../../services/generation/archive/gallery-search.ts';
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
import { withheldWords } from '../generate/details-view.ts';
import { altText, castWords } from '../generate/image-words.ts';

/** Which images a gallery shows, which page (from 0), and whether large. */
export interface GalleryFilter extends ImageFilter {
  page: number;
  large?: boolean | undefined;
}

const refOf = ({ page, memberId = '', actorId = '', model = '', favourites, large }: GalleryFilter) =>
  [page, memberId, actorId, model, `${favourites ? 'f' : ''}${large ? 'l' : ''}`]
    .join('/')
    .replace(/\/+$/, '');

/** Refs of gallery buttons, which hold all their state and so survive a restart. Far below Discord's 100 characters. */
export const galleryRefs = {
  of: refOf,
  filterOf(ref: string): GalleryFilter {
    const [page, memberId, actorId, model, flags = ''] = ref.split('/');
    return {
      page: Number(page) || 0,
      memberId: memberId || undefined,
      actorId: actorId || undefined,
      model: model || undefined,
      favourites: flags.includes('f') || undefined,
      large: flags.includes('l') || undefined,
    };
  },
  ofImage: (id: string, filter: GalleryFilter) => `${id}/${refOf(filter)}`,
  imageOf(ref: string): { id: string; filter: GalleryFilter } {
    const at = ref.indexOf('/');
    return { id: ref.slice(0, at), filter: galleryRefs.filterOf(ref.slice(at + 1)) };
  },
};

type Item = GalleryPage['images'][number] & {
  /** JPEG; undefined if no picture may be shown here. */
  thumbnail: Buffer | undefined;
  /** What a model has to do with the thumbnail. */
  made: Made;
  withheld: Extract<ShownPicture, { withheld: string }>['withheld'] | undefined;
};

function itemOf(
  { record, mayDelete, isFavourite, thumbnail, withheld }: Item,
  name: string,
  filter: GalleryFilter,
) {
  const { images } = record;
  const facts = [
    castWords(record),
    record.modelName,
    images.length > 1 ? `${images.length} pictures` : undefined,
    record.private ? '🔒 private' : undefined,
  ].filter(fact => fact !== undefined);
  const words = [
    `> ${plain(record.prompt, 160)}`,
    facts.join(' · '),
    ...(withheld ? [`⚠ ${withheldWords(withheld)}`] : []),
    `-# \`${record.id}\` · ${timestamp(record.createdAt, 'f')} · <@${record.memberId}>`,
  ].join('\n');
  const alt = altText(record, 0);
  const small: APIComponentInContainer = {
    type: ComponentType.Section,
    components: [{ type: ComponentType.TextDisplay, content: words }],
    accessory: {
      type: ComponentType.Thumbnail,
      media: { url: `attachment://${name}` },
      description: alt,
    },
  };
  const shown = !thumbnail ? [text(words)] : filter.large ? [gallery([{ name, alt }]), text(words)] : [small];
  return [
    ...shown,
    row(
      button('gallery-image', record.id, { label: 'Details' }),
      button('gallery-favourite', galleryRefs.ofImage(record.id, filter), {
        label: isFavourite ? 'No favourite' : 'Favourite',
        emoji: '⭐',
      }),
      ...(mayDelete
        ? [button('gallery-delete', galleryRefs.ofImage(record.id, filter), { label: 'Delete', emoji: '🗑️' })]
        : []),
    ),
  ];
}

/** One page of past images. `showsViewer`: the viewer is the person whom the filter's actor shows. */
export function galleryView(
  found: Omit<GalleryPage, 'images'> & { images: Item[] },
  asked: GalleryFilter,
  { actorName, showsViewer }: { actorName: string | undefined; showsViewer: boolean },
): View {
  const { images, page, pages, total } = found;
  const filter = { ...asked, page };
  const by = filter.memberId ? ` by <@${filter.memberId}>` : '';
  const of = actorName ? ` of **${plain(actorName)}**` : '';
  const model = filter.model ? ` by **${plain(images[0]?.record.modelName ?? 'that model')}**` : '';
  if (total === 0) {
    return note(
      'plain',
      filter.favourites
        ? `You have no favourites${of}${by}${model} here. *Favourite* under an image adds it.`
        : by || of || model
          ? `There are no images${of}${by}${model}${showsViewer ? '' : ' that you can see'}.`
          : 'No images yet. `/generate` makes the first one.',
    );
  }
  const count = `${total} ${total === 1 ? 'result' : 'results'} of \`/generate\``;
  const head = [
    `### ${filter.favourites ? 'Your favourites' : 'Images'}${of}${by}${model}`,
    `${count}${pages > 1 ? ` · page ${page + 1} of ${pages}` : ''}`,
    ...(showsViewer
      ? [
          '-# This is everything made of this actor, including private images. What you delete is gone for everyone.',
        ]
      : []),
  ].join('\n');
  const names = images.map((_, at) => `image-${at + 1}.jpg`);
  const turns = [
    button('gallery', refOf({ ...filter, page: page - 1 }), {
      label: 'Newer',
      emoji: '◀️',
      disabled: page === 0,
    }),
    button('gallery', refOf({ ...filter, page: page + 1 }), {
      label: 'Older',
      emoji: '▶️',
      disabled: page + 1 >= pages,
    }),
  ];
  return {
    ...card(
      'plain',
      text(head),
      ...images.flatMap((image, at) => itemOf(image, names[at] as string, filter)),
      divider(),
      row(
        ...(pages > 1 ? turns : []),
        button('gallery', refOf({ ...filter, large: !filter.large }), {
          label: filter.large ? 'Small pictures' : 'Large pictures',
          emoji: '🔍',
        }),
        button('gallery-export', '0', { label: 'Save my images…', emoji: '💾' }),
      ),
    ),
    files: images.flatMap(({ record, thumbnail, made }, at) =>
      thumbnail
        ? [{ name: names[at] as string, bytes: thumbnail, description: altText(record, 0), made }]
        : [],
    ),
  };
}

/** After *Favourite* under an image. */
export const favouriteView = (isFavourite: boolean): View =>
  note(
    'plain',
    isFavourite
      ? '⭐ It’s a favourite of yours now. `/gallery favourites:True` shows them all; nobody else can see them.'
      : 'It’s no longer a favourite of yours.',
  );

export const noImagesToSaveView = (): View =>
  note('plain', 'You haven’t made any images that are still here. `/generate` makes the first one.');
