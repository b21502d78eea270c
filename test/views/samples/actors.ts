import { shownMost } from '../../../src/services/digest/digest-service.ts';
import { likenessSources } from '../../../src/services/generation/generation.ts';
import { addPhotosModal, registerModal } from '../../../src/views/actor/actor-forms.ts';
import { actorListView, actorView, sharedView } from '../../../src/views/actor/actor-view.ts';
import { digestChosenView, digestView, oldDigestView } from '../../../src/views/actor/digest-view.ts';
import { limitsModal, limitsSetView } from '../../../src/views/actor/limits-view.ts';
import { historyView } from '../../../src/views/audit/history-view.ts';
import { logged } from './deeds.ts';
import { sentModel } from './models.ts';
import {
  ana,
  asked,
  ben,
  fullActor,
  fullGeneration,
  marks,
  name,
  now,
  outsider,
  picture,
  type Samples,
  several,
} from './records.ts';

const pictures = several(10, nth => ({
  name: `photo-${nth}.jpg`,
  bytes: picture,
  alt: marks(1_100),
  made: 'nothing' as const,
}));
const figures = several(12, nth => ({
  source: likenessSources[nth % 3] ?? 'photos',
  ...{ version: 12, modelName: marks(80), images: 1_234, likeness: 0.61, somebodyElse: 123, nobody: 123 },
}));
const refused = {
  provider: 'nscale-and-others',
  link: 'hub' as const,
  outcome: 'refused' as const,
  reason: marks(300),
  at: now,
};
const ways = {
  trained: {
    model: sentModel,
    revision: 'main',
    routes: [],
    afterConsent: ['fal-ai', 'replicate', 'wavespeed'],
    refused: [refused],
  },
  photos: { model: sentModel, photos: 4 },
};
const digested = { actor: fullActor(), id: 'd', from: now - 6e8, to: now, images: [], perhapsSent: false };

export const actors: Samples = {
  registerModal: () =>
    [undefined, { id: ben }, 'outside' as const].map(subject =>
      registerModal({ name, about: marks(300), statement: marks(500), subject }),
    ),
  addPhotosModal: () => [addPhotosModal(fullActor({ photos: [] }))],
  sharedView: () =>
    (['owner', 'chosen', 'ask', 'guild'] as const).flatMap(visibility => [
      sharedView(fullActor({ visibility })),
      sharedView(outsider({ visibility })),
    ]),
  actorListView: () => [
    actorListView([], 0),
    actorListView(
      several(60, () => asked(outsider())),
      1_234,
    ),
  ],
  actorView: () =>
    [
      fullActor(),
      fullActor({ activeVersion: undefined }),
      outsider(),
      asked(outsider()),
      asked(fullActor()),
    ].flatMap(actor =>
      [ana, ben].map(memberId => actorView(actor, pictures, { memberId, admin: true }, ways, figures)),
    ),
  digestView: () => [
    digestView({ ...digested, total: 0 }, [], { sheet: undefined, guildName: marks(100) }),
    digestView(
      { ...digested, total: 1_234 },
      several(shownMost, nth => ({
        record: fullGeneration({ id: `h7k2m9x${nth}` }),
        withheld: 'against-limits' as const,
      })),
      { sheet: picture, guildName: marks(100) },
    ),
  ],
  oldDigestView: () => [oldDigestView({ actorId: 'k3v9x2m7qa', from: now - 6e8, to: now })],
  digestChosenView: () =>
    (['daily', 'weekly', 'never'] as const).map(every => digestChosenView(fullActor({ digest: { every } }))),
  limitsModal: () => [limitsModal(fullActor())],
  limitsSetView: () => [limitsSetView(fullActor()), limitsSetView(fullActor({ limits: undefined }))],
  historyView: () => [
    historyView({ id: 'k3v9x2m7qa', name }, [], []),
    historyView(
      { id: 'k3v9x2m7qa', name },
      logged,
      several(3, seq => ({ seq, why: 'missing' as const })),
    ),
  ],
};
