import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { type Album, albumNameMost } from '../../services/albums/album.ts';
import type { AlbumPage } from '../../services/albums/albums-service.ts';
import type { NotShown } from '../../services/albums/may-show.ts';
import type { Generation } from '../../services/generation/generation.ts';
import { t } from '../../words/words.ts';
import {
  button,
  card,
  gallery,
  label,
  type Modal,
  modal,
  note,
  plain,
  rowsOf,
  text,
  type View,
  type ViewFile,
} from '../components.ts';
import { altText } from '../generate/image-words.ts';

/** An image of an album with its picture; undefined where none may be shown. */
export interface AlbumImage {
  record: Generation;
  thumbnail: Pick<ViewFile, 'bytes' | 'made'> | undefined;
}

/** The value of the choice that stands for no album yet; no id has such letters. */
export const newAlbum = 'NEW';
const listedMost = 24;

const pageRef = (id: string, page: number) => `${id}/${page}`;

const optionOf = (record: Generation, nth: number) => ({
  label: `${nth + 1} · ${record.prompt.replace(/\s+/g, ' ')}`,
  value: record.id,
});

const imagesField = (images: readonly Generation[], { all }: { all: boolean }) =>
  label(t('albums.which'), {
    type: ComponentType.StringSelect,
    custom_id: 'images',
    min_values: 1,
    max_values: images.length,
    options: images.map((record, nth) => ({ ...optionOf(record, nth), default: all })),
  });

/** Which images of a page of the gallery go into which album. `ref` says which page. */
export const addToAlbumModal = (
  ref: string,
  images: readonly Generation[],
  albums: readonly Album[],
): Modal =>
  modal(`album-add:${ref}`, t('albums.addTitle'), [
    imagesField(images, { all: images.length === 1 }),
    ...(albums.length > 0
      ? [
          label(t('albums.whichAlbum'), {
            type: ComponentType.StringSelect,
            custom_id: 'album',
            required: false,
            options: [
              ...albums.slice(0, listedMost).map(({ id, name }) => ({ label: name, value: id })),
              { label: t('albums.newAlbum'), value: newAlbum },
            ],
          }),
        ]
      : []),
    label(t('albums.newName'), {
      type: ComponentType.TextInput,
      custom_id: 'name',
      style: TextInputStyle.Short,
      min_length: 1,
      max_length: albumNameMost,
      required: albums.length === 0,
    }),
  ]);

export const takeOutModal = ({ album, images, page }: AlbumPage): Modal =>
  modal(`album-take-out:${pageRef(album.id, page)}`, t('albums.takeOutTitle'), [
    imagesField(images, { all: images.length === 1 }),
  ]);

export const albumsView = (albums: readonly Album[], done?: string): View =>
  card(
    done ? 'good' : 'plain',
    text(
      [
        `### ${t('albums.yours')}`,
        ...(done ? [`✓ ${done}`] : []),
        ...(albums.length === 0
          ? [t('albums.none')]
          : albums.map(
              ({ name, images }) => `**${plain(name)}** · ${t('albums.images', { images: images.length })}`,
            )),
        `-# ${t('albums.onlyYou')}`,
      ].join('\n'),
    ),
    ...rowsOf(albums.map(({ id, name }) => button('album', pageRef(id, 0), { label: name, emoji: '📔' }))),
  );

function pictures(images: readonly AlbumImage[]) {
  const files = images.flatMap(({ record, thumbnail }) =>
    thumbnail ? [{ ...thumbnail, name: `${record.id}.jpg`, description: altText(record, 0) }] : [],
  );
  return {
    shown:
      files.length > 0 ? [gallery(files.map(({ name, description }) => ({ name, alt: description })))] : [],
    files,
  };
}

const lines = (images: readonly AlbumImage[]) =>
  images.map(({ record }, nth) => `${nth + 1}. ${plain(record.prompt, 100)} · <@${record.memberId}>`);

/** One page of an album, for the member whose it is. */
export function albumView(
  { album, page, pages, total }: AlbumPage,
  images: readonly AlbumImage[],
  done?: string,
): View {
  const { shown, files } = pictures(images);
  const { id } = album;
  const head = [
    `### 📔 ${plain(album.name)}`,
    ...(done ? [`✓ ${done}`] : []),
    total === 0
      ? t('albums.emptyAlbum')
      : `${t('albums.images', { images: total })}${pages > 1 ? ` · ${t('albums.page', { page: page + 1, pages })}` : ''}`,
  ];
  const view = card(
    done ? 'good' : 'plain',
    text(head.join('\n')),
    ...shown,
    ...(images.length > 0 ? [text(lines(images).join('\n'))] : []),
    ...rowsOf([
      ...(total > 0
        ? [
            button('album-show', pageRef(id, page), {
              label: pages > 1 ? t('albums.showPage') : t('albums.show'),
              emoji: '📢',
              style: 'primary',
            }),
            button('album-take-out', pageRef(id, page), { label: t('albums.takeOut'), emoji: '➖' }),
          ]
        : []),
      ...(pages > 1
        ? [
            button('album', pageRef(id, page - 1), { label: t('albums.newer'), disabled: page === 0 }),
            button('album', pageRef(id, page + 1), {
              label: t('albums.older'),
              disabled: page + 1 >= pages,
            }),
          ]
        : []),
      button('album-remove', id, { label: t('albums.remove'), emoji: '🗑️', style: 'danger' }),
      button('albums', '', { label: t('albums.all') }),
    ]),
  );
  return files.length > 0 ? { ...view, files } : view;
}

export const removeAlbumView = ({ id, name }: Album): View =>
  card(
    'warn',
    text(t('albums.removeSure', { album: plain(name) })),
    ...rowsOf([
      button('album-remove-now', id, { label: t('albums.removeNow'), style: 'danger' }),
      button('album', pageRef(id, 0), { label: t('albums.keep') }),
    ]),
  );

/** What becomes of *Show it here*. */
export function showingWords(shown: number, leftOut: readonly NotShown[]): string {
  const count = (why: NotShown) => leftOut.filter(one => one === why).length;
  const [elsewhere, notAgreed, withheld] = [count('made-elsewhere'), count('not-agreed'), count('withheld')];
  return [
    t('albums.showing', { images: shown }),
    ...(elsewhere > 0 ? [t('albums.leftOutElsewhere', { images: elsewhere })] : []),
    ...(notAgreed > 0 ? [t('albums.leftOutNotAgreed', { images: notAgreed })] : []),
    ...(withheld > 0 ? [t('albums.leftOutWithheld', { images: withheld })] : []),
  ].join(' ');
}

/** The button under an album in a channel; by it a message is found again. */
export const takeDownMark = (shownId: string) => `album-take-down:${shownId}`;

/** An album as a channel sees it. */
export function shownAlbumView(
  { name, memberId }: Album,
  shownId: string,
  images: readonly AlbumImage[],
): View {
  const { shown, files } = pictures(images);
  return {
    ...card(
      'plain',
      text(`### 📔 ${plain(name)}`),
      ...shown,
      text(`${lines(images).join('\n')}\n-# ${t('albums.by', { member: `<@${memberId}>` })}`),
      ...rowsOf([button('album-take-down', shownId, { label: t('albums.takeDown'), emoji: '🗑️' })]),
    ),
    files,
  };
}

export const takenDownView = (): View => note('plain', t('albums.takenDown'));

export const notPostedView = ({ name }: Album, channelId: string): View =>
  note('warn', t('albums.notPosted', { album: plain(name), channel: `<#${channelId}>` }));
