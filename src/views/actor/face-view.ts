import { maySee } from '../../services/actors/access.ts';
import type { Actor } from '../../services/actors/actor.ts';
import { isSameMember, type Match, type Waiting } from '../../services/actors/same-face.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

const named = (actors: Actor[]) => {
  const shown = actors.slice(0, 5).map(({ name }) => `**${plain(name)}**`);
  const more = actors.length - shown.length;
  return list([...shown, ...(more > 0 ? [t('units.more', { count: more })] : [])]);
};
const actorsOf = (matches: Match[]) => named(matches.map(match => match.actor));

/** What the member who sent the photos is told. Actors that they may not see are not named. */
export function sharedFaceWords(actor: Actor, matches: Match[], memberId: string): string | undefined {
  const theirs = matches.filter(match => isSameMember(actor, match.actor) && maySee(match.actor, memberId));
  const others = matches.filter(match => !theirs.includes(match));
  const seen = others.filter(match => maySee(match.actor, memberId));
  const hidden = others.filter(match => !maySee(match.actor, memberId));
  const sure = (some: Match[]) => some.some(({ certainty }) => certainty === 'same');
  const words = [
    theirs.length > 0
      ? `ⓘ ${t('actorFaces.samePerson', { count: theirs.length, actors: actorsOf(theirs) })}`
      : undefined,
    seen.length > 0
      ? `⚠ ${t(sure(seen) ? 'actorFaces.sameAs' : 'actorFaces.maybeSameAs', { actors: actorsOf(seen) })}`
      : undefined,
    hidden.length > 0
      ? `⚠ ${t(sure(hidden) ? 'actorFaces.somebody' : 'actorFaces.maybeSomebody')}`
      : undefined,
  ].filter(each => each !== undefined);
  return words.length > 0 ? words.join('\n') : undefined;
}

function matchLine(actor: Actor, match: Match): string {
  const same = isSameMember(actor, match.actor) ? ` ${t('actorFaces.sameMember')}` : '';
  return `• ${likenessWords(match)}${same}`;
}

function likenessWords({ actor: { name, subjectId, ownerId, consent }, certainty }: Match): string {
  const sure = certainty === 'same';
  const [actor, member] = [plain(name), `<@${ownerId}>`];
  if (subjectId === undefined)
    return t(sure ? 'actorFaces.cannotTellOutsider' : 'actorFaces.maybeOutsider', { actor, member });
  const person = `<@${subjectId}>`;
  return consent.state === 'granted'
    ? t(sure ? 'actorFaces.cannotTellAgreed' : 'actorFaces.maybeAgreed', { actor, person })
    : t(sure ? 'actorFaces.cannotTellSays' : 'actorFaces.maybe', { actor, person, member });
}

function registeredWords({ name, subjectId, ownerId }: Actor): string {
  const [actor, member] = [plain(name), `<@${ownerId}>`];
  return subjectId
    ? t('actorFaces.registered', { actor, member, person: `<@${subjectId}>` })
    : t('actorFaces.registeredOutsider', { actor, member });
}

/** Tells admins that a face was registered again. With `waits` they decide, by its buttons or `/settings consent`. */
export function sameFaceNoticeView(actor: Actor, matches: Match[], inServer: boolean): View {
  const waits = actor.sameFace?.waits === true;
  const harmless = matches.length > 0 && matches.every(match => isSameMember(actor, match.actor));
  const lines =
    matches.length > 0
      ? matches
          .slice(0, 8)
          .map(match => matchLine(actor, match))
          .join('\n')
      : `• ${t('actorFaces.wasDeleted')}`;
  const next = [
    t(waits ? 'actorFaces.waits' : 'actorFaces.nothingHappens'),
    t('actorFaces.askBoth'),
    ...(inServer ? [] : [t('actorFaces.deleteInServer')]),
  ];
  const buttons = [
    ...(waits ? [button('face-allow', actor.id, { label: t('actorFaces.allow'), style: 'success' })] : []),
    ...(inServer && !harmless
      ? [button('face-delete', actor.id, { label: t('actorFaces.delete'), style: 'danger' })]
      : []),
  ];
  return card(
    harmless ? 'plain' : 'warn',
    text(`### ${t('actorFaces.title')}\n${registeredWords(actor)}`),
    text(lines),
    ...(harmless ? [] : [text(next.join(' '))]),
    ...(buttons.length > 0 ? [row(...buttons)] : []),
    text(`-# ${t('actorFaces.forAdmins')}`),
  );
}

/** For the person whose face it is already. Neither who registered it again nor as whom is in it. */
export const yourFaceView = (actor: Actor, { actor: yours, certainty }: Match): View =>
  card(
    'warn',
    text(
      `### ${t(certainty === 'same' ? 'actorFaces.yoursTitle' : 'actorFaces.yoursMaybeTitle')}\n` +
        `${t(certainty === 'same' ? 'actorFaces.yours' : 'actorFaces.yoursMaybe', { actor: plain(yours.name) })} ` +
        t(actor.sameFace?.waits ? 'actorFaces.waits' : 'actorFaces.adminsTold'),
    ),
    text(t('actorFaces.yoursNext')),
  );

/** Tells admins that photos were not taken, as they decided. */
export const refusedFaceView = (name: string, memberId: string, actors: Actor[]): View =>
  card(
    'warn',
    text(
      `### ${t('actorFaces.refusedTitle')}\n` +
        (actors.length > 0
          ? t('actorFaces.refused', { member: `<@${memberId}>`, actor: plain(name), actors: named(actors) })
          : t('actorFaces.refusedDeleted', { member: `<@${memberId}>`, actor: plain(name) })),
    ),
    text(`-# ${t('actorFaces.refusedForAdmins')}`),
  );

/** In place of the notice, once an admin has decided. */
export const faceAllowedView = (actor: Actor, adminId: string): View =>
  card(
    'good',
    text(
      `✓ ${t('actorFaces.allowed', {
        admin: `<@${adminId}>`,
        actor: plain(actor.name),
        member: `<@${actor.ownerId}>`,
      })}`,
    ),
  );

/** For the member who registered it. `named` is left out where others read it too. */
export const faceDecisionView = (actor: Actor, allowed: boolean, isPrivate: boolean): View => {
  const words = isPrivate
    ? t(allowed ? 'actorFaces.wasAllowed' : 'actorFaces.notAllowed', { actor: plain(actor.name) })
    : t(allowed ? 'actorFaces.wasAllowedUnnamed' : 'actorFaces.notAllowedUnnamed', {
        member: `<@${actor.ownerId}>`,
      });
  return {
    ...card(allowed ? 'good' : 'plain', text(allowed ? `✓ ${words}` : words)),
    pings: isPrivate ? [] : [actor.ownerId],
  };
};

/** The actors that wait for an admin of the server, each with its button. */
export function waitingFacesView({ first: shown, count }: Waiting): View {
  const more = count - shown.length;
  return card(
    'warn',
    text(
      [
        t('actorFaces.waiting', { count }),
        ...shown.map(
          ({ name, ownerId }) =>
            `• ${t('actorFaces.waitingActor', { actor: plain(name), member: `<@${ownerId}>` })}`,
        ),
        ...(more > 0 ? [`-# ${t('units.andMore', { count: more })}`] : []),
      ].join('\n'),
    ),
    ...shown.map(({ id, name }) =>
      row(button('face-allow', id, { label: t('actorFaces.allowActor', { actor: name }), style: 'success' })),
    ),
  );
}
