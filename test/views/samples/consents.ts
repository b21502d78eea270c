import { type Approval, approvalSchema } from '../../../src/services/approvals/approval.ts';
import { packs } from '../../../src/services/generation/requests/packs.ts';
import {
  askedAgainView,
  askingView,
  blockedView,
  consentEndedView,
  consentGrantedView,
  consentPhotosView,
  consentReminderView,
  consentRequestView,
  consentUnreachableView,
  declinedView,
  neverAskedView,
  unblockedView,
} from '../../../src/views/actor/consent-view.ts';
import {
  faceAllowedView,
  faceDecisionView,
  refusedFaceView,
  sameFaceNoticeView,
  waitingFacesView,
  yourFaceView,
} from '../../../src/views/actor/face-view.ts';
import { keptEarlierView, renewalView, renewedView } from '../../../src/views/actor/renewal-view.ts';
import {
  approvalAnsweredView,
  approvalHintView,
  approvalOverView,
  approvalRequestView,
  approvalSettledView,
  notApprovedView,
  startOf,
} from '../../../src/views/approvals/approval-view.ts';
import { ownPacks } from './albums.ts';
import {
  ana,
  asked,
  ben,
  channelId,
  cleo,
  fullActor,
  goodPhotos,
  guildId,
  idOf,
  marks,
  name,
  now,
  outsider,
  picture,
  type Samples,
  several,
  sha,
} from './records.ts';

const link = `https://discord.com/channels/${guildId}/${channelId}/${idOf(99)}`;
const both = [fullActor(), outsider()];
const waits = { sameFace: { with: [], waits: true, at: now } };
const matches = (['same', 'perhaps'] as const).flatMap(certainty =>
  [fullActor(), asked(fullActor({ subjectId: cleo })), outsider({ ownerId: cleo })].flatMap(actor =>
    several(3, () => ({ actor, certainty })),
  ),
);

const approval = (request: Partial<Approval['request']>, change: Partial<Approval> = {}): Approval =>
  approvalSchema.parse({
    id: 'p3v9x2m7qa',
    request: {
      ...{ guildId, channelId, memberId: ana, prompt: marks(1_500), actor: name, actor2: name, count: 4 },
      ...{ using: 'trained', shape: 'landscape', negative: marks(500), private: true },
      styled: { name: marks(40), words: marks(300), negative: marks(300) },
      ...request,
    },
    asked: [
      { memberId: ben, actors: [{ id: 'a', name }] },
      { memberId: cleo, actors: [{ id: 'b', name }] },
    ],
    ...{ askedAt: now, expiresAt: now },
    ...change,
  });
const changed = (kind?: 'upscale' | 'face') => ({
  changeOf: { sha256: sha(1) },
  ...(kind ? { touchUp: { kind, width: 2_048, height: 2_048 } } : {}),
});
const approvals = [
  approval({}),
  approval({
    variationOf: { sha256: sha(1), strength: 0.35 },
    private: false,
    using: 'photos',
    shape: 'portrait',
  }),
  approval(changed()),
  ...[...packs, ...ownPacks.slice(0, 1)].map(({ id, scenes }) =>
    approval({ pack: { id, scenes: scenes.map(scene => scene.replace('{actor}', name)) } }),
  ),
];
const whyNot = ['declined', 'expired', 'narrowed', 'deleted', 'unreachable'] as const;
const [first = { memberId: ben, actors: [] }] = approval({}).asked;

export const consents: Samples = {
  consentRequestView: () =>
    both.map(asked).flatMap(actor => [consentRequestView(actor), consentRequestView(actor, picture)]),
  consentPhotosView: () => both.map(actor => consentPhotosView(actor, picture)),
  consentReminderView: () => [
    consentReminderView(asked(fullActor()), link),
    consentReminderView(fullActor(), undefined),
  ],
  consentGrantedView: () =>
    both
      .flatMap(actor => [actor, { ...actor, photos: goodPhotos }, { ...actor, ...waits }])
      .flatMap(actor => [consentGrantedView(actor), consentGrantedView(actor, { direct: true })]),
  consentEndedView: () => both.map(consentEndedView),
  consentUnreachableView: () => [consentUnreachableView(asked(fullActor()))],
  declinedView: () => both.map(declinedView),
  blockedView: () => [blockedView(ana)],
  unblockedView: () => [unblockedView(ana), unblockedView('')],
  neverAskedView: () => [neverAskedView()],
  askedAgainView: () => [askedAgainView()],
  askingView: () => [askingView(true, 1_234), askingView(false, 0)],
  renewalView: () => both.map(renewalView),
  renewedView: () => both.map(renewedView),
  keptEarlierView: () => both.map(keptEarlierView),
  sameFaceNoticeView: () =>
    [fullActor(waits), outsider()].flatMap(actor => [
      sameFaceNoticeView(actor, matches, true),
      sameFaceNoticeView(actor, [], false),
      sameFaceNoticeView(actor, matches.slice(0, 1), false),
    ]),
  yourFaceView: () =>
    matches.flatMap(match => [yourFaceView(fullActor(waits), match), yourFaceView(fullActor(), match)]),
  refusedFaceView: () => [
    refusedFaceView(name, ana, []),
    refusedFaceView(
      name,
      ana,
      several(12, () => fullActor()),
    ),
  ],
  faceAllowedView: () => [faceAllowedView(fullActor(), ben)],
  faceDecisionView: () =>
    [true, false].flatMap(allowed =>
      [true, false].map(hidden => faceDecisionView(fullActor(), allowed, hidden)),
    ),
  waitingFacesView: () => [
    waitingFacesView({ first: several(5, nth => fullActor({ id: `k3v9x2m7q${nth}` })), count: 1_234 }),
  ],
  approvalRequestView: () =>
    approvals.flatMap(one => [
      approvalRequestView(one, first),
      approvalRequestView(one, first, {
        guildName: marks(100),
        picture: startOf({ bytes: picture, made: 'nothing' }),
      }),
    ]),
  approvalHintView: () => [
    approvalHintView(approval({}), first),
    approvalHintView(approval({ private: false }), first),
  ],
  approvalAnsweredView: () => [
    approvalAnsweredView(approval({}), first),
    approvalAnsweredView(approval({}, { asked: [first] }), first),
    ...[true, false].map(blocked =>
      approvalAnsweredView(approval({}), { ...first, declinedAt: now }, { blocked }),
    ),
  ],
  approvalSettledView: () => [approvalSettledView()],
  approvalOverView: () => [approvalOverView()],
  notApprovedView: () =>
    whyNot.flatMap(over =>
      [true, false].flatMap(inChannel => [
        notApprovedView(approval({}, { over }), inChannel),
        notApprovedView(approval({}, { over, asked: [] }), inChannel),
      ]),
    ),
};
