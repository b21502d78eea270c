import { UserError } from '../../errors.ts';
import type { AlbumPage, Whose } from '../../services/albums/albums-service.ts';
import { shownThumbnail } from '../../services/generation/archive/shown-thumbnail.ts';
import { largeSide } from '../../services/generation/images/thumbnail.ts';
import type { Services } from '../../services/index.ts';
import { plain, type View } from '../../views/components.ts';
import {
  type AlbumImage,
  addToAlbumModal,
  albumsView,
  albumView,
  newAlbum,
  removeAlbumView,
  showingWords,
  takenDownView,
  takeOutModal,
} from '../../views/gallery/album-view.ts';
import { galleryRefs } from '../../views/gallery/gallery-view.ts';
import { said, t } from '../../words/words.ts';
import {
  type ButtonDeclaration,
  type Caller,
  defineButton,
  defineModal,
  type ModalDeclaration,
} from '../command.ts';
import { galleryPageSize } from './gallery-page-size.ts';

const whoseOf = ({ guildId, memberId }: Caller): Whose => ({ guildId, memberId });

function pageIn(ref: string): { id: string; page: number } {
  const [id = '', page = ''] = ref.split('/');
  return { id, page: Number(page) || 0 };
}

async function drawn(
  { generation }: Services,
  caller: Caller,
  found: AlbumPage,
  done?: string,
): Promise<View> {
  const images: AlbumImage[] = await Promise.all(
    found.images.map(async record => {
      const { thumbnail, made } = await shownThumbnail(generation, record, caller, largeSide / 2);
      return { record, thumbnail: thumbnail && { bytes: thumbnail, made } };
    }),
  );
  return albumView(found, images, done);
}

const albumPage = async (services: Services, caller: Caller, ref: string, done?: string) => {
  const { id, page } = pageIn(ref);
  return drawn(services, caller, await services.albums.open(caller, id, page), done);
};

const list = defineButton({
  name: 'albums',
  gate: 'right',
  answer: 'onward',
  execute: async ({ services, caller }) => albumsView(await services.albums.of(whoseOf(caller))),
});

const open = defineButton({
  name: 'album',
  gate: 'right',
  answer: 'onward',
  execute: ({ ref, services, caller }) => albumPage(services, caller, ref),
});

/** Under a page of the gallery. */
const add = defineButton({
  name: 'album-add',
  async opens({ ref, services, caller }) {
    const filter = galleryRefs.filterOf(ref);
    const [{ images }, albums] = await Promise.all([
      services.generation.gallery(caller, { ...filter, size: galleryPageSize }),
      services.albums.of(whoseOf(caller)),
    ]);
    if (images.length === 0) throw new UserError('gone', said('albums.empty'));
    const records = images.map(({ record }) => record);
    return addToAlbumModal(ref, records, albums);
  },
});

const added = defineModal({
  name: 'album-add',
  visibility: 'onward',
  async execute({ fields, services, caller }) {
    const images = [fields.images].flat().map(String);
    const chosen = String([fields.album].flat()[0] ?? '');
    const name = String(fields.name ?? '').trim();
    const known = chosen && chosen !== newAlbum;
    if (Boolean(name) === Boolean(known)) throw new UserError('bad-input', said('albums.chooseOrName'));
    const to = name ? { name } : { id: chosen };
    const { album, added: count } = await services.albums.add(caller, to, images);
    return albumPage(services, caller, `${album.id}/0`, t('albums.added', { images: count }));
  },
});

const takeOut = defineButton({
  name: 'album-take-out',
  gate: 'right',
  async opens({ ref, services, caller }) {
    const { id, page } = pageIn(ref);
    const found = await services.albums.open(caller, id, page);
    if (found.images.length === 0) throw new UserError('gone', said('albums.empty'));
    return takeOutModal(found);
  },
});

const takenOut = defineModal({
  name: 'album-take-out',
  gate: 'right',
  visibility: 'onward',
  async execute({ ref, fields, services, caller }) {
    const { id } = pageIn(ref);
    await services.albums.takeOut(whoseOf(caller), id, [fields.images].flat().map(String));
    return albumPage(services, caller, ref, t('albums.takenOut'));
  },
});

/** Posts it in the channel where the card is. */
const show = defineButton({
  name: 'album-show',
  answer: 'onward',
  async execute({ ref, services, caller }) {
    const { id, page } = pageIn(ref);
    const { shown, leftOut } = await services.albums.show(caller, id, page);
    return albumPage(services, caller, ref, showingWords(shown, leftOut));
  },
});

const remove = defineButton({
  name: 'album-remove',
  gate: 'right',
  answer: 'onward',
  execute: async ({ ref, services, caller }) =>
    removeAlbumView((await services.albums.open(caller, ref, 0)).album),
});

const removeNow = defineButton({
  name: 'album-remove-now',
  gate: 'right',
  answer: 'onward',
  async execute({ ref, services, caller }) {
    const { name } = await services.albums.remove(whoseOf(caller), ref);
    const left = await services.albums.of(whoseOf(caller));
    return albumsView(left, t('albums.removed', { album: plain(name) }));
  },
});

/** Under an album in a channel. */
const takeDown = defineButton({
  name: 'album-take-down',
  gate: 'right',
  answer: 'private',
  async execute({ ref, services, caller }) {
    await services.albums.takeDown(ref, caller);
    return takenDownView();
  },
});

export const albumButtons: ButtonDeclaration[] = [
  list,
  open,
  add,
  takeOut,
  show,
  remove,
  removeNow,
  takeDown,
];
export const albumModals: ModalDeclaration[] = [added, takenOut];
