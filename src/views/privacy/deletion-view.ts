import type { Actor } from '../../services/actors/actor.ts';
import type { Footprint } from '../../services/privacy/erasure-requests.ts';
import { button, card, fitting, plain, row, text, type View } from '../components.ts';
import { countLines, list } from './counts-words.ts';

const confirmRow = (name: string, ref: string, label: string) =>
  row(
    button(name, ref, { label, style: 'danger' }),
    button('deletion-keep', '', { label: 'Keep everything' }),
  );

const notUndone =
  'This can’t be undone. I can’t reach private answers that only one person sees; Discord removes those on its own.';

/** Asks before an actor is deleted. For the person shown, deleting withdraws their consent. */
export function deleteActorView(actor: Actor, { counts }: Footprint, memberId: string): View {
  const name = plain(actor.name);
  const mine = actor.subjectId === memberId;
  return card(
    'warn',
    text(
      mine
        ? `### Withdraw your consent for ${name}?\nNobody can use ${name} from then on, and this gets deleted:`
        : `### Delete ${name}?\nNobody can use ${name} from then on, and this gets deleted:`,
    ),
    text(list(countLines(counts))),
    text(`-# ${notUndone} The log of who did what stays for a year, without the name.`),
    confirmRow('actor-delete-confirm', actor.id, mine ? 'Withdraw consent and delete' : 'Delete all of it'),
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
    const about =
      subjectId === memberId
        ? `shows ${own ? 'you' : 'them'}`
        : ownerId === memberId
          ? `registered by ${own ? 'you' : 'them'}`
          : '';
    return `• **${plain(name)}** (${about})`;
  });
  const shown = fitting(names, 1_500);
  const more = names.length > shown.length ? [`• and ${names.length - shown.length} more`] : [];
  const what = countLines(counts);
  return card(
    'warn',
    text(
      own
        ? '### Delete everything about you?\nIn every server I’m in:'
        : `### Delete everything about <@${memberId}> in this server?`,
    ),
    text(what.length ? list(what) : 'There are no actors, images or trainings.'),
    ...(names.length ? [text(`**Actors that will be deleted**\n${[...shown, ...more].join('\n')}`)] : []),
    text(
      own
        ? 'Your id is also removed from the budget, the logs and the lists of who can use an actor. What you spent of today’s budget stays spent.'
        : 'Their id is also removed from the lists of who can use an actor. The budget, limits, a block and the logs stay.',
    ),
    text(`-# ${notUndone}${own ? ' `/privacy export` gives you a copy first.' : ''}`),
    confirmRow('privacy-delete-confirm', memberRef(memberId, guildId), 'Delete all of it'),
  );
}

export const keptView = (): View => card('plain', text('Nothing was deleted.'));
