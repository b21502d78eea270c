import { albumNameMost, albumSchema } from '../../../src/services/albums/album.ts';
import { albumsMost, pageSize } from '../../../src/services/albums/albums-service.ts';
import { packNameMost, sceneMost, scenesMost } from '../../../src/services/generation/requests/own-packs.ts';
import {
  packs as builtIn,
  ownPackEmoji,
  type Pack,
} from '../../../src/services/generation/requests/packs.ts';
import { settingsMost } from '../../../src/services/settings/room.ts';
import {
  addToAlbumModal,
  albumsView,
  albumView,
  notPostedView,
  removeAlbumView,
  shownAlbumView,
  takenDownView,
  takeOutModal,
} from '../../../src/views/gallery/album-view.ts';
import {
  ownPackDraftView,
  ownPackModal,
  ownPacksView,
  ownPackView,
} from '../../../src/views/generate/own-packs-view.ts';
import { packQuoteView, packsView, packView } from '../../../src/views/generate/pack-view.ts';
import { t } from '../../../src/words/words.ts';
import {
  ana,
  channelId,
  fullGeneration,
  guildId,
  marks,
  name,
  now,
  picture,
  type Samples,
  several,
} from './records.ts';

const albums = several(albumsMost, nth =>
  albumSchema.parse({
    ...{ id: `a3v9x2m7q${nth}`, guildId, memberId: ana, name: marks(albumNameMost), createdAt: now },
    images: several(100, image => `h7k2m9x${image}`),
  }),
);
const [album = albumSchema.parse({})] = albums;
const records = several(pageSize, nth => fullGeneration({ id: `h7k2m9x${nth}` }));
const page = { album, images: records, page: 3, pages: 12, total: 123 };
const shown = records.map(record => ({ record, thumbnail: { bytes: picture, made: 'nothing' as const } }));
const done = () => t('albums.showing', { images: 100 });

/** A server's own, as long as they get. */
export const ownPacks = several(
  settingsMost.packs,
  (nth): Pack => ({
    ...{ id: `o3v9x2m7q${nth}`, key: `o3v9x2m7q${nth}.0123456789ab`, emoji: ownPackEmoji },
    name: () => marks(packNameMost),
    scenes: several(scenesMost, () => marks(sceneMost)),
  }),
);
const packs = [...builtIn, ...ownPacks];
const typedPack = { name: marks(packNameMost), scenes: marks(scenesMost * (sceneMost + 5)) };
const packRef = { actorId: 'k3v9x2m7qa', private: true, fresh: true, micros: 123_456_789 };
const quote = {
  ...{ modelName: marks(80), tokens: 123_456, micros: 123_456_789, tokensLeft: 12_345 },
  asksFirst: [name, name],
};

/** What members put together: albums, and packs of scenes. */
export const albumsAndPacks: Samples = {
  addToAlbumModal: () => [
    addToAlbumModal('0/'.padEnd(80, 'x'), records.slice(0, 4), []),
    addToAlbumModal('0', records.slice(0, 4), albums),
  ],
  takeOutModal: () => [takeOutModal(page)],
  albumsView: () => [albumsView([]), albumsView(albums, done())],
  albumView: () => [
    albumView(page, shown, done()),
    albumView({ ...page, images: [], page: 0, pages: 1, total: 0 }, []),
  ],
  removeAlbumView: () => [removeAlbumView(album)],
  shownAlbumView: () => [shownAlbumView(album, 's3v9x2m7qa', shown)],
  takenDownView: () => [takenDownView()],
  notPostedView: () => [notPostedView(album, channelId)],
  ownPackModal: () => [
    ...[undefined, ...packs].map(pack => ownPackModal(pack)),
    ownPackModal(undefined, typedPack),
  ],
  ownPackDraftView: () =>
    [undefined, ...ownPacks].map(pack =>
      ownPackDraftView(t('ownPacks.inScene', { nth: 8, why: marks(300) }), typedPack, pack),
    ),
  ownPacksView: () => [ownPacksView([]), ownPacksView(ownPacks, done())],
  ownPackView: () => ownPacks.map(pack => ownPackView(pack, done())),
  packsView: () => [true, false].map(admin => packsView({ id: 'k3v9x2m7qa', name }, packs, { admin })),
  packQuoteView: () =>
    packs.flatMap(pack =>
      [true, false].flatMap(hidden =>
        [0, 3].map(out =>
          packQuoteView(
            pack,
            name,
            { ...packRef, packKey: pack.key ?? pack.id, private: hidden },
            {
              ...quote,
              images: pack.scenes.length - out - 1,
              scenes: pack.scenes.map((scene, nth) => ({
                prompt: scene.replace('{actor}', name),
                ...(nth < out ? { why: nth } : {}),
              })),
              seconds: 1_234,
            },
            why => `${why} ${t('generation.tooSexual')}`,
          ),
        ),
      ),
    ),
  packView: () =>
    packs.flatMap(({ id, scenes }) =>
      [true, false].map(cancelled =>
        packView(
          'h7k2m9x4ab',
          {
            guildId,
            channelId,
            memberId: ana,
            prompt: marks(1_500),
            actor: 'k3v9x2m7qa',
            private: true,
            pack: { id, scenes },
          },
          { total: 8, made: 4, tokens: 123_456, failures: [] },
          {
            missing: several(4, nth => () => `${nth} ${t('generation.tooSexual')}`),
            cancelled,
            channelId,
          },
        ),
      ),
    ),
};
