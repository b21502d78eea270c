import { type Erasure, isDone, leftOf } from '../../services/privacy/erasure.ts';
import { type PlainKey, t } from '../../words/words.ts';
import { button, card, divider, row, text, type View } from '../components.ts';
import { bullets, countLines } from './counts-words.ts';

const headings = {
  actor: 'privacy.goneActor',
  member: 'privacy.goneMember',
  guild: 'privacy.goneServer',
} as const satisfies Record<Erasure['what'], PlainKey>;

/** What was deleted, and what the bot is still trying to delete. */
export function receiptView(erasure: Omit<Erasure, 'askedBy' | 'channelId'>): View {
  const { id, gone, closedMessages, what } = erasure;
  const left = leftOf(erasure);
  const done = isDone(erasure);
  const waiting = [
    ...(left.own ? [t('privacy.myOwn')] : []),
    ...(left.messages > 0 ? [t('privacy.countMessages', { count: left.messages })] : []),
    ...(left.repos > 0 ? [t('privacy.countRepositories', { count: left.repos })] : []),
  ];
  const went = countLines(gone);
  return card(
    done ? 'good' : 'warn',
    text(done ? `### ✓ ${t(headings[what])}` : `### ⏳ ${t('privacy.unfinished')}`),
    text(
      left.own
        ? t('privacy.goingOn')
        : `**${t('privacy.gone')}**\n${went.length ? bullets(went) : t('privacy.nothingLeft')}`,
    ),
    ...(waiting.length
      ? [text(`**${t('privacy.stillTried')}**\n${bullets(waiting)}\n-# ${t('privacy.keepTrying')}`)]
      : []),
    ...(closedMessages > 0
      ? [
          text(
            `**${t('privacy.outOfReach')}**\n${bullets([t('privacy.countClosedMessages', { count: closedMessages })])}\n-# ${t('privacy.adminCan')}`,
          ),
        ]
      : []),
    divider(),
    text(`-# ${t('privacy.receipt', { id })}`),
    ...(done ? [] : [row(button('receipt', id, { label: t('privacy.checkProgress'), emoji: '🔄' }))]),
  );
}

export const receiptGoneView = (): View => card('plain', text(t('privacy.receiptGone')));
