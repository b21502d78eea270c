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
