import { maySee } from '../../services/actors/access.ts';
import type { Actor } from '../../services/actors/actor.ts';
import { isSameMember, type Match, type Waiting } from '../../services/actors/same-face.ts';
import { button, card, plain, row, text, type View } from '../components.ts';

const named = (actors: Actor[]) => {
  const shown = actors.slice(0, 5).map(({ name }) => `**${plain(name)}**`);
  return shown.join(', ') + (actors.length > shown.length ? ` and ${actors.length - shown.length} more` : '');
};

/** What the member who sent the photos is told. Actors that they may not see are not named. */
export function sharedFaceWords(actor: Actor, matches: Match[], memberId: string): string | undefined {
  const theirs = matches.filter(match => isSameMember(actor, match.actor) && maySee(match.actor, memberId));
  const others = matches.filter(match => !theirs.includes(match));
  const seen = others.filter(match => maySee(match.actor, memberId));
  const hidden = others.filter(match => !maySee(match.actor, memberId));
  const sure = (some: Match[]) => some.some(({ certainty }) => certainty === 'same');
  const words = [
    theirs.length > 0
      ? `ⓘ ${named(theirs.map(match => match.actor))} ${theirs.length > 1 ? 'show' : 'shows'} the same person. Two looks of one person are fine.`
      : undefined,
    seen.length > 0
      ? `⚠ The face ${sure(seen) ? 'is the same as' : 'may be'} that of ${named(seen.map(match => match.actor))}. The admins have been told.`
      : undefined,
    hidden.length > 0
      ? `⚠ Somebody in this server is registered with ${sure(hidden) ? 'this face' : 'what may be this face'} already. The admins have been told.`
      : undefined,
  ].filter(each => each !== undefined);
  return words.length > 0 ? words.join('\n') : undefined;
}

const whom = ({ subjectId }: Actor) => (subjectId ? `<@${subjectId}>` : 'somebody outside this server');

function matchLine(actor: Actor, { actor: other, certainty }: Match): string {
  const agreed = other.consent.state === 'granted' && other.subjectId !== undefined;
  const same = isSameMember(actor, other) ? ' The same member: a second look of one person.' : '';
  return (
    `• ${certainty === 'same' ? 'cannot be told from' : 'may be'} the face of **${plain(other.name)}**, which shows ${whom(other)}` +
    `${agreed ? ', as they confirmed' : `, says <@${other.ownerId}>`}.${same}`
  );
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
      : '• was that of an actor that has been deleted';
  const next = waits
    ? 'It can’t be used until an admin allows it.'
    : 'Nothing happens automatically; `/settings consent` changes that for the next one.';
  const buttons = [
    ...(waits ? [button('face-allow', actor.id, { label: 'Allow it', style: 'success' })] : []),
    ...(inServer && !harmless
      ? [button('face-delete', actor.id, { label: 'Delete it…', style: 'danger' })]
      : []),
  ];
  return card(
    harmless ? 'plain' : 'warn',
    text(
      `### The same face was registered again\n<@${actor.ownerId}> registered **${plain(actor.name)}**, which shows ${whom(actor)}. Its face`,
    ),
    text(lines),
    ...(harmless
      ? []
      : [
          text(
            `${next} I can’t tell twins and lookalikes apart: ask both people before you decide.` +
              (inServer ? '' : ' `/actor delete` in the server deletes it.'),
          ),
        ]),
    ...(buttons.length > 0 ? [row(...buttons)] : []),
    text('-# For admins. `/settings channels` decides where notices like this go.'),
  );
}

/** For the person whose face it is already. Neither who registered it again nor as whom is in it. */
export const yourFaceView = (actor: Actor, { actor: yours, certainty }: Match): View =>
  card(
    'warn',
    text(
      `### Your face ${certainty === 'same' ? 'was' : 'may have been'} registered again\n` +
        `In the server where **${plain(yours.name)}** is registered, somebody registered an actor ` +
        `${certainty === 'same' ? 'whose face I can’t tell from yours' : 'who looks a lot like you'}. ` +
        (actor.sameFace?.waits
          ? 'It can’t be used until an admin allows it.'
          : 'I’ve told the admins, who can delete it.'),
    ),
    text(
      'If you don’t want this, write to an admin of that server: they know who registered it, and they can delete it. I ' +
        'can’t tell twins and lookalikes apart. Your own actor stays as it is, and `/actor share` still decides who can use it.',
    ),
  );

/** Tells admins that photos were not taken, as they decided. */
export const refusedFaceView = (name: string, memberId: string, actors: Actor[]): View =>
  card(
    'warn',
    text(
      `### A face registered before was refused\n<@${memberId}> sent photos for **${plain(name)}**. The face is that of ` +
        `${actors.length > 0 ? named(actors) : 'an actor that has been deleted'}, so the photos were refused and not kept.`,
    ),
    text('-# For admins. `/settings consent` decides what happens when a face is registered again.'),
  );

/** In place of the notice, once an admin has decided. */
export const faceAllowedView = (actor: Actor, adminId: string): View =>
  card('good', text(`✓ <@${adminId}> allowed **${plain(actor.name)}**, registered by <@${actor.ownerId}>.`));

/** For the member who registered it. `named` is left out where others read it too. */
export const faceDecisionView = (actor: Actor, allowed: boolean, isPrivate: boolean): View => {
  const what = isPrivate
    ? `**${plain(actor.name)}**`
    : `<@${actor.ownerId}>, the actor that waited for an admin`;
  return {
    ...card(
      allowed ? 'good' : 'plain',
      text(
        allowed
          ? `✓ ${what} was allowed. \`/actor show\` says what comes next.`
          : `${what} wasn’t allowed within a week, so it isn’t registered and its photos were deleted.`,
      ),
    ),
    pings: isPrivate ? [] : [actor.ownerId],
  };
};

/** The actors that wait for an admin of the server, each with its button. */
export function waitingFacesView({ first: shown, count }: Waiting): View {
  const more = count - shown.length;
  return card(
    'warn',
    text(
      `**Waiting for an admin, because the face is already registered** (${count})\n` +
        shown.map(({ name, ownerId }) => `• **${plain(name)}**, registered by <@${ownerId}>`).join('\n') +
        (more > 0 ? `\n-# and ${more} more` : ''),
    ),
    ...shown.map(({ id, name }) =>
      row(button('face-allow', id, { label: `Allow ${name}`, style: 'success' })),
    ),
  );
}
