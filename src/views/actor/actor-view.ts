import { isTheirs, mayAskFor, mayChangePhotos, principalOf } from '../../services/actors/access.ts';
import {
  type Actor,
  activeVersionOf,
  maxPhotos,
  minPhotos,
  photosMark,
} from '../../services/actors/actor.ts';
import { photosToSend } from '../../services/actors/agreed-to.ts';
import { consentText } from '../../services/actors/consent-text.ts';
import { mayReadLine } from '../../services/actors/limits.ts';
import type { LikenessFigures } from '../../services/generation/archive/likeness-figures.ts';
import { usablePhotos } from '../../services/photos/assess.ts';
import {
  button,
  card,
  fitting,
  gallery,
  plain,
  row,
  text,
  timestamp,
  type View,
  type ViewFile,
} from '../components.ts';
import { photosWord, standing, visibilityWords } from './actor-words.ts';
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
      button('consent-grant', `${actor.id}/${photosMark(actor)}`, {
        label: 'These photos show me, and I agree',
        style: 'success',
      }),
    );
  }
  if (actor.photos.length < maxPhotos && mayChangePhotos(actor, memberId))
    buttons.push(button('add-photos', actor.id, { label: 'Add photos', emoji: '📷' }));
  if (principalOf(actor) === memberId) buttons.push(limitsButton(actor));
  if (!mayAskFor(actor, memberId)) return buttons;
  const trained = activeVersionOf(actor) !== undefined;
  if (canBeShown(actor))
    buttons.push(button('generate-actor', actor.id, { label: 'Generate', style: 'primary', emoji: '🎨' }));
  if (isTheirs(actor, memberId) && usablePhotos(actor.photos).length >= minPhotos) {
    buttons.push(
      button('train-start', actor.id, {
        label: trained ? 'Train again' : 'Start training',
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
    ? [button('packs', actor.id, { label: 'Pack…', emoji: '🎁' })]
    : []),
  ...(principalOf(actor) === memberId
    ? [button('actor-history', actor.id, { label: 'History', emoji: '📜' })]
    : []),
];

export function sharedView(actor: Actor): View {
  return card(
    'good',
    text(
      `**${plain(actor.name)}** can now be used by ${visibilityWords(actor)}.\n**Limits for pictures** ${limitsWords(actor, { line: true })}\n-# This also applies to what’s in the queue.`,
    ),
    row(limitsButton(actor)),
  );
}

/** The first of the cast, of so many in all. */
export function actorListView(actors: Actor[], count: number): View {
  if (actors.length === 0) {
    return card(
      'plain',
      text(
        '### No actors you can use yet\nRegister someone with `/actor register`. All it takes is a name and 5 to 10 photos.',
      ),
    );
  }
  const lines = actors.map(
    actor => `**${plain(actor.name)}** · ${photosWord(actor.photos.length)}\n-# ${standing(actor)}`,
  );
  const shown = fitting(lines, 3_500);
  const more = count > shown.length ? `\n-# and ${count - shown.length} more` : '';
  return card('plain', text(`### Your cast\n${shown.join('\n')}${more}`));
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
    `**Shows** ${actor.subjectId ? `<@${actor.subjectId}>` : 'somebody outside this server'} · **registered by** <@${actor.ownerId}> ${timestamp(actor.createdAt)}`,
    `**Can use it** ${visibilityWords(actor)}`,
    `**Limits for pictures** ${limitsWords(actor, { line: mayReadLine(actor, memberId, admin) })}`,
    `**Consent** ${
      actor.consent.at
        ? `given ${actor.subjectId ? 'by' : 'approved by'} <@${actor.consent.memberId}> ${timestamp(actor.consent.at, 'f')}, text ${actor.consent.textVersion}`
        : 'not given yet'
    }`,
    actor.consent.statement ? `**Statement** ${plain(actor.consent.statement, 500)}` : undefined,
    `**Photos** ${actor.photos.length}`,
    version
      ? `**Version** ${version.number}, trained ${timestamp(version.trainedAt)} on \`${version.baseModel}\`, ` +
        `${version.steps} steps${version.standIn ? ' (by a stand-in trainer: nothing was actually trained)' : ''}`
      : actor.versions.length > 0
        ? `**Version** none in use, ${actor.versions.length} kept: \`/actor versions\` compares them`
        : '**Version** none yet',
    photosWayWords(actor, ways.photos),
    version && ways.trained ? `**With the trained model** ${trainedWaysWords(ways.trained)}` : undefined,
    version
      ? `**Likeness of its samples** ${likeness === undefined ? 'not measured' : fixed(likeness)}`
      : undefined,
    likenessFiguresWords(figures),
  ].filter(line => line !== undefined);
  return {
    ...card(
      version ? 'good' : 'plain',
      text(`### ${plain(actor.name)}${actor.about ? `\n${plain(actor.about, 300)}` : ''}`),
      ...(pictures.length ? [gallery(pictures)] : []),
      text(facts.join('\n')),
      text(standing(actor)),
      ...(actor.consent.state !== 'granted' && actor.subjectId === memberId
        ? [text(`**Your consent**\n${consentText.text}`)]
        : []),
      ...(buttons.length ? [row(...buttons)] : []),
      ...(others.length ? [row(...others)] : []),
      ...renewalParts(actor, memberId),
      ...digestParts(actor, memberId),
    ),
    files: pictures.map(({ name, bytes, alt, made }) => ({ name, bytes, description: alt, made })),
  };
}
