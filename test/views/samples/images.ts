import type { Generation } from '../../../src/services/generation/generation.ts';
import { favouriteView, galleryView, noImagesToSaveView } from '../../../src/views/gallery/gallery-view.ts';
import {
  deletedView,
  deleteImageView,
  imageKeptView,
  imagesGoneView,
} from '../../../src/views/generate/delete-image-view.ts';
import { detailsView, withPictures } from '../../../src/views/generate/details-view.ts';
import {
  changeModal,
  deleteHereModal,
  promptModal,
  variationsModal,
} from '../../../src/views/generate/image-forms.ts';
import {
  imageView,
  keptImagesView,
  missingView,
  privateImageReadyView,
  shownElsewhereView,
} from '../../../src/views/generate/image-view.ts';
import { improvedView } from '../../../src/views/generate/improve-view.ts';
import { agreedView, notPaidView, priceHint, priceView } from '../../../src/views/generate/price-view.ts';
import {
  referenceChangeModal,
  referenceStatementModal,
  referenceView,
} from '../../../src/views/generate/reference-view.ts';
import { touchUpView } from '../../../src/views/generate/touch-up-view.ts';
import { cancelledView, waitingView } from '../../../src/views/generate/waiting-view.ts';
import { oursView } from '../../../src/views/provenance/ours-view.ts';
import { t } from '../../../src/words/words.ts';
import {
  ana,
  channelId,
  fullGeneration,
  guildId,
  idOf,
  marks,
  name,
  now,
  picture,
  prose,
  type Samples,
  several,
  sha,
} from './records.ts';

const one = (change: Partial<Generation> = {}) => {
  const { images, ...record } = fullGeneration(change);
  return { ...record, images: images.slice(0, 1) };
};
const records = [
  fullGeneration(),
  one({ request: 'change', touchUp: 'face' }),
  one({ request: 'change', fromPhoto: true }),
  fullGeneration({ tokens: 0, private: true }),
];
const results = records.map(record => ({
  record,
  images: record.images.map(() => picture),
  missing: several(3, () => () => t('generation.tooSexual')),
  named: name,
  unkept: 'all' as const,
}));
const withheld = (['too-sexual', 'looks-young', 'against-limits', 'unchecked', 'missing'] as const).map(
  why => ({
    withheld: why,
  }),
);
const plans = [null, undefined, 'A model', marks(80)].flatMap(modelName =>
  [true, false].map(trained => ({ modelName, madeBy: 'A model', trained })),
);
/** A page of the gallery. */
const listed = several(4, nth => ({
  record: fullGeneration({ id: `h7k2m9x${nth}`, private: true }),
  ...{ mayDelete: true, isFavourite: nth % 2 === 0, made: { from: 'model' as const } },
}));
const filter = {
  page: 3,
  memberId: ana,
  actorId: 'k3v9x2m7qa',
  model: '0123456789ab',
  favourites: true,
  large: true,
};
const quote = {
  modelName: marks(80),
  tokens: 123_456,
  micros: 123_456_789,
  tokensLeft: 12_345,
  asksFirst: [name, name],
};
const touchUp = { ...quote, images: 4, width: 2_048, height: 2_048 };
const reference = {
  id: 'r3v9x2m7qa',
  guildId,
  memberId: ana,
  sha256: sha(1),
  actorIds: ['a', 'b'],
  strangers: 12,
  givenAt: now,
};
const progress = { id: 'p3v9x2m7qa', total: 8, done: 0, started: false, waiting: true };
const signs = [
  undefined,
  ...[true, false].map(unchanged => ({ by: 'us' as const, unchanged })),
  ...[true, false].map(claimsUs => ({ by: 'nobody' as const, claimsUs })),
  ...[true, false].flatMap(holds =>
    [marks(200), undefined].map(claimed => ({ by: 'another' as const, claimed, holds })),
  ),
];
const findings = signs.flatMap(signed =>
  [true, false].flatMap(looksKnown =>
    [[], several(5, nth => fullGeneration({ id: `h7k2m9x${nth}`, private: nth % 2 === 0 }))].flatMap(made =>
      [undefined, { actorName: name, number: 12 }, { actorName: name }].map(sample => ({
        signed,
        looksKnown,
        made,
        sample,
      })),
    ),
  ),
);

export const images: Samples = {
  galleryView: () => [
    ...[true, false].flatMap(showsViewer =>
      [filter, { page: 0 }, { page: 0, actorId: 'k3v9x2m7qa' }].map(asked =>
        galleryView({ images: [], page: 0, pages: 0, total: 0 }, asked, {
          actorName: name,
          showsViewer,
          hasAlbums: false,
        }),
      ),
    ),
    ...[filter, { page: 3, actorId: 'k3v9x2m7qa' }].flatMap(asked => [
      galleryView(
        {
          images: listed.map(item => ({ ...item, thumbnail: picture, withheld: undefined })),
          page: 3,
          pages: 123,
          total: 1_234,
        },
        asked,
        { actorName: name, showsViewer: true, hasAlbums: true },
      ),
      galleryView(
        {
          images: listed.map(item => ({ ...item, thumbnail: undefined, withheld: 'against-limits' })),
          page: 3,
          pages: 123,
          total: 1_234,
        },
        asked,
        { actorName: name, showsViewer: true, hasAlbums: true },
      ),
    ]),
  ],
  favouriteView: () => [favouriteView(true), favouriteView(false)],
  noImagesToSaveView: () => [noImagesToSaveView()],
  deleteImageView: () =>
    records.map(record =>
      deleteImageView(
        record,
        { name: 'delete-image-now', ref: record.id },
        { name: 'keep-image', ref: record.id },
      ),
    ),
  deletedView: () => [deletedView()],
  imageKeptView: () => [imageKeptView('h7k2m9x4ab')],
  imagesGoneView: () =>
    [true, false].flatMap(inChannel =>
      records.map(record => imagesGoneView({ ...record, tell: { images: 4 } }, inChannel)),
    ),
  detailsView: () => records.map(detailsView),
  withPictures: () => [
    ...records.map(record =>
      withPictures(
        detailsView(record),
        record,
        record.images.map(() => ({ bytes: picture })),
      ),
    ),
    withPictures(detailsView(fullGeneration()), fullGeneration(), withheld),
  ],
  promptModal: () => [promptModal('edit-prompt:h7k2m9x4ab', marks(100), marks(1_500))],
  changeModal: () => [1, 4].map(pictures => changeModal('h7k2m9x4ab', pictures)),
  deleteHereModal: () => records.map(deleteHereModal),
  variationsModal: () =>
    plans.flatMap(plan => [1, 4].map(pictures => variationsModal('h7k2m9x4ab', pictures, plan))),
  imageView: () =>
    results.flatMap(result =>
      [true, false].map(direct =>
        imageView(result, { direct, elsewhere: true, seenByAll: !direct, touchUps: ['upscale', 'face'] }),
      ),
    ),
  keptImagesView: () => [keptImagesView(fullGeneration())],
  missingView: () => [missingView(several(8, nth => () => `${nth} ${t('generation.tooSexual')}`))],
  privateImageReadyView: () => [privateImageReadyView(fullGeneration())],
  shownElsewhereView: () => [shownElsewhereView(guildId, { channelId, messageId: idOf(5) })],
  improvedView: () => [improvedView({ id: 'p3v9x2m7qa', before: marks(1_500), after: prose(1_500) })],
  priceView: () =>
    [1, 4].map(count =>
      priceView({
        requestId: 'p3v9x2m7qa',
        prompt: marks(1_500),
        modelName: marks(100),
        images: count,
        usd: 1_234.5,
      }),
    ),
  priceHint: () => [priceHint()],
  notPaidView: () => [notPaidView()],
  agreedView: () => [agreedView(undefined), agreedView(channelId)],
  referenceView: () =>
    [{}, { statement: { text: marks(500), at: now } }].map(change =>
      referenceView({ ...reference, ...change }, { names: several(10, () => name), left: 9 }),
    ),
  referenceStatementModal: () => [referenceStatementModal('r3v9x2m7qa')],
  referenceChangeModal: () => [referenceChangeModal('r3v9x2m7qa')],
  touchUpView: () =>
    (['upscale', 'face'] as const).flatMap(kind =>
      records.flatMap(record => [
        touchUpView(kind, record, touchUp),
        touchUpView(kind, record, { ...touchUp, micros: 0 }),
      ]),
    ),
  waitingView: () => [
    waitingView({ ...progress, ahead: 1_234, etaSeconds: 1_234 }),
    waitingView({ ...progress, ahead: 1_234 }),
    waitingView({ ...progress, ahead: 0, etaSeconds: 1_234 }),
    waitingView({ ...progress, ahead: 0 }),
    waitingView({ ...progress, started: true }),
    ...[true, false].map(warmingUp => waitingView({ ...progress, wait: { seconds: 1_234, warmingUp } })),
  ],
  cancelledView: () => [cancelledView()],
  oursView: () => [
    ...findings.flatMap(finding =>
      [false, true].map(elsewhere => oursView([{ name: marks(200), finding }], { elsewhere })),
    ),
    oursView(
      several(4, nth => ({
        name: marks(200),
        finding: findings[(nth * 7) % findings.length] ?? { refused: '' },
      })),
      { left: 12 },
    ),
    oursView([{ name: marks(200), finding: { refused: t('photos.tooLarge', { megabytes: 10 }) } }]),
  ],
};
