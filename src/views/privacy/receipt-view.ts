import { type Erasure, isDone, leftOf } from '../../services/privacy/erasure.ts';
import { button, card, divider, row, text, type View } from '../components.ts';
import { countLines, list, some } from './counts-words.ts';

const headings: Record<Erasure['what'], string> = {
  actor: 'The actor is deleted',
  member: 'Everything is deleted',
  guild: 'The server’s data is deleted',
};

/** What was deleted, and what the bot is still trying to delete. */
export function receiptView(erasure: Omit<Erasure, 'askedBy' | 'channelId'>): View {
  const { id, gone, closedMessages, what } = erasure;
  const left = leftOf(erasure);
  const done = isDone(erasure);
  const waiting = [
    ...(left.own ? ['what I keep myself'] : []),
    ...some(left.messages, 'message in Discord', 'messages in Discord'),
    ...some(left.repos, 'repository on Hugging Face', 'repositories on Hugging Face'),
  ];
  const went = countLines(gone);
  return card(
    done ? 'good' : 'warn',
    text(done ? `### ✓ ${headings[what]}` : '### ⏳ Some of it is still out of reach'),
    text(
      left.own
        ? 'The deletion has started and continues on its own. None of this can be used anymore.'
        : `**Gone**\n${went.length ? list(went) : 'There was nothing left to delete.'}`,
    ),
    ...(waiting.length
      ? [
          text(
            `**Still being tried**\n${list(waiting)}\n-# I keep trying until it’s gone, even after a restart, and tell you then.`,
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
    text(`-# Receipt \`${id}\` · kept for 30 days, as numbers only`),
    ...(done ? [] : [row(button('receipt', id, { label: 'Check progress', emoji: '🔄' }))]),
  );
}

export const receiptGoneView = (): View =>
  card('plain', text('This receipt is gone: receipts are deleted after 30 days.'));
