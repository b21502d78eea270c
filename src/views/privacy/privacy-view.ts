import { ComponentType } from 'discord-api-types/v10';
import type { Actor } from '../../services/actors/actor.ts';
import { type Counts, type Erasure, isDone, leftOf } from '../../services/privacy/erasure.ts';
import type { Footprint } from '../../services/privacy/erasure-requests.ts';
import type { Exported } from '../../services/privacy/export.ts';
import { button, card, divider, fitting, plain, row, text, type View } from '../components.ts';

const some = (count: number, one: string, many: string) =>
  count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? one : many}`];

/** What was or will be deleted, a line for each kind that there is. */
function lines(counts: Counts): string[] {
  return [
    ...some(counts.actors, 'actor, with its consent record', 'actors, with their consent records'),
    ...some(counts.photos, 'photo', 'photos'),
    ...some(counts.faces, 'set of face measurements', 'sets of face measurements'),
    ...some(counts.images, 'generated image', 'generated images'),
    ...some(counts.versions, 'trained version', 'trained versions'),
    ...some(counts.jobs, 'training, stopped where it still ran', 'trainings, stopped where they still ran'),
    ...some(counts.repos, 'repository on Hugging Face', 'repositories on Hugging Face'),
    ...some(counts.messages, 'message of mine in Discord', 'messages of mine in Discord'),
  ];
}

const list = (items: string[]) => items.map(item => `• ${item}`).join('\n');

const confirmRow = (name: string, ref: string, label: string) =>
  row(
    button(name, ref, { label, style: 'danger' }),
    button('deletion-keep', '', { label: 'Keep everything' }),
  );

const notUndone =
  'This cannot be undone. Private answers that only one person sees are out of my reach: Discord removes them by itself.';

/** Asks before an actor goes. For the person shown it is taking their consent back. */
export function deleteActorView(actor: Actor, { counts }: Footprint, memberId: string): View {
  const name = plain(actor.name);
  const mine = actor.subjectId === memberId;
  return card(
    'warn',
    text(
      mine
        ? `### Withdraw your consent for ${name}?\nNobody can use ${name} from that moment on, and this is deleted:`
        : `### Delete ${name}?\nNobody can use ${name} from that moment on, and this is deleted:`,
    ),
    text(list(lines(counts))),
    text(`-# ${notUndone}`),
    confirmRow('actor-delete-confirm', actor.id, mine ? 'Withdraw consent and delete' : 'Delete all of it'),
  );
}

/** What the confirming button of a member's deletion is about. */
export const memberRef = (memberId: string, guildId: string | undefined) =>
  guildId === undefined ? memberId : `${memberId}.${guildId}`;

/**
 * Asks before everything of a member goes. With `guildId` an admin asks, for that server alone.
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
  const what = lines(counts);
  return card(
    'warn',
    text(
      own
        ? '### Delete everything about you?\nIn every server that I am in:'
        : `### Delete everything about <@${memberId}> in this server?`,
    ),
    text(what.length ? list(what) : 'There are no actors, images or trainings.'),
    ...(names.length ? [text(`**Actors that go**\n${[...shown, ...more].join('\n')}`)] : []),
    text(
      own
        ? 'Your id also goes from the budget, the safety log and the lists of who may use an actor. What you used up of today’s budget stays used up.'
        : 'Their id also goes from the lists of who may use an actor. The budget, and the log of what was stopped, stay.',
    ),
    text(`-# ${notUndone}${own ? ' `/privacy export` gives you a copy first.' : ''}`),
    confirmRow('privacy-delete-confirm', memberRef(memberId, guildId), 'Delete all of it'),
  );
}

export const keptView = (): View => card('plain', text('Nothing was deleted.'));

const headings: Record<Erasure['what'], string> = {
  actor: 'The actor is deleted',
  member: 'Everything is deleted',
  guild: 'The server’s data is deleted',
};

/** What a deletion has reached, and what is still being tried. */
export function receiptView(erasure: Omit<Erasure, 'askedBy' | 'channelId'>): View {
  const { id, gone, closedMessages, what } = erasure;
  const left = leftOf(erasure);
  const done = isDone(erasure);
  const waiting = [
    ...(left.own ? ['what I keep myself'] : []),
    ...some(left.messages, 'message in Discord', 'messages in Discord'),
    ...some(left.repos, 'repository on Hugging Face', 'repositories on Hugging Face'),
  ];
  const went = lines(gone);
  return card(
    done ? 'good' : 'warn',
    text(done ? `### ✓ ${headings[what]}` : '### ⏳ Not everything could be reached yet'),
    text(
      left.own
        ? 'The deletion has begun and goes on by itself. Nothing of it can be used any more.'
        : `**Gone**\n${went.length ? list(went) : 'There was nothing left to delete.'}`,
    ),
    ...(waiting.length
      ? [
          text(
            `**Still being tried**\n${list(waiting)}\n-# I go on until it is gone, after a restart too, and tell you then.`,
          ),
        ]
      : []),
    ...(closedMessages > 0
      ? [
          text(
            `**Out of reach**\n${list(some(closedMessages, 'message in a channel that is closed to me', 'messages in channels that are closed to me'))}\n-# An admin of that server can delete them.`,
          ),
        ]
      : []),
    divider(),
    text(`-# Receipt \`${id}\` · kept for 30 days, in figures only`),
    ...(done ? [] : [row(button('receipt', id, { label: 'How far is it?', emoji: '🔄' }))]),
  );
}

export const receiptGoneView = (): View =>
  card('plain', text('This receipt is not kept any more: receipts are deleted 30 days after they are done.'));

const sizeOf = (bytes: number) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** Parts of an export, one after another. */
export function exportView(parts: Exported[]): View {
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last) return card('plain', text('There is nothing to export.'));
  const all = last.parts;
  const which =
    all === 1
      ? 'All of it is in one file.'
      : `Part${parts.length > 1 ? `s ${first.part + 1} to ${last.part + 1}` : ` ${first.part + 1}`} of ${all}.`;
  return {
    ...card(
      'good',
      text(
        `### What I keep about you\n${which} Each is a zip of its own with JSON, JPEG and PNG files; README.txt says what is where.`,
      ),
      ...parts.map(({ zip }) => ({
        type: ComponentType.File as const,
        file: { url: `attachment://${zip.name}` },
      })),
      text('-# Only you see this. To delete all of it: `/privacy delete`.'),
      ...(last.part + 1 < all
        ? [
            row(
              button('privacy-export-next', String(last.part + 1), {
                label: `Next: part ${last.part + 2}`,
                style: 'primary',
              }),
            ),
          ]
        : []),
    ),
    files: parts.map(({ zip, part }) => ({
      name: zip.name,
      bytes: zip.bytes,
      description: `Part ${part + 1} of ${all}, ${sizeOf(zip.bytes.length)}`,
    })),
  };
}
