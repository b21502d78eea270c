import { consentText } from '../../../src/services/actors/consent-text.ts';
import type { PhotoOutcome } from '../../../src/services/photos/photos-service.ts';
import { nextSteps } from '../../../src/views/actor/actor-view.ts';
import { standing } from '../../../src/views/actor/actor-words.ts';
import { sharedFaceWords } from '../../../src/views/actor/face-view.ts';
import {
  checkingPhotosView,
  photoReportView,
  replacePhotoModal,
} from '../../../src/views/actor/photo-report-view.ts';
import { promotionView, versionKeptView } from '../../../src/views/actor/promotion-view.ts';
import { deleteVersionView, versionDeletedView } from '../../../src/views/actor/version-deletion-view.ts';
import { gridRowOf, inOrder, noVersionsView, versionsView } from '../../../src/views/actor/versions-view.ts';
import { t } from '../../../src/words/words.ts';
import {
  ana,
  asked,
  ben,
  cleo,
  doubtfulPhotos,
  fullActor,
  goodPhotos,
  goodVersionOf,
  marks,
  picture,
  type Samples,
  several,
  versionOf,
} from './records.ts';

const refused = (): PhotoOutcome[] =>
  several(10, nth => ({
    name: marks(60),
    refused: t('photos.heic'),
    tile: {
      bytes: picture,
      faces: [],
      verdict: {
        verdict: 'bad',
        reasons: [{ code: 'no-face', verdict: 'bad', short: `${nth} ${t('photos.noFaceShort')}`, words: '' }],
      },
    },
  }));
const samples = several(12, nth => ({ bytes: picture, prompt: marks(200) + nth, seed: nth % 2 }));
const [active, other] = [goodVersionOf(12), versionOf(3)];

export const versions: Samples = {
  photoReportView: () =>
    [
      fullActor(),
      asked(fullActor()),
      asked(fullActor({ photos: goodPhotos })),
      fullActor({ photos: [] }),
    ].flatMap(actor =>
      [[], refused()].map(outcomes =>
        photoReportView(actor, outcomes, {
          sheet: picture,
          next: nextSteps(actor, ben),
          standing: standing(actor),
          consent: actor.consent.state === 'pending' ? consentText.text : undefined,
          face: sharedFaceWords(
            actor,
            [
              fullActor(),
              fullActor({ subjectId: cleo, visibility: 'guild' }),
              fullActor({ subjectId: cleo, ownerId: cleo, visibility: 'owner' }),
            ].flatMap(one => several(6, () => ({ actor: one, certainty: 'perhaps' as const }))),
            ana,
          ),
          mayMend: true,
        }),
      ),
    ),
  replacePhotoModal: () => [replacePhotoModal('k3v9x2m7qa/0123456789ab', doubtfulPhotos.length)],
  checkingPhotosView: () => [checkingPhotosView(0, 20), checkingPhotosView(19, 20)],
  promotionView: () => [
    promotionView({ actor: fullActor(), version: other, previous: active, done: false }),
    promotionView({ actor: fullActor(), version: other, previous: undefined, done: false }),
    promotionView({ actor: fullActor(), version: other, previous: active, done: true }),
    promotionView({ actor: fullActor(), version: active, previous: active, done: true }),
    promotionView({ actor: fullActor(), version: active, previous: undefined, done: true }),
  ],
  versionKeptView: () => [versionKeptView()],
  deleteVersionView: () => [
    deleteVersionView(fullActor(), active),
    deleteVersionView(fullActor({ versions: [active] }), active),
    deleteVersionView(fullActor({ versions: [active, { ...other, repo: active.repo }] }), active),
  ],
  versionDeletedView: () =>
    [true, false].flatMap(wasInUse =>
      [active, undefined].flatMap(inUse =>
        [true, false].map(repoDeleted =>
          versionDeletedView({ actor: fullActor(), version: other, wasInUse, inUse, repoDeleted }),
        ),
      ),
    ),
  noVersionsView: () => [noVersionsView(fullActor())],
  versionsView: () =>
    [0, 6].flatMap(from =>
      [fullActor(), fullActor({ activeVersion: undefined })].map(actor => {
        const shown = inOrder(actor.versions).slice(from, from + 6);
        return versionsView({
          actor,
          from,
          rows: shown.map(one => gridRowOf(actor, one, samples)),
          grid: picture,
        });
      }),
    ),
};
