import type { Actor } from '../../services/actors/actor.ts';
import type { Footprint } from '../../services/privacy/erasure-requests.ts';
import { t } from '../../words/words.ts';
import { button, card, fitting, plain, row, text, type View } from '../components.ts';
import { bullets, countLines } from './counts-words.ts';

const confirmRow = (name: string, ref: string, label: string) =>
  row(
    button(name, ref, { label, style: 'danger' }),
    button('deletion-keep', '', { label: t('privacy.keepEverything') }),
  );

/** Asks before an actor is deleted. For the person shown, deleting withdraws their consent. */
export function deleteActorView(actor: Actor, { counts }: Footprint, memberId: string): View {
  const name = plain(actor.name);
  const mine = actor.subjectId === memberId;
  return card(
    'warn',
    text(
      `### ${t(mine ? 'privacy.withdrawTitle' : 'privacy.deleteTitle', { actor: name })}\n` +
        t('privacy.deleteActor', { actor: name }),
    ),
    text(bullets(countLines(counts))),
    text(`-# ${t('privacy.cannotUndo')} ${t('privacy.logStays')}`),
    confirmRow('actor-delete-confirm', actor.id, t(mine ? 'privacy.withdraw' : 'privacy.deleteAll')),
  );
}

/** The ref of the button that confirms a member's deletion. */
export const memberRef = (memberId: string, guildId: string | undefined) =>
  guildId === undefined ? memberId : `${memberId}.${guildId}`;

/**
 * Asks before all data of a member is deleted. With `guildId` an admin asks, for that server alone.
 */
export function deleteMemberView(
  { actors, counts }: Footprint,
  memberId: string,
  guildId: string | undefined,
): View {
  const own = guildId === undefined;
  const names = actors.map(({ name, subjectId, ownerId }) => {
    const actor = `**${plain(name)}**`;
    if (subjectId === memberId) return t(own ? 'privacy.actorShowsYou' : 'privacy.actorShowsThem', { actor });
    return ownerId === memberId ? t(own ? 'privacy.actorByYou' : 'privacy.actorByThem', { actor }) : actor;
  });
  const shown = fitting(names, 1_400);
  const left = names.length - shown.length;
  const more = left > 0 ? [t('units.andMore', { count: left })] : [];
  const what = countLines(counts);
  return card(
    'warn',
    text(
      own
        ? `### ${t('privacy.deleteYouTitle')}\n${t('privacy.deleteYou')}`
        : `### ${t('privacy.deleteMemberTitle', { member: `<@${memberId}>` })}`,
    ),
    text(what.length ? bullets(what) : t('privacy.nothingKept')),
    ...(names.length ? [text(`**${t('privacy.actorsGoing')}**\n${bullets([...shown, ...more])}`)] : []),
    text(t(own ? 'privacy.yourIdGoes' : 'privacy.theirIdGoes')),
    text(`-# ${t('privacy.cannotUndo')}${own ? ` ${t('privacy.copyFirst')}` : ''}`),
    confirmRow('privacy-delete-confirm', memberRef(memberId, guildId), t('privacy.deleteAll')),
  );
}

export const keptView = (): View => card('plain', text(t('privacy.kept')));
