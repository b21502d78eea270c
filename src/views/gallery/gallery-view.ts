import { type APIComponentInContainer, ComponentType } from 'discord-api-types/v10';
import type { GalleryPage } from '../../services/generation/archive/archive.ts';
import type { GalleryFilter as ImageFilter } from '../../services/generation/archive/gallery-search.ts';
import type { ShownThumbnail } from '../../services/generation/archive/shown-thumbnail.ts';
import { t } from '../../words/words.ts';
import {
  button,
  card,
  divider,
  gallery,
  note,
  plain,
  row,
  rowsOf,
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

type Item = GalleryPage['images'][number] & ShownThumbnail;

function itemOf(
  { record, mayDelete, isFavourite, thumbnail, withheld }: Item,
  name: string,
  filter: GalleryFilter,
) {
  const { images } = record;
  const facts = [
    castWords(record),
    record.modelName,
    images.length > 1 ? t('gallery.pictures', { pictures: images.length }) : undefined,
    record.private ? `🔒 ${t('gallery.private')}` : undefined,
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
      button('gallery-image', record.id, { label: t('gallery.details') }),
      button('gallery-favourite', galleryRefs.ofImage(record.id, filter), {
        label: isFavourite ? t('gallery.noFavourite') : t('gallery.favourite'),
        emoji: '⭐',
      }),
      ...(mayDelete
        ? [
            button('gallery-delete', galleryRefs.ofImage(record.id, filter), {
              label: t('gallery.delete'),
              emoji: '🗑️',
            }),
          ]
        : []),
    ),
  ];
}

/** One page of past images. `showsViewer`: the viewer is the person whom the filter's actor shows. */
export function galleryView(
  found: Omit<GalleryPage, 'images'> & { images: Item[] },
  asked: GalleryFilter,
  {
    actorName,
    showsViewer,
    hasAlbums,
  }: { actorName: string | undefined; showsViewer: boolean; hasAlbums: boolean },
): View {
  const { images, page, pages, total } = found;
  const filter = { ...asked, page };
  const filters = [
    ...(actorName ? [t('gallery.ofActor', { actor: plain(actorName) })] : []),
    ...(filter.memberId ? [t('gallery.byMember', { member: `<@${filter.memberId}>` })] : []),
    ...(filter.model
      ? [t('gallery.byModel', { model: plain(images[0]?.record.modelName ?? t('gallery.thatModel')) })]
      : []),
  ];
  if (total === 0) return note('plain', emptyWords(filter, filters.join(' · '), showsViewer));
  const counted = [
    t('gallery.results', { results: total }),
    ...filters,
    ...(pages > 1 ? [t('gallery.page', { page: page + 1, pages })] : []),
  ];
  const head = [
    `### ${filter.favourites ? t('gallery.favouritesTitle') : t('gallery.title')}`,
    counted.join(' · '),
    ...(showsViewer ? [`-# ${t('gallery.everythingOfYou')}`] : []),
  ].join('\n');
  const names = images.map((_, at) => `image-${at + 1}.jpg`);
  const turns = [
    button('gallery', refOf({ ...filter, page: page - 1 }), {
      label: t('gallery.newer'),
      emoji: '◀️',
      disabled: page === 0,
    }),
    button('gallery', refOf({ ...filter, page: page + 1 }), {
      label: t('gallery.older'),
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
      ...rowsOf([
        ...(pages > 1 ? turns : []),
        button('gallery', refOf({ ...filter, large: !filter.large }), {
          label: filter.large ? t('gallery.small') : t('gallery.large'),
          emoji: '🔍',
        }),
        button('gallery-export', '0', { label: t('gallery.save'), emoji: '💾' }),
        ...(hasAlbums
          ? [
              button('album-add', refOf(filter), { label: t('albums.add'), emoji: '📔' }),
              button('albums', '', { label: t('albums.list') }),
            ]
          : []),
      ]),
    ),
    files: images.flatMap(({ record, thumbnail, made }, at) =>
      thumbnail
        ? [{ name: names[at] as string, bytes: thumbnail, description: altText(record, 0), made }]
        : [],
    ),
  };
}

function emptyWords({ favourites }: GalleryFilter, filters: string, showsViewer: boolean): string {
  if (favourites) return filters ? t('gallery.noFavouritesMatch', { filters }) : t('gallery.noFavourites');
  if (!filters) return t('gallery.empty');
  return showsViewer ? t('gallery.noMatch', { filters }) : t('gallery.noMatchForYou', { filters });
}

/** After *Favourite* under an image. */
export const favouriteView = (isFavourite: boolean): View =>
  note('plain', isFavourite ? `⭐ ${t('gallery.favouriteNow')}` : t('gallery.favouriteNoLonger'));

export const noImagesToSaveView = (): View => note('plain', t('gallery.nothingToSave'));
