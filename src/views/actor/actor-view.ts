import { isTheirs, mayAskFor, mayChangePhotos, principalOf } from '../../services/actors/access.ts';
import { type Actor, activeVersionOf, maxPhotos, minPhotos } from '../../services/actors/actor.ts';
import { photosToSend } from '../../services/actors/agreed-to.ts';
import { consentText } from '../../services/actors/consent-text.ts';
import { mayReadLine } from '../../services/actors/limits.ts';
import type { LikenessFigures } from '../../services/generation/archive/likeness-figures.ts';
import { usablePhotos } from '../../services/photos/assess.ts';
import { t } from '../../words/words.ts';
import {
  button,
  card,
  fitting,
  gallery,
  lengthOf,
  mentionMost,
  plain,
  plainWithin,
  row,
  text,
  textMost,
  timestamp,
  type View,
  type ViewFile,
} from '../components.ts';
import { sharedWords, standing, visibilityWords } from './actor-words.ts';
import { consentRef } from './consent-view.ts';
import { digestParts } from './digest-view.ts';
import { likenessFiguresWords } from './likeness-figures-words.ts';
import { limitsButton, limitsWords } from './limits-view.ts';
import { renewalParts } from './renewal-view.ts';
import { fixed, likenessOf } from './version-words.ts';
import { photosWayWords, trainedWaysWords, type Ways } from './ways-words.ts';

/** The buttons that take the actor forward, for a member who may press them. */
export function nextSteps(actor: Actor, memberId: string) {
  const mine = actor.subjectId === memberId;
  const buttons = [];
  if (actor.consent.state !== 'granted' && mine) {
    buttons.push(
      button('consent-grant', consentRef(actor), {
        label: t('actor.agree'),
        style: 'success',
      }),
    );
  }
  if (actor.photos.length < maxPhotos && mayChangePhotos(actor, memberId))
    buttons.push(button('add-photos', actor.id, { label: t('actor.addPhotos'), emoji: '📷' }));
  if (principalOf(actor) === memberId) buttons.push(limitsButton(actor));
  if (!mayAskFor(actor, memberId)) return buttons;
  const trained = activeVersionOf(actor) !== undefined;
  if (canBeShown(actor))
    buttons.push(
      button('generate-actor', actor.id, { label: t('actor.generate'), style: 'primary', emoji: '🎨' }),
    );
  if (isTheirs(actor, memberId) && usablePhotos(actor.photos).length >= minPhotos) {
    buttons.push(
      button('train-start', actor.id, {
        label: t(trained ? 'actor.trainAgain' : 'actor.train'),
        style: 'secondary',
        emoji: '🎓',
      }),
    );
  }
  return buttons;
}

/** Whether images of the actor can be made, from photos or a trained version. */
const canBeShown = (actor: Actor) => activeVersionOf(actor) !== undefined || photosToSend(actor).length > 0;

/** Beside the next steps. */
const more = (actor: Actor, memberId: string) => [
  ...(mayAskFor(actor, memberId) && canBeShown(actor)
    ? [button('packs', actor.id, { label: t('actor.packs'), emoji: '🎁' })]
    : []),
  ...(principalOf(actor) === memberId
    ? [button('actor-history', actor.id, { label: t('actor.history'), emoji: '📜' })]
    : []),
];

export function sharedView(actor: Actor): View {
  return card(
    'good',
    text(
      [
        sharedWords(actor, plain(actor.name)),
        t('actor.limits', { limits: limitsWords(actor, { line: true }) }),
        `-# ${t('actor.sharedAtOnce')}`,
      ].join('\n'),
    ),
    row(limitsButton(actor)),
  );
}

/** The first of the cast, of so many in all. */
export function actorListView(actors: Actor[], count: number): View {
  if (actors.length === 0) {
    return card('plain', text(`### ${t('actor.listEmptyTitle')}\n${t('actor.listEmpty')}`));
  }
  const lines = actors.map(
    actor =>
      `${t('actor.listed', { actor: plain(actor.name), photos: actor.photos.length })}\n-# ${standing(actor)}`,
  );
  const shown = fitting(lines, 3_500);
  const more = count > shown.length ? `\n-# ${t('units.andMore', { count: count - shown.length })}` : '';
  return card('plain', text(`### ${t('actor.listTitle')}\n${shown.join('\n')}${more}`));
}

function showsWords({ subjectId, ownerId, createdAt }: Actor): string {
  const registered = { member: `<@${ownerId}>`, time: timestamp(createdAt) };
  return subjectId
    ? t('actor.shows', { ...registered, person: `<@${subjectId}>` })
    : t('actor.showsOutsider', registered);
}

function consentWords({ subjectId, consent: { at, memberId, textVersion } }: Actor): string {
  if (!at) return t('actor.consentMissing');
  return t(subjectId ? 'actor.consentGiven' : 'actor.consentApproved', {
    member: `<@${memberId}>`,
    time: timestamp(at, 'f'),
    version: textVersion,
  });
}

function versionWords(actor: Actor): string {
  const version = activeVersionOf(actor);
  if (!version) {
    return actor.versions.length > 0
      ? t('actor.versionsUnused', { versions: actor.versions.length })
      : t('actor.versionNone');
  }
  return t(version.standIn ? 'actor.versionStandIn' : 'actor.version', {
    version: version.number,
    time: timestamp(version.trainedAt),
    base: version.baseModel,
    steps: version.steps,
  });
}

/**
 * One actor. `pictures` are photos if the viewer owns the actor or is the person shown, samples otherwise. `ways` are
 * where images of the version in use come from, `figures` how alike its images have been.
 */
export function actorView(
  actor: Actor,
  pictures: { name: string; bytes: Buffer; alt: string; made: ViewFile['made'] }[],
  { memberId, admin = false }: { memberId: string; admin?: boolean },
  ways: Ways = {},
  figures: readonly LikenessFigures[] = [],
): View {
  const version = activeVersionOf(actor);
  const likeness = version && likenessOf(version);
  const buttons = nextSteps(actor, memberId);
  const others = more(actor, memberId);
  const facts = [
    showsWords(actor),
    t('actor.canUse', { who: visibilityWords(actor) }),
    t('actor.limits', { limits: limitsWords(actor, { line: mayReadLine(actor, memberId, admin) }) }),
    consentWords(actor),
    actor.consent.statement
      ? t('actor.statement', { words: plainWithin(actor.consent.statement, 600) })
      : undefined,
    t('actor.photos', { photos: actor.photos.length }),
    versionWords(actor),
    photosWayWords(actor, ways.photos),
    version && ways.trained ? trainedWaysWords(ways.trained) : undefined,
    version
      ? likeness === undefined
        ? t('actor.samplesNotMeasured')
        : t('actor.samplesLikeness', { likeness: fixed(likeness) })
      : undefined,
    likenessFiguresWords(figures),
  ].filter(line => line !== undefined);
  const head = text(`### ${plain(actor.name)}${actor.about ? `\n${plainWithin(actor.about, 400)}` : ''}`);
  const stands = text(standing(actor));
  const asks =
    actor.consent.state !== 'granted' && actor.subjectId === memberId
      ? [text(`**${t('actor.yourConsent')}**\n${consentText.text}`)]
      : [];
  const below = [...renewalParts(actor, memberId), ...digestParts(actor, memberId)];
  // The last of the facts say the least.
  const room = textMost - mentionMost - lengthOf([head, stands, ...asks, ...below]);
  return {
    ...card(
      version ? 'good' : 'plain',
      head,
      ...(pictures.length ? [gallery(pictures)] : []),
      text(fitting(facts, room).join('\n')),
      stands,
      ...asks,
      ...(buttons.length ? [row(...buttons)] : []),
      ...(others.length ? [row(...others)] : []),
      ...below,
    ),
    files: pictures.map(({ name, bytes, alt, made }) => ({ name, bytes, description: alt, made })),
  };
}
